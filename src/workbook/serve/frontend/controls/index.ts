// Pages with ipywidgets' own controls: their classes over our kernel connection.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { isIdle, type Kernel } from "../kernel.js";
import type { Shower } from "../light.js";
import { WIDGET_COMM, type States } from "../states.js";
import type { Fields, Message } from "../wire.js";
import { AnyModel, AnyView } from "./any.js";
import { attach } from "./attach.js";
import { caught, OutputModel, OutputView } from "./output.js";
import "@lumino/widgets/style/index.css";
import "@jupyter-widgets/base/css/index.css";
import "@jupyter-widgets/controls/css/widgets.css";
import "./page.css";

const MODULES: Record<string, unknown> = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  "@jupyter-widgets/output": { OutputModel, OutputView },
  anywidget: { AnyModel, AnyView },
};

/** A comm as ipywidgets' models want it. */
class Comm implements base.IClassicComm {
  constructor(private kernel: Kernel, readonly comm_id: string, readonly target_name: string) {}

  open(data: any, callbacks?: any, metadata?: any, buffers?: any): string {
    const content = { comm_id: this.comm_id, target_name: this.target_name, data };
    return this.kernel.send("comm_open", content, { metadata, buffers: views(buffers), told: follow(callbacks) });
  }

  send(data: any, callbacks?: any, metadata?: any, buffers?: any): string {
    return this.kernel.tell(this.comm_id, data, { metadata, buffers: views(buffers), told: follow(callbacks) });
  }

  close(data?: any, callbacks?: any, metadata?: any): string {
    this.kernel.comms.delete(this.comm_id);
    return this.kernel.send("comm_close", { comm_id: this.comm_id, data: data ?? {} }, { metadata, told: follow(callbacks) });
  }

  private handlers: { message?: (message: any) => void; close?: (message: any) => void } = {};

  on_msg(callback: (message: any) => void): void {
    this.handlers.message = callback;
    this.listen();
  }

  on_close(callback: (message: any) => void): void {
    this.handlers.close = callback;
    this.listen();
  }

  private listen(): void {
    this.kernel.comms.set(this.comm_id, (message) =>
      (message.header.msg_type === "comm_close" ? this.handlers.close : this.handlers.message)?.(message));
  }
}

const views = (buffers?: (ArrayBuffer | ArrayBufferView)[]) => (buffers ?? []).map((one) =>
  one instanceof ArrayBuffer ? new DataView(one) : new DataView(one.buffer as ArrayBuffer, one.byteOffset, one.byteLength));

function follow(callbacks?: base.ICallbacks): (message: Message) => void {
  return (message) => {
    if (message.header.msg_type === "status") callbacks?.iopub?.status?.(message as any);
    else if (message.channel === "iopub") callbacks?.iopub?.output?.(message as any);
    else callbacks?.shell?.reply?.(message as any);
    if (isIdle(message)) callbacks = undefined;
  };
}

class Manager extends ManagerBase {
  constructor(private kernel: Kernel) { super(); }

  protected async loadClass(name: string, module: string): Promise<any> {
    const found = (MODULES[module] as Fields | undefined)?.[name];
    if (!found) throw new Error(`this page has no ${module} ${name}`);
    return found;
  }

  protected async _create_comm(target: string, id?: string, data?: any, metadata?: any, buffers?: any): Promise<base.IClassicComm> {
    const comm = new Comm(this.kernel, id ?? base.uuid(), target);
    if (data || metadata) comm.open(data, undefined, metadata, buffers);
    return comm;
  }

  protected async _get_comm_info(): Promise<Fields> {
    return {}; // states come from `requestStates`
  }
}

export class Controls implements Shower {
  private manager: Manager;

  constructor(private kernel: Kernel) {
    this.manager = new Manager(kernel);
    const before = kernel.onMessage;
    kernel.onMessage = (message) => { before(message); caught(message); };
    kernel.onCommOpen = (message) => {
      const { comm_id, target_name } = message.content;
      if (target_name !== WIDGET_COMM || this.manager.has_model(comm_id)) return;
      return this.manager.handle_comm_open(new Comm(this.kernel, comm_id, target_name), message as any);
    };
  }

  async update(states: States): Promise<void> {
    await Promise.all(Object.entries(states).map(async ([id, { state, ...kind }]) => {
      if (!this.manager.has_model(id)) {
        // Nothing may be awaited before this: models that refer to each other must all be known first.
        await this.manager.new_model({ ...kind, model_id: id, comm: new Comm(this.kernel, id, WIDGET_COMM) }, state as any);
        return;
      }
      const model = await this.manager.get_model(id);
      model.set_state(await (model.constructor as typeof base.WidgetModel)._deserialize_state(state as any, this.manager));
    }));
  }

  async show(id: string, el: HTMLElement): Promise<void> {
    const view = await this.manager.create_view(await this.manager.get_model(id)) as base.DOMWidgetView;
    if (view instanceof base.ErrorWidgetView) throw new Error(view.el.textContent ?? id);
    attach(view, el);
    addEventListener("resize", () => MessageLoop.postMessage(view.luminoWidget, Widget.ResizeMessage.UnknownSize));
  }
}
