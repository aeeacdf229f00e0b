// The value of an item as the person sees it: what is on its way goes before what the server last said.

export function current(page, view, item, stored) {
  const pending = page.outbox.entries.find((entry) => entry.exercise === view.exercise && entry.item === item);
  if (pending) return pending.value;
  const settled = page.settled[`${view.exercise}/${item}`];
  if (settled !== undefined) return settled;
  return stored !== undefined ? stored : view.answers?.[item];
}

export function answer(page, view, item, value, later = false) {
  page.problem = null;
  page.lacking = null;
  page.outbox.put(view.exercise, item, value, later);
}

export const isEmpty = (value) => value === undefined || value === null || value === "";

export function problemOf(page, view, item) {
  if (page.problem && page.problem.item === item && page.problem.exercise === view.exercise) return page.problem.text;
  return page.lacking?.items.includes(item) ? page.lacking.text : "";
}

let ids = 0;
export const freshId = () => `wb-${++ids}`;
