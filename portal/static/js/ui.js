// Small behaviors for every page. All of it is delegated from the document, so it outlives htmx swaps.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const isTyping = (el) => Boolean(el?.closest?.("input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable=true]"));

  // Dialogs: a button anywhere opens or closes a native <dialog>; the browser returns the focus.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) {
      const dialog = byId(opener.dataset.dialogOpen);
      if (dialog && !dialog.open) { event.preventDefault(); dialog.showModal(); }
      return;
    }
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog")?.close(); }
  });

  // Tabs inside a page: [role=tablist] with [role=tab aria-controls] buttons and [role=tabpanel] parts.
  const selectTab = (tab) => {
    for (const other of all("[role=tab]", tab.closest("[role=tablist]"))) {
      const on = other === tab;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      const panel = byId(other.getAttribute("aria-controls"));
      if (panel) panel.hidden = !on;
    }
    tab.focus();
  };
  const neighbor = (list, current, key) => {
    const at = list.indexOf(current);
    return { next: list[(at + 1) % list.length], previous: list[(at - 1 + list.length) % list.length], first: list[0], last: list.at(-1) }[key];
  };
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) selectTab(tab);
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[role=tab]");
    const way = { ArrowRight: "next", ArrowLeft: "previous", Home: "first", End: "last" }[event.key];
    if (!tab || !way) return;
    event.preventDefault();
    selectTab(neighbor(all("[role=tab]", tab.closest("[role=tablist]")), tab, way));
  });

  // The second half of a double click belongs to what lay there at the first, never to a button that has taken its place;
  // and a form that leads to another page is sent once.
  let pressed = null;
  const leadsAway = (button) => Boolean(button.form) && ![button, button.form].some((el) => el.matches("[hx-get], [hx-post]"));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=submit]");
    if (event.detail > 1 && button && (button !== pressed || leadsAway(button))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else pressed = button;
  }, true);

  // Toasts: they stay ten seconds, longer while the pointer or the focus is in them; errors stay until closed.
  const STAY = 10000;
  const armToast = (toast) => {
    if (toast.dataset.armed || toast.dataset.toast === "stay" || toast.matches(".p-toast--stop, .p-toast--warn")) return;
    toast.dataset.armed = "yes";
    const leave = () => {
      if (toast.matches(":hover") || toast.contains(document.activeElement)) setTimeout(leave, 3000);
      else toast.remove();
    };
    setTimeout(leave, STAY + 60 * toast.textContent.trim().length);
  };
  const say = (text, tone = "ok") => {
    const toast = document.createElement("div");
    toast.className = `p-toast p-toast--${["info", "ok", "warn", "stop"].includes(tone) ? tone : "ok"}`;
    toast.dataset.toast = "";
    const line = document.createElement("p");
    line.className = "p-toast__text";
    line.textContent = text;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "p-toast__close", textContent: "닫기" });
    close.dataset.toastClose = "";
    toast.append(line, close);
    byId("toasts")?.append(toast);
    armToast(toast);
  };
  document.addEventListener("portal:toast", (event) => say(event.detail.text ?? event.detail.value ?? "", event.detail.tone));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("[data-toast]")) event.target.closest("[data-toast]").remove();
  });

  // Copying: [data-copy="text"], or [data-copy-from="id"] for the text of an element.
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text; area.className = "p-hidden";
      document.body.append(area); area.select();
      document.execCommand("copy"); area.remove();
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-from]");
    if (!button) return;
    await copy(button.dataset.copy || byId(button.dataset.copyFrom)?.textContent.trim() || "");
    say(button.dataset.copied || "복사하였습니다.");
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

  // Leave a page that a passer-by should not see: the way back does not lead to it.
  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[data-leave]");
    if (!way) return;
    event.preventDefault();
    location.replace(way.href);
  });

  // "/" goes to the search box, from anywhere but a field (WCAG 2.1.4: the queue's switch turns it off too).
  const shortcutsOff = () => localStorage.getItem("portal-shortcuts") === "off";
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Slash" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") || shortcutsOff()) return;
    const search = document.querySelector("[data-page-search]") || byId("global-search");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  });

  // Display settings live in two cookies; the server renders them into <html> on the next page.
  const remember = (name, value) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? 31536000 : 0}; samesite=lax${secure}`;
  };
  document.addEventListener("change", (event) => {
    const root = document.documentElement;
    if (event.target.matches("[data-theme-choice]")) {
      root.dataset.theme = event.target.value;
      remember("portal-theme", event.target.value);
    } else if (event.target.matches("[data-text-choice]")) {
      if (event.target.value) root.dataset.text = event.target.value; else delete root.dataset.text;
      remember("portal-text", event.target.value);
    }
  });

  // Results: arrow down from the search box enters the list, arrows walk it, arrow up from the first leaves it.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const list = document.querySelector("[data-arrow-list]");
    if (!list) return;
    const links = all("a[href]", list).filter((link) => link.parentElement.parentElement === list || link.hasAttribute("data-arrow-item"));
    const at = links.indexOf(event.target.closest("a"));
    const box = document.querySelector("[data-arrow-from]");
    if (at < 0 && !(event.target === box && event.key === "ArrowDown")) return;
    const next = event.key === "ArrowDown" ? links[at + 1] : links[at - 1] ?? box;
    if (next) { event.preventDefault(); next.focus(); }
  });

  // Offers under a field: a click writes one into it, arrows walk them, Escape puts them away.
  document.addEventListener("mousedown", (event) => { if (event.target.closest("[data-fill]")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-fill]");
    const field = offer && byId(offer.dataset.fill);
    if (!field) return;
    field.value = offer.dataset.value;
    field.focus();
    offer.closest("ul").remove();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("keydown", (event) => {
    const place = event.target.closest?.(".p-suggests");
    if (!place || event.isComposing || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    const offers = all("[data-fill]", place);
    if (!offers.length) return;
    event.preventDefault();
    const field = byId(offers[0].dataset.fill);
    if (event.key === "Escape") { field.focus(); offers[0].closest("ul").remove(); return; }
    const at = offers.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
    (offers[at] ?? (at < 0 ? field : offers.at(-1))).focus();
  });

  // Counters: "12 / 500자" under a long text.
  const count = (area) => {
    const counter = document.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
    if (!counter) return;
    const max = Number(area.dataset.max);
    counter.textContent = `${area.value.length.toLocaleString("ko")} / ${max.toLocaleString("ko")}자`;
    counter.toggleAttribute("data-near", area.value.length > max * 0.9);
  };
  document.addEventListener("input", (event) => { if (event.target.matches("[data-max]")) count(event.target); });

  // Whatever arrives, on load or by a swap, is made ready here.
  const scrollable = () => {
    for (const region of all("[data-scroll-region]")) {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0; else region.removeAttribute("tabindex");
    }
  };
  const ready = () => {
    all("[data-toast]").forEach(armToast);
    all("[data-max]").forEach(count);
    all("[data-indeterminate]").forEach((box) => { box.indeterminate = true; });
    scrollable();
  };
  const focusErrors = (root) => {
    const summary = root.matches?.("[data-error-summary]") ? root : root.querySelector("[data-error-summary]");
    if (summary) { summary.focus({ preventScroll: true }); summary.scrollIntoView({ block: "nearest" }); }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    const field = link && byId(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    (byId(`${field.id}-field`) || field).scrollIntoView({ block: "start" });
    (field.matches("fieldset") ? field.querySelector("input") : field).focus({ preventScroll: true });
  });
  window.addEventListener("resize", scrollable);
  document.addEventListener("DOMContentLoaded", () => { ready(); focusErrors(document); });
  document.addEventListener("htmx:after:swap", (event) => {
    ready();
    if (event.detail.ctx?.response?.status === 422) focusErrors(document);
  });

  // Busy: shown in place after 300 ms, so that quick answers do not flicker.
  const waiting = new Map();
  document.addEventListener("htmx:before:request", (event) => {
    const ctx = event.detail.ctx;
    const target = ctx.target instanceof Element ? ctx.target : ctx.sourceElement;
    waiting.set(ctx, setTimeout(() => {
      target.classList?.add("p-loading");
      target.setAttribute?.("aria-busy", "true");
      if (byId("busy")) byId("busy").hidden = false;
    }, 300));
    ctx.portalTarget = target;
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const ctx = event.detail.ctx;
    clearTimeout(waiting.get(ctx));
    waiting.delete(ctx);
    ctx.portalTarget?.classList?.remove("p-loading");
    ctx.portalTarget?.removeAttribute?.("aria-busy");
    if (!waiting.size && byId("busy")) byId("busy").hidden = true;
  });

  // An error fragment never takes the place of the list it was asked for: it goes to the toasts.
  document.addEventListener("htmx:after:request", (event) => {
    const ctx = event.detail.ctx;
    if (ctx.response.status < 400 || ctx.hx.retarget || !ctx.text.includes('id="error-fragment"')) return;
    byId("error-fragment")?.remove();
    Object.assign(ctx.hx, { retarget: "#toasts", reswap: "beforeend" });
  });
  document.addEventListener("htmx:error", (event) => {
    if (!event.detail.ctx || event.detail.ctx.response) return;
    say("서버에 연결하지 못했습니다. 작성하신 내용은 화면에 그대로 있습니다. 잠시 뒤 다시 시도해 주시기 바랍니다.", "stop");
  });
})();
