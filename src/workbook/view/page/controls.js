// Controls with native HTML: radio groups, numbers, sliders, text. Every one works by keyboard and by thumb.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Blocks } from "./blocks.js";
import { answer, current, freshId, problemOf } from "./answers.js";
import { SETTLE_MS } from "./outbox.js";
import { storageFor } from "./storage.js";

const TYPING_MS = 700;
const useId = () => useState(freshId)[0];
const SYMBOLS = { helps: "●", depends: "◐", harms: "✕" };

const Problem = ({ page, view, item }) => {
  const text = problemOf(page, view, item);
  return text ? html`<p class="wb-problem" role="alert">${text}</p>` : null;
};

export function Choice({ page, view, item, label, options = [], value, layout = "list", low, high, disabled, hint }) {
  const id = useId();
  const chosen = current(page, view, item, value);
  return html`<fieldset class=${`wb-choice is-${layout}`} data-item=${item} aria-describedby=${hint ? `${id}-hint` : undefined}>
    <legend>${label}</legend>
    ${hint && html`<p class="wb-hint" id=${`${id}-hint`}>${hint}</p>`}
    <div class="wb-options">${options.map((option) => html`<${Option} key=${option.value} group=${id} option=${option}
      chosen=${option.value === chosen} disabled=${disabled} pick=${() => answer(page, view, item, option.value)} />`)}</div>
    ${layout === "scale" && (low || high) && html`<p class="wb-ends" aria-hidden="true"><span>${low}</span><span>${high}</span></p>`}
    <${Problem} page=${page} view=${view} item=${item} />
  </fieldset>`;
}

const Option = ({ group, option, chosen, disabled, pick }) => html`<label class=${`wb-option ${chosen ? "is-chosen" : ""}`}>
  <input type="radio" name=${group} checked=${chosen} disabled=${disabled} onChange=${pick} />
  <span class="wb-option-text">${SYMBOLS[option.value] && html`<span aria-hidden="true">${SYMBOLS[option.value]} </span>`}${option.text}
    ${option.mark && html`<em class="wb-mark">${option.mark}</em>`}</span>
</label>`;

export function Grid({ page, view, label, rows = [], columns = [], disabled }) {
  return html`<div class="wb-grid" role="group" aria-label=${label}>
    ${rows.map((row) => html`<div class="wb-gridrow" key=${row.item}>
      <${Choice} page=${page} view=${view} item=${row.item} label=${row.text} options=${columns} value=${row.value} layout="scale" disabled=${disabled} />
      <${Blocks} page=${page} view=${view} blocks=${row.below} />
    </div>`)}
  </div>`;
}

export function NumberField({ page, view, item, label, low, high, step = 1, value, unit, decimals = 0, disabled, hint }) {
  const id = useId();
  const shown = current(page, view, item, value);
  const [text, setText] = useState(null);
  const commit = (raw) => {
    const number = parseNumber(raw);
    if (number === null && raw.trim() !== "") return;
    setTimeout(() => setText(null), SETTLE_MS);
    answer(page, view, item, number, true);
  };
  const nudge = (by) => answer(page, view, item, Math.min(high, Math.max(low, Number(((typeof shown === "number" ? shown : low) + by).toFixed(4)))));
  return html`<div class="wb-number" data-item=${item}>
    <label for=${id}>${label}</label>
    ${hint && html`<p class="wb-hint" id=${`${id}-hint`}>${hint}</p>`}
    <div class="wb-numberline">
      <button type="button" class="wb-step" aria-label=${`${label} −`} disabled=${disabled} onClick=${() => nudge(-step)}>−</button>
      <input id=${id} type="text" inputmode="decimal" autocomplete="off" value=${text ?? written(shown, decimals, view.language)} disabled=${disabled}
        aria-describedby=${hint ? `${id}-hint` : undefined} aria-invalid=${text !== null && parseNumber(text) === null && text !== "" ? "true" : undefined}
        onInput=${(event) => setText(event.target.value)} onChange=${(event) => commit(event.target.value)} />
      <button type="button" class="wb-step" aria-label=${`${label} +`} disabled=${disabled} onClick=${() => nudge(step)}>+</button>
      ${unit && html`<span class="wb-unit">${unit}</span>`}
    </div>
    ${text !== null && text !== "" && parseNumber(text) === null && html`<p class="wb-problem" role="alert">${(view.words?.number ?? "").replace("{low}", low).replace("{high}", high)}</p>`}
    <${Problem} page=${page} view=${view} item=${item} />
  </div>`;
}

// "8.000", "8,000", "8000,5" and "12.5": a mark followed by exactly three digits groups thousands, else it is the decimal mark.
export function parseNumber(raw) {
  const text = String(raw).replace(/[\s€]/g, "");
  if (!/^-?[\d.,]+$/.test(text)) return null;
  const plain = text.replace(/[.,](?=\d{3}(?:[.,]|$))/g, "").replace(",", ".");
  return plain.trim() === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}

const written = (value, decimals, language) => typeof value === "number"
  ? value.toLocaleString(language === "nl" ? "nl-NL" : "en-GB", { maximumFractionDigits: decimals }) : "";

