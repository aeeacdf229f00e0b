// Who talks now: big buttons, keys 1 2 3 0. Every tap is an answer of its own, so that a reload, or a phone that was away,
// loses nothing. Time comes from a clock that only goes forward; after a reload the page's start bridges the gap.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { answer, current } from "./answers.js";
import { storageFor } from "./storage.js";

const LONGEST = 18000; // tenths of a second
const KEYS = ["1", "2", "3", "0"];
const clock = () => performance.timeOrigin + performance.now();
const shown = (tenths) => `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}`;

export function Tracker({ page, view, prefix, done, talkers = [], most, goal, words = {} }) {
  const taps = tapped(page, view, prefix, most);
  const last = taps[taps.length - 1];
  const ended = last?.sign === "e";
  const storage = storageFor(view.owner);
  const began = useRef(undefined);
  if (!taps.length) began.current = null;
  else if (!began.current) began.current = bridged(storage.get(`run:${view.exercise}`), last.at);
  const [, tick] = useState(0);
  const running = taps.length > 0 && !ended;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);

  const elapsed = () => (began.current ? Math.min(LONGEST, Math.max(last?.at ?? 0, Math.round((clock() - began.current) / 100))) : last?.at ?? 0);
  const put = (sign) => {
    if (taps.length >= most - (sign === "e" ? 0 : 1)) return;
    if (!began.current) { // the first tap, or the first one after a reload that lost the start
      began.current = clock() - (last?.at ?? 0) * 100;
      storage.set(`run:${view.exercise}`, began.current);
    }
    answer(page, view, `${prefix}${taps.length}`, `${sign}${elapsed()}`);
  };
  const tap = (sign) => { if (!ended && last?.sign !== sign) put(sign); };
  const undo = () => answer(page, view, `${prefix}${taps.length - 1}`, null);
  useEffect(() => {
    const press = (event) => {
      const at = KEYS.indexOf(event.key);
      if (at < 0 || event.repeat || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
      event.preventDefault();
      tap(talkers[at]?.value);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });

  const now = ended ? last.at : elapsed();
  const told = (text) => (text ?? "").replace("{n}", shown(now)).replace("{of}", shown(goal * 10));
  const status = !taps.length ? words.start : ended ? told(words.stopped) : began.current ? words.now : words.again;
  return html`<div class="wb-tracker" data-item=${done}>
    <p class="wb-tracker-status"><span role="status">${status}</span>${running && html`<span aria-hidden="true">${told(words.of)}</span>`}</p>
    <div class="wb-talkers">${talkers.map((talker, i) => html`<button type="button" key=${talker.value} disabled=${ended}
      class=${`wb-talker is-${talker.value}`} aria-pressed=${String(last?.sign === talker.value)} onClick=${() => tap(talker.value)}>
      ${talker.text}<kbd aria-hidden="true">${KEYS[i]}</kbd></button>`)}</div>
    <${Strip} taps=${taps} end=${now} />
    ${running && now >= goal * 10 && html`<p role="status">${words.over}</p>`}
    ${running && taps.length >= most - 1 && html`<p role="status">${words.full}</p>`}
    ${running && html`<div class="wb-box is-actions">
      <button type="button" class="wb-button is-primary" onClick=${() => put("e")}>${words.stop}</button>
      <button type="button" class="wb-button is-quiet" onClick=${undo}>${words.undo}</button></div>`}
    ${ended && html`<div class="wb-box is-actions">
      <button type="button" class="wb-button is-primary" data-action=${done} onClick=${() => answer(page, view, done, true)}>${words.commit}</button>
      <button type="button" class="wb-button is-quiet" onClick=${undo}>${words.resume}</button></div>`}
  </div>`;
}

// The ribbon as it grows: a hint that the taps count, not a thing to read. The picture comes afterwards.
const Strip = ({ taps, end }) => html`<div class="wb-strip" aria-hidden="true">${taps.map((one, i) => html`<span key=${i} class=${`is-${one.sign}`}
  style=${`flex:${Math.max(1, (taps[i + 1]?.at ?? end) - one.at)} 1 0`}></span>`)}</div>`;

// The taps as they stand: what is on its way goes before what the server said.
function tapped(page, view, prefix, most) {
  const found = [];
  for (let n = 0; n < most; n++) {
    const match = /^([a-z])(\d+)$/.exec(current(page, view, `${prefix}${n}`) ?? "");
    if (!match) break;
    found.push({ sign: match[1], at: Number(match[2]) });
  }
  return found;
}

// When the first tap was, kept from before a reload; null where it does not fit the taps (the clock then goes on at the last).
function bridged(kept, last) {
  if (typeof kept !== "number") return null;
  const tenths = (clock() - kept) / 100;
  return tenths >= last - 20 && tenths <= LONGEST ? kept : null;
}
