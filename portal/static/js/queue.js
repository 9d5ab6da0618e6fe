// The officers' queue by keyboard. Keys go by their place on the board (event.code), so Hangul input does not matter.
(() => {
  "use strict";
  const table = () => document.getElementById("applications-table");
  const rows = () => [...(table()?.querySelectorAll("tr[data-row]") ?? [])];
  const mark = (row) => row?.querySelector("input[type=checkbox]:not(:disabled)");
  const isOff = () => localStorage.getItem("portal-shortcuts") === "off";
  let current = null;   // the key of the row in focus
  let place = 0;        // where it stood, for when it is gone
  let anchor = null;    // where a range began
  let underway = null;  // what is being decided: the rows it is about, and all rows as they were

  const rowNow = () => {
    const list = rows();
    return list.find((row) => row.dataset.row === current) ?? null;
  };
  const goTo = (row, scroll = true) => {
    if (!row) return;
    for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
    current = row.dataset.row;
    place = rows().indexOf(row);
    row.focus({ preventScroll: true });
    if (scroll) row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(rowNow());
    goTo(list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)]);
  };

  // Marks, the bar that counts them, and the box that marks all.
  const refresh = () => {
    const marked = [];
    for (const row of rows()) {
      const box = mark(row);
      row.toggleAttribute("data-marked", Boolean(box?.checked));
      if (box?.checked) marked.push(row);
    }
    for (const bar of document.querySelectorAll("[data-bulk-bar]")) {
      bar.hidden = !marked.length;
      for (const spot of bar.querySelectorAll("[data-bulk-count]")) spot.textContent = `${marked.length.toLocaleString("ko")}건 선택`;
    }
    const boxes = rows().map(mark).filter(Boolean);
    for (const everything of document.querySelectorAll("[data-select-all]")) {
      everything.checked = boxes.length > 0 && boxes.every((box) => box.checked);
      everything.indeterminate = !everything.checked && boxes.some((box) => box.checked);
    }
  };
  const setMark = (row, on) => { const box = mark(row); if (box) box.checked = on; };
  const toggle = () => {
    const row = rowNow();
    const box = mark(row);
    if (!box) return;
    box.checked = !box.checked;
    anchor = row.dataset.row;
    refresh();
  };
  const range = () => {
    const list = rows();
    const to = list.indexOf(rowNow());
    const from = Math.max(list.findIndex((row) => row.dataset.row === anchor), 0);
    if (to < 0) return;
    list.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((row) => setMark(row, true));
    anchor = current;
    refresh();
  };
  const press = (action) => {
    const button = [...document.querySelectorAll(`[data-queue-action="${action}"]`)].find((one) => !one.disabled && one.getClientRects().length);
    button?.click();
  };
  // A decision by key: on the marked rows, on the application in whose panel the focus is, or on the row in focus.
  const decide = (action) => {
    const row = rowNow();
    const panel = document.getElementById("application-panel");
    if (underway) return;
    if (!row || rows().some((one) => mark(one)?.checked) || panel?.contains(document.activeElement)) {
      if (!document.activeElement.closest("#decision-form")) press(action);
      return;
    }
    const box = mark(row);
    if (!box) return;
    const values = { mark: box.value, action, open: panel?.dataset.shows ?? "" };
    const headers = { "HX-Target": "div#queue-workspace" };  // what htmx says of the row itself is not what is wanted
    window.htmx.ajax("POST", box.form.getAttribute("action"), { source: row, target: "#queue-workspace", values, headers });
  };

  const KEYS = {
    KeyJ: () => step(1), KeyK: () => step(-1), KeyX: toggle,
    KeyA: () => decide("approve"), KeyR: () => decide("reject"), KeyB: () => decide("return"), KeyW: () => decide("waitlist"), KeyU: () => press("undo"),
  };
  const inField = (el) => el?.closest?.("input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable=true], dialog");
  document.addEventListener("keydown", (event) => {
    if (!table() || isOff() || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (inField(event.target) || document.querySelector("dialog[open]")) return;
    if (event.shiftKey && event.code === "KeyX") { event.preventDefault(); range(); return; }
    if (event.shiftKey && event.code === "Slash") { event.preventDefault(); document.getElementById("queue-help")?.showModal(); return; }
    if (event.code === "Enter" && event.target.matches("tr[data-row]")) {
      event.preventDefault();
      event.target.querySelector("a[data-open]")?.click();
      return;
    }
    if (event.shiftKey || event.repeat && !["KeyJ", "KeyK"].includes(event.code)) return;
    const act = KEYS[event.code];
    if (act) { event.preventDefault(); act(); }
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#applications-table tr[data-row]");
    if (row) { current = row.dataset.row; place = rows().indexOf(row); }
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("#applications-table tr[data-row]");
    const box = event.target.closest("input[type=checkbox]");
    if (row && box && event.shiftKey && anchor) { current = row.dataset.row; range(); }
    else if (row && box) anchor = row.dataset.row;
    else if (row && !event.target.closest("a, button, label, input")) goTo(row, false);
    if (event.target.closest("a[data-open]")) {
      for (const other of rows()) other.toggleAttribute("data-open", other === row);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) rows().forEach((row) => setMark(row, event.target.checked));
    if (event.target.matches("[data-shortcuts-toggle]")) localStorage.setItem("portal-shortcuts", event.target.checked ? "on" : "off");
    if (table()?.contains(event.target) || event.target.matches("[data-select-all]")) refresh();
  });

  // Below two columns an application opens as its own page: htmx does not hear of the click.
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[data-open]") && matchMedia("(max-width: 63.99rem)").matches) event.stopImmediatePropagation();
  }, true);

  // The time left to undo, counted down from what the server said.
  const countDown = () => {
    for (const spot of document.querySelectorAll("[data-undo-left]")) {
      spot.portalEnds ??= performance.now() + Number(spot.dataset.undoLeft) * 1000;
      const left = Math.ceil((spot.portalEnds - performance.now()) / 1000);
      if (left <= 0) spot.closest("form").remove();
      else spot.textContent = `(${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")})`;
    }
  };
  setInterval(countDown, 1000);

  // What is asked for: a decision is about its marks, and the rows that come back after an undo are new.
  const keysOf = (list) => list.map((row) => row.dataset.row);
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const { body, method, action } = ctx.request;
    if (method !== "POST" || !action.includes("/decisions")) return;
    underway = { ctx, before: keysOf(rows()), about: new URLSearchParams(body).getAll("mark").map((one) => one.split(":")[0]) };
  });
  document.addEventListener("htmx:finally:request", (event) => { if (underway?.ctx === event.detail.ctx) underway = null; });

  // Where the focus goes: to the row that comes next; where one was refused, to that one; after an undo, to what is back.
  const afterDecision = (list, failed) => {
    const { before, about } = underway;
    const now = keysOf(list);
    if (!about.length) return list.find((row) => !before.includes(row.dataset.row));
    const refused = failed && list.find((row) => about.includes(row.dataset.row));
    if (refused) return refused;
    const last = Math.max(...about.map((key) => before.indexOf(key)));
    const next = before.slice(last + 1).find((key) => now.includes(key)) ?? before.slice(0, last + 1).findLast((key) => now.includes(key));
    return list[now.indexOf(next)];
  };
  let hadFocus = "";
  document.addEventListener("htmx:before:swap", () => {
    const active = document.activeElement;
    if (!active || active === document.body) return;  // nowhere, or lost by a swap that is not through yet
    const part = active.closest("#panel-desk") ? "panel" : "list";
    hadFocus = active.closest("#queue-workspace") ? part : "";
  });
  const restore = (event) => {
    const list = rows();
    const shown = document.getElementById("application-panel")?.dataset.shows;
    for (const row of list) row.toggleAttribute("data-open", row.dataset.row === shown);
    refresh();
    const ctx = event?.detail?.ctx;
    const decided = underway && ctx === underway.ctx && !document.getElementById("decision-form");
    const row = (decided && afterDecision(list, ctx.response.status >= 400)) || rowNow() || (current === null ? null : list[Math.min(place, list.length - 1)]);
    for (const other of list) other.tabIndex = other === (row ?? list[0]) ? 0 : -1;
    const lost = !document.activeElement || document.activeElement === document.body;
    if (row) current = row.dataset.row;
    const had = hadFocus;
    hadFocus = "";
    if (!had || !lost && document.activeElement.closest("dialog, .p-queue__panel")) return;
    if (had === "panel" && lost) document.querySelector(".p-queue__panel .p-panel-title")?.focus({ preventScroll: true });
    else if (row && (lost || decided || rows().includes(document.activeElement))) goTo(row);
    else if (lost) document.querySelector("#applications-table .p-tabs__tab[aria-current]")?.focus({ preventScroll: true });
  };
  document.addEventListener("htmx:after:swap", restore);
  const begin = () => {
    for (const box of document.querySelectorAll("[data-shortcuts-toggle]")) box.checked = !isOff();
    restore();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