export function Slider({ page, view, item, label, low, high, step = 1, value, low_text, high_text, disabled }) {
  const id = useId();
  const stored = current(page, view, item, value);
  const [moving, setMoving] = useState(null);
  const shown = moving ?? stored;
  const decimals = (String(step).split(".")[1] ?? "").length;
  const commit = (number) => { setMoving(null); answer(page, view, item, number); };
  return html`<div class="wb-slider" data-item=${item}>
    <label for=${id}>${label}</label>
    <div class="wb-sliderline">
      <button type="button" class="wb-step" aria-label=${`${label} −`} disabled=${disabled} onClick=${() => commit(clamp((shown ?? (low + high) / 2) - step, low, high))}>−</button>
      <input id=${id} type="range" min=${low} max=${high} step=${step} value=${shown ?? (low + high) / 2} disabled=${disabled}
        class=${typeof shown === "number" ? "" : "is-unset"} aria-valuetext=${typeof shown === "number" ? String(shown) : (view.words?.unset ?? "")}
        onInput=${(event) => setMoving(Number(event.target.value))} onChange=${(event) => commit(Number(event.target.value))} />
      <button type="button" class="wb-step" aria-label=${`${label} +`} disabled=${disabled} onClick=${() => commit(clamp((shown ?? (low + high) / 2) + step, low, high))}>+</button>
      <output for=${id}>${typeof shown === "number" ? shown.toLocaleString(view.language === "nl" ? "nl-NL" : "en-GB", { minimumFractionDigits: decimals }) : "–"}</output>
    </div>
    ${(low_text || high_text) && html`<p class="wb-ends"><span>${low_text}</span><span>${high_text}</span></p>`}
    <${Problem} page=${page} view=${view} item=${item} />
  </div>`;
}

const clamp = (value, low, high) => Number(Math.min(high, Math.max(low, value)).toFixed(4));

// What is typed is kept in the browser at every key, sent when the person pauses, and dropped from the browser once saved.
export function TextField({ page, view, item, label, value = "", rows = 3, longest = 600, hint, placeholder, disabled, input_type = "text" }) {
  const id = useId();
  const timer = useRef(0);
  const storage = storageFor(view.owner);
  const name = `draft:${view.exercise}/${item}`;
  const stored = current(page, view, item, value) ?? "";
  const [typed, setTyped] = useState(() => { const draft = storage.get(name); return typeof draft === "string" ? draft : null; });
  const text = typed ?? stored;
  const send = (next) => { clearTimeout(timer.current); answer(page, view, item, next, true); };
  useEffect(() => { if (typed !== null && typed !== stored) send(typed); return () => clearTimeout(timer.current); }, []);
  useEffect(() => { if (typed !== null && typed === value) { storage.remove(name); setTyped(null); } }, [value]);
  const type = (event) => {
    const next = event.target.value;
    setTyped(next);
    storage.set(name, next);
    clearTimeout(timer.current);
    if (next.length <= longest) timer.current = setTimeout(() => send(next), TYPING_MS);
  };
  const leave = () => { if (typed !== null && typed !== stored && typed.length <= longest) send(typed); };
  const over = text.length - longest;
  const common = { id, value: text, disabled, placeholder, onInput: type, onBlur: leave,
    "aria-describedby": hint ? `${id}-hint` : undefined, "aria-invalid": over > 0 ? "true" : undefined };
  return html`<div class="wb-text" data-item=${item}>
    <label for=${id}>${label}</label>
    ${hint && html`<p class="wb-hint" id=${`${id}-hint`}>${hint}</p>`}
    ${rows > 1 ? html`<textarea rows=${rows} ...${common}></textarea>` : html`<input type=${input_type} ...${common} />`}
    ${over > 0 ? html`<p class="wb-problem" role="alert">${(view.words?.over ?? "").replace("{over}", over)}</p>`
      : input_type === "text" && text.length > longest * 0.8 && html`<p class="wb-hint">${text.length} / ${longest}</p>`}
    <${Problem} page=${page} view=${view} item=${item} />
  </div>`;
}

export function Stones({ page, view, label, rows = [], total, left, disabled }) {
  const counts = rows.map((row) => Number(current(page, view, row.item, row.value) ?? 0));
  const rest = total - counts.reduce((sum, n) => sum + n, 0);
  return html`<fieldset class="wb-stones" data-item=${rows[0]?.item}><legend>${label}</legend>
    <p class="wb-left" role="status">${left.replace("{n}", rest)} <span aria-hidden="true">${"●".repeat(Math.max(0, rest))}</span></p>
    ${rows.map((row, i) => html`<div class="wb-stonerow" key=${row.item} data-item=${row.item}>
      <span class="wb-stonetext" id=${`${row.item}-l`}>${row.text}</span>
      <span class="wb-pile" aria-hidden="true">${"●".repeat(counts[i])}</span>
      <span class="wb-counter" role="group" aria-label=${row.text}>
        <button type="button" class="wb-step" aria-label=${`${row.text} −1`} disabled=${disabled || counts[i] <= 0} onClick=${() => answer(page, view, row.item, counts[i] - 1)}>−</button>
        <output aria-live="polite">${counts[i]}</output>
        <button type="button" class="wb-step" aria-label=${`${row.text} +1`} disabled=${disabled || rest <= 0} onClick=${() => answer(page, view, row.item, counts[i] + 1)}>+</button>
      </span>
      <${Blocks} page=${page} view=${view} blocks=${row.below} />
    </div>`)}
    <${Problem} page=${page} view=${view} item=${rows[0]?.item} />
  </fieldset>`;
}

export function Check({ page, view, item, label, value, disabled }) {
  const on = current(page, view, item, value) === true;
  return html`<label class="wb-check" data-item=${item}><input type="checkbox" checked=${on} disabled=${disabled}
    onChange=${(event) => answer(page, view, item, event.target.checked)} /><span>${label}</span></label>`;
}
