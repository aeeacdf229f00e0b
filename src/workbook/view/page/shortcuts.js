// Keys that press a button, wherever the focus is: not while somebody types or answers a question, and a button that was
// reached with the keyboard keeps its own Enter and Space.
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

export function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (document.querySelector("dialog[open]") || event.target.closest?.(TYPING)) return;
  const own = ["Enter", " "].includes(event.key) || (event.target.matches?.("input") && event.key.startsWith("Arrow"));
  if (own && document.activeElement?.matches("button:focus-visible, a:focus-visible, summary:focus-visible, input:focus-visible")) return;
  const button = [...document.querySelectorAll("[data-shortcut]")].find((one) => one.dataset.shortcut === event.key && one.offsetParent);
  if (!button || button.getAttribute("aria-busy")) return;
  event.preventDefault();
  button.click();
}
