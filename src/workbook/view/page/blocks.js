// One small component per kind of block; the names are those of workbook.view.blocks and inputs.
import { html } from "htm/preact";
import { Check, Choice, Grid, NumberField, Slider, Stones, TextField } from "./controls.js";
import { Action } from "./action.js";
import { Clock } from "./clock.js";
import { Order } from "./order.js";
import { Silence } from "./silence.js";
import { TimeLeft } from "./timer.js";
import { Tracker } from "./tracker.js";

const LONG = 180; // a chart's text of more characters than this stands behind one tap
const SYMBOLS = { helps: "●", depends: "◐", harms: "✕", neutral: "›" };

// One element of its own: siblings that follow it (the saved line, the navigation) keep their place whatever is in it.
export function Blocks({ page, view, blocks = [] }) {
  const seen = {};
  if (!blocks.length) return null;
  return html`<div class="wb-blocks">${blocks.map((block) => {
    const Component = KINDS[block.kind];
    const name = `${block.kind}-${block.item ?? ""}`;
    seen[name] = (seen[name] ?? 0) + 1;
    const key = `${name}-${seen[name]}`; // a control keeps its identity (and its focus) when others come or go
    return Component ? html`<${Component} key=${key} page=${page} view=${view} ...${block} />`
      : html`<p key=${key} class="wb-problem">${block.kind}?</p>`;
  })}</div>`;
}

export const Paragraphs = ({ text, ...rest }) => String(text ?? "").split(/\n\s*\n/).map((part) => html`<p ...${rest}>${part.split("\n").flatMap((line, i) => (i ? [html`<br />`, line] : [line]))}</p>`);

const Prose = ({ text, role = "body" }) => role === "code" ? html`<p class="wb-code">${text}</p>` : role === "quote"
  ? html`<blockquote class="wb-quote"><${Paragraphs} text=${text} /></blockquote>`
  : html`<div class=${`wb-prose is-${role}`}><${Paragraphs} text=${text} /></div>`;

const Heading = ({ text, level = 3 }) => html`<${`h${level}`} class="wb-heading">${text}</>`;

const Scene = ({ title, text, folded }) => folded
  ? html`<details class="wb-scene"><summary>${title}</summary><${Paragraphs} text=${text} /></details>`
  : html`<section class="wb-scene" aria-label=${title}>${title && html`<h3>${title}</h3>`}<${Paragraphs} text=${text} /></section>`;

const FeedbackNote = ({ view, text, title, tone = "neutral", own }) => html`<div class=${`wb-feedback is-${tone}`}>
  ${title && html`<strong><span aria-hidden="true">${SYMBOLS[tone]} </span>${title}</strong>`}
  <${Paragraphs} text=${text} />
  ${own && html`<span class="wb-own">${view.words?.own}</span>`}
</div>`;

const Chart = ({ view, svg, title, text }) => html`<figure class="wb-chart">
  <figcaption><strong>${title}</strong></figcaption>
  <div dangerouslySetInnerHTML=${{ __html: svg }}></div>
  ${text.length > LONG ? html`<details class="wb-details"><summary>${view.words?.["as-text"]}</summary><${Twin} text=${text} /></details>`
    : html`<p class="wb-twin">${text}</p>`}
</figure>`;

// What a chart says, row by row: a semicolon or a new line separates them.
const Twin = ({ text, parts = text.split(/; |\n/) }) => parts.length > 2 ? html`<ul class="wb-twin">${parts.map((part) => html`<li>${part}</li>`)}</ul>`
  : html`<p class="wb-twin">${text}</p>`;

const Table = ({ caption, head = [], rows = [] }) => html`<div class="wb-scroll" tabindex="0" role="region" aria-label=${caption}><table class="wb-table">
  <caption>${caption}</caption>
  <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
  <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => (i ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}</tbody>
</table></div>`;

const Listing = ({ lines = [], ordered }) => html`<${ordered ? "ol" : "ul"} class="wb-list">${lines.map((line) => html`<li>${line}</li>`)}</>`;

const Details = ({ page, view, summary, blocks, open }) => html`<details class="wb-details" open=${open}>
  <summary>${summary}</summary><${Blocks} page=${page} view=${view} blocks=${blocks} /></details>`;

const Box = ({ page, view, blocks, role = "card", title }) => html`<section class=${`wb-box is-${role}`} aria-label=${title || undefined}>
  ${title && html`<h3>${title}</h3>`}<${Blocks} page=${page} view=${view} blocks=${blocks} /></section>`;

const Progress = ({ value, maximum, text }) => html`<div class="wb-progress"><span>${text}</span>
  <progress aria-label=${text} value=${value} max=${maximum}></progress></div>`;

const Link = ({ label, href, style = "quiet", new_window }) => html`<p class="wb-linkline"><a class=${`wb-button is-${style}`} href=${href}
  target=${new_window ? "_blank" : undefined} rel=${new_window ? "noopener" : undefined}>${label}</a></p>`;

const Links = ({ links = [] }) => html`<ul class="wb-links">${links.map(([label, href]) => html`<li>${href
  ? html`<a href=${href} target="_blank" rel="noopener">${label}</a>` : label}</li>`)}</ul>`;

const Figures = ({ figures = [] }) => html`<dl class="wb-figures">${figures.map(([number, word]) => html`<div><dt>${word}</dt><dd>${number}</dd></div>`)}</dl>`;

const Picture = ({ svg, alt }) => html`<div class="wb-picture" role="img" aria-label=${alt} dangerouslySetInnerHTML=${{ __html: svg }}></div>`;

const KINDS = {
  prose: Prose, heading: Heading, scene: Scene, choice: Choice, grid: Grid, number: NumberField, slider: Slider, textfield: TextField,
  stones: Stones, check: Check, order: Order, silence: Silence, tracker: Tracker, button: Action, feedbacknote: FeedbackNote, chart: Chart, table: Table, listing: Listing,
  details: Details, box: Box, progress: Progress, link: Link, links: Links, figures: Figures, picture: Picture, clock: Clock, timeleft: TimeLeft,
};
