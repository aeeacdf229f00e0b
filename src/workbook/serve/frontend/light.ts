// Pages with anywidgets only: no ipywidgets in the browser at all.
import { Runtime } from "./anywidget.js";
import type { Kernel } from "./kernel.js";
import { Model } from "./model.js";
import type { States, WidgetState } from "./states.js";
import type { Fields } from "./wire.js";

/** What shows widgets: this, or the one with the standard controls. */
export interface Shower {
  /** Take over what the kernel says about all widgets, the first time and after every lost connection. */
  update(states: States): Promise<void>;
  /** Draw a widget into `el`; rejects with the reason why it cannot. */
  show(id: string, el: HTMLElement): Promise<void>;
}

const REFERENCE = "IPY_MODEL_";

/** Whether this widget needs nothing but its own module: everything else is for ipywidgets' own classes. */
export function isLight({ model_module, state }: WidgetState): boolean {
  const refers = Object.entries(state).filter(([key]) => key !== "layout").some(([, value]) => JSON.stringify(value ?? null).includes(`"${REFERENCE}`));
  return model_module === "anywidget" && !refers;
}

/** The layout of a widget as a style of its element: ipywidgets names every trait as CSS does, with underscores. */
function layOut(el: HTMLElement, layout: Fields | undefined): void {
  for (const [name, value] of Object.entries(layout ?? {})) {
    if (!name.startsWith("_") && typeof value === "string") el.style.setProperty(name.replaceAll("_", "-"), value);
  }
}

export class Light implements Shower {
  private models = new Map<string, { model: Model; runtime: Runtime }>();
  private states: States = {};

  constructor(private kernel: Kernel) {}

  async update(states: States): Promise<void> {
    this.states = states;
    for (const [id, { model }] of this.models) if (states[id]) model.update(states[id].state);
  }

  async show(id: string, el: HTMLElement): Promise<void> {
    const { model, runtime } = this.entry(id);
    const view = new AbortController();
    layOut(el, this.states[String(model.get("layout") ?? "").replace(REFERENCE, "")]?.state);
    const close = model.onClose;
    model.onClose = () => { close(); view.abort(); el.remove(); };
    await runtime.view(el, view.signal);
  }

  /** For `model.widget_manager`: another anywidget of this page. */
  async get_model(id: string): Promise<Model> {
    return this.entry(id).model;
  }

  private entry(id: string): { model: Model; runtime: Runtime } {
    const known = this.models.get(id);
    if (known) return known;
    if (!this.states[id]) throw new Error(`the kernel has no widget ${id}`);
    const model = new Model(this.kernel, id, this.states[id].state, this);
    const entry = { model, runtime: new Runtime(model) };
    model.onClose = () => { this.models.delete(id); entry.runtime.end(); };
    this.models.set(id, entry);
    return entry;
  }
}
