// An anywidget among ipywidgets' own controls.
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { Runtime, type AnyModel as Told } from "../anywidget.js";

const runtimes = new WeakMap<DOMWidgetModel, Runtime>();

export class AnyModel extends DOMWidgetModel {
  initialize(attributes: any, options: any): void {
    super.initialize(attributes, options);
    const runtime = new Runtime(this as unknown as Told);
    runtimes.set(this, runtime);
    this.once("destroy", () => runtime.end());
  }
}

export class AnyView extends DOMWidgetView {
  private over = new AbortController();

  async render(): Promise<void> {
    await runtimes.get(this.model)!.view(this.el, this.over.signal);
  }

  remove(): this {
    this.over.abort();
    return super.remove();
  }
}
