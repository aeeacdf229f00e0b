// Steps to put in order: a button up and one down on each, nothing to drag. The focus stays with the step that moved.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { answer, current, problemOf } from "./answers.js";

export function Order({ page, view, item, label, rows = [], value = "", up, down, moved, top, bottom, disabled }) {
  const list = useRef(null);
  const [last, setLast] = useState(null);
  const given = String(current(page, view, item, value) ?? "").split(" ");
  const known = given.length === rows.length && rows.every((row) => given.includes(row.value));
  const order = known ? given : rows.map((row) => row.value);
  const byValue = Object.fromEntries(rows.map((row) => [row.value, row]));
  useLayoutEffect(() => {
    if (!last) return;
    const wanted = list.current?.querySelector(`[data-step="${CSS.escape(last.value)}"] [data-by="${last.by}"]`);
    const other = list.current?.querySelector(`[data-step="${CSS.escape(last.value)}"] [data-by="${-last.by}"]`);
    (wanted?.disabled ? other : wanted)?.focus({ preventScroll: true });
    wanted?.closest("li").scrollIntoView({ block: "nearest" }); // no further than it takes to see what moved
  }, [last]);
  const move = (name, by) => {
    const at = order.indexOf(name);
    const next = [...order];
    [next[at], next[at + by]] = [next[at + by], next[at]];
    answer(page, view, item, next.join(" "));
    setLast({ value: name, by, at: at + by + 1 });
  };
  const problem = problemOf(page, view, item);
  return html`<fieldset class="wb-order" data-item=${item}><legend>${label}</legend>
    ${top && html`<p class="wb-order-end">${top}</p>`}
    <ol ref=${list}>${order.map((name, i) => html`<li key=${name} data-step=${name}>
      <span class="wb-order-number" aria-hidden="true">${i + 1}</span>
      <span class="wb-order-text">${byValue[name].text}${byValue[name].more && html`<em class="wb-mark">${byValue[name].more}</em>`}</span>
      ${!disabled && html`<span class="wb-order-moves">
        <button type="button" class="wb-step" data-by="-1" disabled=${i === 0} aria-label=${`${byValue[name].text}: ${up}`} onClick=${() => move(name, -1)}>↑</button>
        <button type="button" class="wb-step" data-by="1" disabled=${i === order.length - 1} aria-label=${`${byValue[name].text}: ${down}`} onClick=${() => move(name, 1)}>↓</button></span>`}
    </li>`)}</ol>
    ${bottom && html`<p class="wb-order-end">${bottom}</p>`}
    <p class="wb-unseen" role="status">${last && moved ? moved.replace("{text}", byValue[last.value]?.text ?? "").replace("{n}", last.at) : ""}</p>
    ${problem && html`<p class="wb-problem" role="alert">${problem}</p>`}
  </fieldset>`;
}
