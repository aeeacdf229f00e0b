// The frame around a step: header, connection banner, the card, its navigation, and the saved line.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Blocks } from "./blocks.js";
import { Brand } from "./brand.js";

export function App({ page, view }) {
  const heading = useRef(null);
  const shown = useRef(view.anchor);
  useEffect(() => {
    if (shown.current === view.anchor) return;
    shown.current = view.anchor;
    page.saved = false; // of the screen before
    page.problem = null;
    page.lacking = null;
    page.draw();
    heading.current?.focus({ preventScroll: true });
    (heading.current?.closest(".wb") ?? heading.current)?.scrollIntoView({ block: "start" });
  }, [view.anchor]);
  const words = view.words ?? {};
  return html`<div class=${view.wide ? "wb wb-wide" : "wb"} lang=${view.language} data-anchor=${view.anchor} data-settled=${String(isSettled(page))}
    style=${page.model.get("brand")?.style ?? ""}>
    <${Header} page=${page} view=${view} words=${words} />
    <${Banner} page=${page} words=${words} />
    <${Now} page=${page} now=${view.now} />
    <main class="wb-main">
      ${view.where && html`<p class="wb-where">${view.where}</p>`}
      ${view.maximum > 0 && html`<div class="wb-bar" role="progressbar" aria-label=${words.progress} aria-valuemin="0"
        aria-valuemax=${view.maximum} aria-valuenow=${view.value}><span style=${`width:${(100 * view.value) / view.maximum}%`}></span></div>`}
      <h2 class="wb-title" tabindex="-1" ref=${heading}>${view.title}</h2>
      <${Blocks} page=${page} view=${view} blocks=${view.blocks} />
      <${Saved} page=${page} words=${words} />
      <${Nav} page=${page} view=${view} />
    </main>
  </div>`;
}

// Everything that was answered has been stored, and the page shows what came of it.
const isSettled = (page) => !page.outbox.entries.length && !Object.keys(page.settled).length;

function Header({ page, view, words }) {
  const other = view.language === "nl" ? "en" : "nl";
  return html`<header class="wb-head">
    ${view.home ? html`<a class="wb-home" href=${view.home}>${words.home}</a>` : html`<span></span>`}
    <h1>${view.theme}</h1>
    ${view.session && html`<span class="wb-session">${view.session}</span>`}
    <${Brand} brand=${page.model.get("brand")} />
    ${words.switch && html`<button type="button" class="wb-lang" lang=${other} onClick=${() => page.send({ type: "language", language: other })}>${words.switch}</button>`}
  </header>`;
}

function Banner({ page, words }) {
  const text = { lost: words.lost, stuck: words.stuck, gone: words.gone }[page.state] ?? page.trouble;
  return html`<div class="wb-banner" role="status" aria-live="polite">${text && html`<p>
    ${text} ${["stuck", "gone"].includes(page.state) && html`<button type="button" onClick=${() => location.reload()}>${words.reload}</button>`}</p>`}</div>`;
}

// Where the room is. When the trainer brings it to another page, the browser follows at once.
function Now({ page, now }) {
  const id = now?.id ?? "";
  const first = useRef(null);
  useEffect(() => {
    const asked = first.current === null && new URLSearchParams(location.search).has("nu"); // the room moved on meanwhile
    if (id && now.href && (asked || (first.current !== null && id !== first.current))) location.assign(now.href);
    first.current = id;
  }, [id]);
  if (!id) return null;
  const go = () => (now.href ? location.assign(now.href) : page.send({ type: "go", to: "now" }));
  return html`<div class="wb-now" role="status"><span>${now.text}</span> <button type="button" class="wb-button is-quiet" onClick=${go}>${now.go}</button></div>`;
}

function Saved({ page, words }) {
  const waiting = page.outbox.entries.some((entry) => !entry.item.startsWith("_"));
  const lost = page.state !== "ok" && page.state !== "back";
  const text = waiting ? (lost ? words.unsaved : words.saving) : page.saved && words.saved;
  const problem = page.problem;
  return html`<p class=${`wb-saved ${waiting ? "is-waiting" : ""}`} role="status" aria-live="polite">
    ${problem ? html`<span class="wb-problem">${problem.text}</span>` : text}</p>`;
}

function Nav({ page, view }) {
  if (!view.back && !view.next) return null;
  const go = (to) => { page.busy = to; page.draw(); page.send({ type: "go", to }); };
  const style = hasPrimary(view.blocks) ? "quiet" : "primary";
  return html`<nav class="wb-nav" aria-label=${view.words?.navigation}>
    ${view.back ? html`<button type="button" class="wb-button is-quiet" disabled=${page.busy === "back"} onClick=${() => go("back")}>← ${view.back}</button>` : html`<span></span>`}
    ${view.next && html`<button type="button" class=${`wb-button is-${style}`} disabled=${page.busy === "next"} onClick=${() => go("next")}>${view.next} →</button>`}
  </nav>`;
}

function hasPrimary(blocks = []) {
  return blocks.some((b) => (["button", "link"].includes(b.kind) && (b.style ?? (b.kind === "button" ? "primary" : "quiet")) === "primary")
    || ["silence", "tracker"].includes(b.kind) || (b.kind === "box" && hasPrimary(b.blocks)));
}
