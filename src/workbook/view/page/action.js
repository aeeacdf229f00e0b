// A button: says what is still missing instead of being grey, asks before what cannot be undone, shows that it is working.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { answer, current, isEmpty } from "./answers.js";

const KEYS = { " ": "Space" }; // the names that aria-keyshortcuts knows

export function Action({ page, view, label, item, value = true, style = "primary", needs = [], missing, confirm, pressed, shortcut }) {
  const dialog = useRef(null);
  const busy = page.outbox.entries.some((entry) => entry.item === item && entry.exercise === view.exercise && entry.value === value);
  const act = () => answer(page, view, item, value);
  const press = () => {
    page.saved = false;
    document.activeElement?.blur?.(); // a phone keeps the focus in the text field: what was typed must count now
    const lacking = needs.filter((need) => isEmpty(current(page, view, need)));
    if (lacking.length) return complain(page, lacking, missing);
    if (confirm) dialog.current.showModal(); else act();
  };
  return html`<div class="wb-action">
    <button type="button" class=${`wb-button is-${style}`} data-action=${item} data-shortcut=${shortcut || undefined} aria-keyshortcuts=${shortcut ? KEYS[shortcut] ?? shortcut : undefined} aria-busy=${busy ? "true" : undefined} aria-pressed=${style === "tab" ? String(pressed === true) : undefined} onClick=${press}>${label}</button>
    ${page.lacking?.by === missing && missing && needs.includes(page.lacking.items[0]) && html`<p class="wb-problem" role="alert">${missing.replace("{n}", page.lacking.items.length)}</p>`}
    ${confirm && html`<dialog ref=${dialog} class="wb-dialog"><p>${confirm}</p><div class="wb-nav">
      <button type="button" class="wb-button is-quiet" onClick=${() => dialog.current.close()}>${view.words?.cancel}</button>
      <button type="button" class=${`wb-button is-${style}`} onClick=${() => { dialog.current.close(); act(); }}>${view.words?.yes}: ${label.toLowerCase()}</button></div></dialog>`}
  </div>`;
}

function complain(page, items, missing) {
  page.lacking = { items, text: "", by: missing };
  page.draw();
  const field = document.querySelector(`[data-item="${CSS.escape(items[0])}"]`);
  field?.scrollIntoView({ block: "center" });
  field?.querySelector("input, textarea, button")?.focus({ preventScroll: true });
  field?.classList.add("is-lacking");
  setTimeout(() => field?.classList.remove("is-lacking"), 4000);
}
