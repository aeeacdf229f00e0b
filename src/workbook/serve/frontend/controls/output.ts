// ipywidgets' Output: catches what the kernel says because of one message, keeps it in `outputs`, and shows it.
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import type { Fields, Message } from "../wire.js";
import { attach } from "./attach.js";

const KINDS = ["stream", "display_data", "execute_result", "error"];
const VIEW = "application/vnd.jupyter.widget-view+json";

/** All Outputs that catch something now, and the messages that they want. */
const catching = new Map<OutputModel, string>();

/** Hand a message to whoever catches it. */
export function caught(message: Message): void {
  for (const [model, cause] of catching) if (message.parent_header.msg_id === cause) model.add(message);
}

export class OutputModel extends DOMWidgetModel {
  private clears = false;

  defaults() {
    const names = { _model_name: "OutputModel", _view_name: "OutputView", _model_module: "@jupyter-widgets/output", _view_module: "@jupyter-widgets/output" };
    return { ...super.defaults(), ...names, msg_id: "", outputs: [] };
  }

  initialize(attributes: any, options: any): void {
    super.initialize(attributes, options);
    this.listenTo(this, "change:msg_id", () => this.follow());
    this.once("destroy", () => catching.delete(this));
    this.follow();
  }

  private follow(): void {
    const cause = this.get("msg_id");
    if (cause) catching.set(this, cause);
    else catching.delete(this);
  }

  add({ header: { msg_type }, content }: Message): void {
    if (msg_type === "clear_output") {
      this.clears = true;
      if (!content.wait) this.keep([]);
    } else if (KINDS.includes(msg_type)) {
      const { transient: _, ...output } = content;
      this.keep([...(this.clears ? [] : this.get("outputs")), { output_type: msg_type, ...output }]);
      this.clears = false;
    }
  }

  private keep(outputs: Fields[]): void {
    this.set("outputs", outputs);
    this.save_changes();
  }
}

export class OutputView extends DOMWidgetView {
  private inside: DOMWidgetView[] = [];
  private drawing: Promise<void> = Promise.resolve();

  render(): void {
    super.render();
    this.el.classList.add("jupyter-widgets-output-area");
    const draw = () => { this.drawing = this.drawing.then(() => this.draw()).catch((error) => console.error(error)); };
    this.listenTo(this.model, "change:outputs", draw);
    void this.displayed.then(draw); // widgets inside are told when they stand in the page, so it must be there
  }

  private async draw(): Promise<void> {
    const outputs: Fields[] = this.model.get("outputs");
    const views = await Promise.all(outputs.map((output) => this.viewIn(output)));
    this.inside.forEach((view) => view.remove());
    this.inside = views.filter((view) => view !== null);
    this.el.replaceChildren(...outputs.map((output, index) => (views[index] ? document.createElement("div") : element(output))));
    views.forEach((view, index) => { if (view) attach(view, this.el.children[index] as HTMLElement); });
  }

  private async viewIn({ data }: Fields): Promise<DOMWidgetView | null> {
    const manager = this.model.widget_manager as any;
    return data?.[VIEW] ? manager.create_view(await manager.get_model(data[VIEW].model_id)) : null;
  }
}

/** What an output that is no widget looks like. */
function element(output: Fields): HTMLElement {
  const data: Fields = output.data ?? {};
  const text = (value: unknown) => (Array.isArray(value) ? value.join("") : String(value ?? ""));
  for (const type of ["image/png", "image/jpeg"]) {
    if (data[type]) return Object.assign(new Image(), { src: `data:${type};base64,${text(data[type]).trim()}`, alt: text(data["text/plain"]) });
  }
  const html = data["image/svg+xml"] ?? data["text/html"];
  if (html) return Object.assign(document.createElement("div"), { innerHTML: text(html) });
  const said = output.traceback ? output.traceback.join("\n") : text(output.text ?? data["text/plain"]);
  return Object.assign(document.createElement("pre"), { textContent: said });
}
