// The measured silence: no countdown, nothing that moves in step with the time; tempting lines light up meanwhile.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { answer } from "./answers.js";

const TEMPT_MS = 900;
const LONGEST_S = 60;

export function Silence({ page, view, item, pressed_item, prompt, start, stop, running, fill_ins = [] }) {
  const [began, setBegan] = useState(null);
  const [lit, setLit] = useState(0);
  const stopButton = useRef(null);
  useEffect(() => {
    if (began === null) return undefined;
    stopButton.current?.focus();
    const timer = setInterval(() => setLit((n) => n + 1), TEMPT_MS);
    return () => clearInterval(timer);
  }, [began]);
  const end = (pressed) => {
    const seconds = Math.min(LONGEST_S, (performance.now() - began) / 1000);
    setBegan(null);
    setLit(0);
    if (pressed) answer(page, view, pressed_item, pressed);
    answer(page, view, item, Math.round(seconds * 100) / 100);
  };
  if (began === null) {
    return html`<div class="wb-silence"><p>${prompt}</p>
      <button type="button" class="wb-button is-primary" onClick=${() => setBegan(performance.now())}>${start}</button></div>`;
  }
  return html`<div class="wb-silence is-running"><p role="status">${running}</p>
    <div class="wb-tempting">${fill_ins.map((line, i) => html`<button type="button" class=${`wb-tempt ${i < lit ? "is-lit" : ""}`} onClick=${() => end(line.value)}>${line.text}</button>`)}</div>
    <button type="button" class="wb-button is-primary" ref=${stopButton} onClick=${() => end(null)}>${stop}</button></div>`;
}
