// A list to put in order: a button up and a button down in every row; the focus goes along with the row that moved.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { answer, current } from "./answers.js";

export function Ranking({ page, view, item, label, options = [], top, bottom, up, down, moved, disabled, hint }) {
  const list = useRef(null);
  const [last, setLast] = useState(null);
  const order = arranged(options, current(page, view, item));
  useEffect(() => {
    if (!last) return;
    const row = list.current?.querySelector(`[data-row="${CSS.escape(last.value)}"]`);
    const [one, other] = last.by < 0 ? ["is-up", "is-down"] : ["is-down", "is-up"];
    (row?.querySelector(`.${one}:not(:disabled)`) ?? row?.querySelector(`.${other}`))?.focus();
  }, [last]);
  const move = (at, by) => {
    const values = order.map((option) => option.value);
    values.splice(at + by, 0, values.splice(at, 1)[0]);
    answer(page, view, item, values.join(" "));
    setLast({ value: order[at].value, by, text: moved.replace("{text}", order[at].text).replace("{n}", at + by + 1) });
  };
  return html`<fieldset class="wb-ranking" data-item=${item}><legend>${label}</legend>
    ${hint && html`<p class="wb-hint">${hint}</p>`}
    ${top && html`<p class="wb-rankend">${top}</p>`}
    <ol ref=${list}>${order.map((option, at) => html`<li key=${option.value} class="wb-rankrow" data-row=${option.value}>
      <span>${option.text}</span>
      <button type="button" class="wb-step is-up" aria-label=${`${up}: ${option.text}`} disabled=${disabled || at === 0} onClick=${() => move(at, -1)}>↑</button>
      <button type="button" class="wb-step is-down" aria-label=${`${down}: ${option.text}`} disabled=${disabled || at === order.length - 1} onClick=${() => move(at, 1)}>↓</button>
    </li>`)}</ol>
    ${bottom && html`<p class="wb-rankend">${bottom}</p>`}
    <p class="wb-unseen" role="status">${last?.text}</p>
  </fieldset>`;
}

// The options as the person has them now: what is on its way goes before what the server last said.
function arranged(options, stored) {
  const places = String(stored ?? "").split(" ");
  const known = options.every((option) => places.includes(option.value));
  return known ? [...options].sort((one, other) => places.indexOf(one.value) - places.indexOf(other.value)) : options;
}
