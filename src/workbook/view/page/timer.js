// The time that a trainer gives for an exercise: the server says what is left, the browser counts on from there. It
// closes nothing. Whoever needs it takes ten times as long or does without; this browser remembers that.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";

const KEPT = "wb:timer"; // "10" ten times as long, "0" without
const TICK_MS = 500;

function chosen() {
  try { return localStorage.getItem(KEPT) ?? "1"; } catch { return "1"; }
}

export function TimeLeft({ left, total, text, over, slower, off, back }) {
  const base = useRef(null);
  if (base.current?.left !== left) base.current = { left, at: performance.now() };
  const [pace, setPace] = useState(slower ? chosen() : "1");
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const choose = (wish) => {
    try { localStorage.setItem(KEPT, wish); } catch { /* it holds until the page is loaded again */ }
    setPace(wish);
  };
  const other = (wish, label) => html`<button type="button" class="wb-plain" onClick=${() => choose(wish)}>${label}</button>`;
  const ways = slower && html`<span class="wb-timerways">${pace === "1" ? html`${other("10", slower)} ${other("0", off)}` : other("1", back)}</span>`;
  if (pace === "0") return html`<div class="wb-timer">${ways}</div>`;
  const gone = total - (base.current.left - (performance.now() - base.current.at) / 1000);
  const seconds = Math.ceil(total * Number(pace) - gone);
  return html`<div class=${`wb-timer ${seconds <= 0 ? "is-over" : ""}`}><span role="status">${seconds <= 0 ? over : ""}</span>
    ${seconds > 0 && html`<span role="timer">${text.replace("{time}", clock(seconds))}</span>`} ${ways}</div>`;
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
