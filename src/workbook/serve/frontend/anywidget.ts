// anywidget's protocol: a module that exports `initialize` and `render`, and what they are given.
import { newId, type Fields } from "./wire.js";

/** What both kinds of model here have: our own, and ipywidgets' own with the standard controls. */
export interface AnyModel {
  get(name: string): any;
  set(name: string, value: unknown): unknown;
  save_changes(callbacks?: unknown): void;
  send(content: unknown, callbacks?: unknown, buffers?: unknown[]): void;
  on(name: string, callback: (...told: any[]) => void, context?: unknown): unknown;
  off(name?: string | null, callback?: ((...told: any[]) => void) | null, context?: unknown): unknown;
  widget_manager: unknown;
}
type Cleanup = void | (() => unknown);
interface Definition {
  initialize?: (given: Fields) => Cleanup | Promise<Cleanup>;
  render?: (given: Fields) => Cleanup | Promise<Cleanup>;
}

const isAddress = (text: string) => /^(https?:\/)?\/[^\s]*$/.test(text);

/** The module of a widget: from its address (ours are files that the browser keeps), else from its text. */
async function load(esm: string): Promise<Definition> {
  const text = isAddress(esm) ? "" : URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  try {
    const module = await import(text || esm);
    const widget = module.default ?? module;
    return typeof widget === "function" ? await widget() : widget;
  } finally {
    if (text) URL.revokeObjectURL(text);
  }
}

/** The style of a widget, once for each kind of widget; resolves when it holds. */
async function style(css: string, kind: string): Promise<void> {
  if (!css || document.getElementById(kind)) return;
  if (!isAddress(css)) {
    document.head.append(Object.assign(document.createElement("style"), { id: kind, textContent: css }));
    return;
  }
  const address = new URL(css, location.href).href;
  const links = Array.from(document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]"));
  const there = links.find((link) => link.href === address);
  if (there?.sheet) return;
  const link = there ?? Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, id: kind });
  await new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    if (!there) document.head.append(link);
  });
}

function proxy(model: AnyModel, context: unknown): Fields {
  return {
    get: model.get.bind(model),
    set: model.set.bind(model),
    save_changes: model.save_changes.bind(model),
    send: model.send.bind(model),
    on: (name: string, callback: () => void) => { model.on(name, callback, context); },
    off: (name?: string | null, callback?: () => void) => { model.off(name, callback, context); },
    widget_manager: model.widget_manager,
  };
}

/** Ask Python's side of a command; rejects after three seconds, or when `signal` says so. */
function invoke(model: AnyModel, name: string, msg: unknown, options: { signal?: AbortSignal; buffers?: unknown[] } = {}): Promise<unknown> {
  const id = newId();
  const signal = options.signal ?? AbortSignal.timeout(3000);
  return new Promise((resolve, reject) => {
    const told = (message: Fields, buffers: DataView[]) => {
      if (message?.id === id) end(() => resolve([message.response, buffers]));
    };
    const end = (act: () => void) => { model.off("msg:custom", told); act(); };
    signal.addEventListener("abort", () => end(() => reject(signal.reason)));
    model.on("msg:custom", told);
    model.send({ id, kind: "anywidget-command", name, msg }, undefined, options.buffers ?? []);
  });
}

/** A signal that ends when one of two does. (`AbortSignal.any` is younger than many a phone.) */
function either(one: AbortSignal, other: AbortSignal): AbortSignal {
  const both = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) both.abort();
    signal.addEventListener("abort", () => both.abort());
  }
  return both.signal;
}

/** One widget's module with its model: `initialize` once, `render` for each view. */
export class Runtime {
  private over = new AbortController();
  private started: Promise<Definition>;
  private experimental: Fields;

  constructor(private model: AnyModel) {
    this.experimental = { invoke: invoke.bind(null, model) };
    this.started = this.start();
    this.started.catch(() => {}); // whoever asks for a view is told
  }

  private async start(): Promise<Definition> {
    const { model, experimental, over: { signal } } = this;
    const [widget] = await Promise.all([load(model.get("_esm")), style(model.get("_css") ?? "", model.get("_anywidget_id"))]);
    const cleanup = await widget.initialize?.({ model: proxy(model, this), signal, experimental });
    if (typeof cleanup === "function") this.whenOver(signal, cleanup, this);
    return widget;
  }

  /** Draw into `el` until `signal` ends it. Rejects with what the module threw, or when it could not be had. */
  async view(el: HTMLElement, signal: AbortSignal): Promise<void> {
    const widget = await this.started;
    const ends = either(signal, this.over.signal);
    const cleanup = await widget.render?.({ model: proxy(this.model, el), el, signal: ends, experimental: this.experimental });
    this.whenOver(ends, cleanup, el);
  }

  /** The kernel closed the widget. */
  end(): void {
    this.over.abort();
  }

  private whenOver(signal: AbortSignal, cleanup: Cleanup, context: unknown): void {
    signal.addEventListener("abort", () => {
      this.model.off(null, null, context);
      if (typeof cleanup === "function") void Promise.resolve().then(cleanup).catch((error) => console.warn(error));
    });
  }
}
