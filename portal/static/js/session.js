// Time left in the session, its extension, and the log-in dialog that keeps what is on the page.
(() => {
  "use strict";
  const WARN = 120000;
  const body = document.body;
  const idle = Number(body.dataset.sessionIdleSeconds || 0) * 1000;
  const tell = (text, tone) => document.dispatchEvent(new CustomEvent("portal:toast", { detail: { text, tone } }));
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("portal-session") : null;
  const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";
  let ends = 0;
  let warned = false;
  let ended = false;

  const dialog = () => document.getElementById("session-dialog");
  // A wrong clock in this machine must not promise more than the server's idle time.
  const until = (iso) => Math.min(Date.parse(iso) || 0, Date.now() + idle);
  const setEnds = (time, aloud = true) => {
    ends = time;
    warned = ended = false;
    if (dialog()?.open) dialog().close();
    if (aloud) channel?.postMessage({ left: time - Date.now() });
    show();
  };
  const words = (left) => {
    const minutes = Math.floor(left / 60000);
    const seconds = Math.floor(left / 1000) % 60;
    if (left <= 0) return "없음";
    if (left >= 5 * 60000) return `${minutes}분`;
    return minutes ? `${minutes}분 ${seconds}초` : `${seconds}초`;
  };
  const show = () => {
    if (!ends) return;
    const left = ends - Date.now();
    const text = words(left);
    for (const place of document.querySelectorAll("[data-session-countdown]")) {
      if (place.textContent !== text) place.textContent = text;
      place.toggleAttribute("data-soon", left < WARN);
    }
    if (left > 0 && left < WARN && !warned) {
      warned = true;
      const open = document.querySelector("dialog[open]");
      if (open) tell("2분 뒤 로그아웃됩니다. ‘연장’을 눌러 주시기 바랍니다.", "warn");
      else if (dialog()) {
        dialog().showModal();
        dialog().querySelector("[data-session-extend]")?.focus();
      }
    }
    if (left <= 0 && !ended) {
      ended = true;
      if (dialog()?.open) dialog().close();
      tell("오래 사용하지 않아 로그아웃되었습니다. 이어서 하시려면 다시 로그인해 주시기 바랍니다.", "warn");
    }
  };
  if (body.dataset.sessionEnds && idle) {
    setEnds(until(body.dataset.sessionEnds), false);
    setInterval(show, 1000);
    channel?.postMessage({ left: ends - Date.now() });
    channel?.addEventListener("message", (event) => setEnds(Date.now() + event.data.left, false));
  }

  // Any answer may carry the new end; a good answer without one has renewed the idle time.
  const heard = (headers, ok) => {
    const said = headers?.get("X-Session-Ends");
    if (said) setEnds(until(said));
    else if (ok && ends && !ended) setEnds(Date.now() + idle);
  };
  document.addEventListener("htmx:after:request", (event) => {
    const { headers, status } = event.detail.ctx.response;
    if (headers.get("X-Session-Ends")) heard(headers, status < 400);
  });

  const extend = async () => {
    try {
      const answer = await fetch("/session/extension", {
        method: "POST", headers: { "X-CSRFToken": token(), "HX-Request": "true" },
      });
      if (answer.status === 401) return showLogin(await answer.text());
      if (!answer.ok) throw new Error(String(answer.status));
      heard(answer.headers, true);
      tell("사용 시간을 연장하였습니다.", "ok");
    } catch {
      tell("연장하지 못했습니다. 잠시 뒤 다시 눌러 주시기 바랍니다.", "stop");
    }
  };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-session-extend]")) extend(); });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-session-extend-form]")) return;
    event.preventDefault();
    extend();
  });

  // 401: the server sends a log-in dialog; it opens over the page, and nothing typed is lost.
  const slot = () => {
    let place = document.getElementById("login-dialog-slot");
    if (!place) {
      place = document.createElement("div");
      place.id = "login-dialog-slot";
      body.append(place);
    }
    return place;
  };
  const openLogin = () => {
    const login = slot().querySelector("dialog");
    if (!login || login.open) return;
    document.querySelectorAll("dialog[open]").forEach((other) => { if (other.id === "session-dialog") other.close(); });
    login.showModal();
    (login.querySelector("[data-error-summary]") ?? login.querySelector("input:not([type=hidden])"))?.focus();
  };
  const showLogin = (html) => {
    if (slot().querySelector("dialog[open]")) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    const login = page.querySelector("dialog");
    if (!login) return tell("로그아웃되었습니다. 새 창에서 로그인하신 뒤 다시 눌러 주시기 바랍니다.", "warn");
    slot().replaceChildren(document.adoptNode(login));
    window.htmx?.process(slot());
    openLogin();
  };
  document.addEventListener("portal:login-needed", (event) => showLogin(event.detail.html));
  document.addEventListener("htmx:after:request", (event) => {
    const ctx = event.detail.ctx;
    if (ctx.response.status === 401 && !slot().contains(ctx.sourceElement)) {
      Object.assign(ctx.hx, { retarget: "#login-dialog-slot", reswap: "innerHTML" });
    }
  });
  document.addEventListener("htmx:after:swap", openLogin);

  const renewToken = (csrf) => {
    document.querySelector("meta[name=csrf-token]")?.setAttribute("content", csrf);
    document.querySelectorAll("input[name=csrf_token]").forEach((input) => { input.value = csrf; input.defaultValue = csrf; });
    for (const name of ["hx-headers:inherited", "data-hx-headers:inherited"]) {
      if (body.hasAttribute(name)) body.setAttribute(name, JSON.stringify({ "X-CSRFToken": csrf }));
    }
  };
  document.addEventListener("portal:logged-in", (event) => {
    if (event.detail.csrf) renewToken(event.detail.csrf);
    slot().querySelector("dialog[open]")?.close();
    slot().replaceChildren();
    if (event.detail.ends) setEnds(until(event.detail.ends)); else if (idle) setEnds(Date.now() + idle);
    tell(event.detail.words ?? "다시 로그인되었습니다.", "ok");
  });
})();
