// Saves form[data-draft-url] while it is being filled; says so in [data-draft-status].
(() => {
  "use strict";
  const WAIT = 2000;
  const RETRY = [5000, 10000, 30000];
  const drafts = new WeakMap();
  let logins = 0; // on this page; an answer that crossed a log-in on its way is asked for again
  const formOf = (el) => el?.closest?.("form[data-draft-url]");
  const forms = () => [...document.querySelectorAll("form[data-draft-url]")];

  const stateOf = (form) => {
    if (!drafts.has(form)) drafts.set(form, { timer: 0, tries: 0, unsaved: false, sent: "", sending: false });
    return drafts.get(form);
  };
  const say = (form, text, failed = false) => {
    const place = form.querySelector("[data-draft-status]") || document.querySelector("[data-draft-status]");
    if (!place) return;
    place.textContent = text;
    place.toggleAttribute("data-failed", failed);
  };
  const fieldsOf = (form) => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  };
  const contentOf = (fields) => {
    const copy = new URLSearchParams(fields);
    copy.delete("csrf_token");
    return copy.toString();
  };
  const clock = () => new Date().toLocaleTimeString("ko-KR", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  const later = (form, wait) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), wait);
  };
  const save = async (form, leaving = false) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (!form.isConnected || !state.unsaved || (state.sending && !leaving)) return;
    const fields = fieldsOf(form);
    const content = contentOf(fields);
    const before = logins;
    if (content === state.sent) { state.unsaved = false; return; }
    state.sending = true;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", body: fields, keepalive: leaving && content.length < 60000,
        headers: { "X-CSRFToken": document.querySelector("meta[name=csrf-token]")?.content ?? "", "HX-Request": "true" },
      });
      if (answer.status === 401 && before !== logins) return later(form, 0);
      if (answer.status === 401) {
        const html = await answer.text();
        document.dispatchEvent(new CustomEvent("portal:login-needed", { detail: { html } }));
        say(form, "저장하지 못했습니다. 로그인하시면 이어서 저장합니다.", true);
        return;
      }
      if (answer.status >= 400 && answer.status < 500 && ![408, 429].includes(answer.status)) {
        say(form, "저장하지 못했습니다. 이 화면을 닫기 전에 내용을 복사해 두시기 바랍니다.", true);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      state.sent = content;
      state.tries = 0;
      state.unsaved = contentOf(fieldsOf(form)) !== content;
      say(form, `${clock()} 저장됨`);
      if (state.unsaved) later(form, WAIT);
    } catch {
      say(form, "저장하지 못했습니다. 다시 시도하고 있습니다.", true);
      later(form, RETRY[Math.min(state.tries, RETRY.length - 1)]);
      state.tries += 1;
    } finally {
      state.sending = false;
    }
  };

  const touched = (event) => {
    const form = formOf(event.target);
    if (!form || event.target.type === "file") return;
    stateOf(form).unsaved = true;
    later(form, WAIT);
  };
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);
  document.addEventListener("focusout", (event) => {
    const form = formOf(event.target);
    if (form && stateOf(form).unsaved) later(form, 150);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms().forEach((form) => save(form, true));
  });
  document.addEventListener("portal:logged-in", () => { logins += 1; forms().forEach((form) => save(form)); });

  // Sending the form is saving it: no warning then.
  document.addEventListener("submit", (event) => {
    const form = formOf(event.target);
    if (!form || event.defaultPrevented) return;
    clearTimeout(stateOf(form).timer);
    stateOf(form).unsaved = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (forms().some((form) => stateOf(form).unsaved)) { event.preventDefault(); event.returnValue = ""; }
  });
})();
