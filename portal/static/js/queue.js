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
    const usable = [...document.querySelectorAll(`[data-queue-action="${action}"]`)].filter((button) => !button.disabled && button.getClientRects().length);
    const button = usable.find((one) => one.closest("[data-bulk-bar]")) ?? usable[0];
    const shown = button?.closest("[data-row-shown]");
    const row = rowNow();
    if (shown && row && shown.dataset.rowShown !== current) {
      // The panel shows another application than the row in focus: open that one first, and decide nothing.
      row.querySelector("a[data-open]")?.click();
      const text = "이 신청을 먼저 열었습니다. 내용을 보시고 한 번 더 눌러 주시기 바랍니다.";
      document.dispatchEvent(new CustomEvent("portal:toast", { detail: { text, tone: "info" } }));
      return;
    }
    button?.click();
  };

  const KEYS = {
    KeyJ: () => step(1), KeyK: () => step(-1), KeyX: toggle,
    KeyA: () => press("approve"), KeyR: () => press("reject"), KeyB: () => press("return"), KeyW: () => press("waitlist"), KeyU: () => press("undo"),
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

  // After a swap the focus is on the same row, or on the one that took its place.
  let hadFocus = false;
  document.addEventListener("htmx:before:swap", () => {
    const active = document.activeElement;
    hadFocus = Boolean(active && (table()?.contains(active) || active.closest("[data-queue-action], [data-bulk-bar]")));
  });
  const restore = () => {
    const list = rows();
    refresh();
    if (!list.length) return;
    const row = rowNow() ?? (current === null ? null : list[Math.min(place, list.length - 1)]);
    for (const other of list) other.tabIndex = other === (row ?? list[0]) ? 0 : -1;
    if (!row) return;
    current = row.dataset.row;
    const lost = !document.activeElement || document.activeElement === document.body;
    if (hadFocus && (lost || !document.activeElement.closest("dialog, .p-queue__panel"))) goTo(row);
  };
  document.addEventListener("htmx:after:swap", restore);
  const begin = () => {
    for (const box of document.querySelectorAll("[data-shortcuts-toggle]")) box.checked = !isOff();
    restore();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
