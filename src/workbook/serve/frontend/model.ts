// A widget's state here and in the kernel, kept alike: what an anywidget needs of ipywidgets' model, and no more.
import { type AnyModel } from "./anywidget.js";
import type { Kernel } from "./kernel.js";
import { putBuffers, takeBuffers } from "./states.js";
import type { Fields, Message } from "./wire.js";

type Listener = (...told: any[]) => void;
interface Entry { name: string; callback: Listener; context: unknown }

const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other);
const binary = (value: unknown) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

export class Model implements AnyModel {
  onClose: () => void = () => {};
  private entries: Entry[] = [];
  private changed = new Set<string>();
  private echoes = new Map<string, string>(); // trait -> the message of ours whose echo we wait for

  constructor(private kernel: Kernel, readonly id: string, private state: Fields, readonly widget_manager: unknown) {
    kernel.comms.set(id, (message) => this.heard(message));
  }

  get(name: string): any {
    return this.state[name];
  }

  /** Change traits here; `save_changes` tells the kernel. */
  set(name: string | Fields, value?: unknown): void {
    const values = typeof name === "string" ? { [name]: value } : name;
    this.take(values).forEach((key) => this.changed.add(key));
  }

  save_changes(): void {
    if (!this.changed.size) return;
    const { state, paths, buffers } = takeBuffers(Object.fromEntries([...this.changed].map((key) => [key, this.state[key]])));
    const sent = this.kernel.tell(this.id, { method: "update", state, buffer_paths: paths }, { buffers });
    this.changed.forEach((key) => this.echoes.set(key, sent));
    this.changed.clear();
  }

  /** A message of the widget's own kind. Throws when the kernel is gone. */
  send(content: unknown, _callbacks?: unknown, buffers: unknown[] = []): void {
    this.kernel.tell(this.id, { method: "custom", content }, { buffers: takeBuffers(buffers).buffers });
  }

  on(names: string, callback: Listener, context: unknown = null): void {
    names.split(" ").forEach((name) => this.entries.push({ name, callback, context }));
  }

  off(names?: string | null, callback?: Listener | null, context?: unknown): void {
    const which = names?.split(" ");
    this.entries = this.entries.filter((entry) => (which && !which.includes(entry.name))
      || (callback && callback !== entry.callback) || (context != null && context !== entry.context));
  }

  /** What the kernel says the traits are, after a lost connection too: listeners hear of what differs. */
  update(state: Fields): void {
    this.take(Object.fromEntries(Object.entries(state).filter(([key]) => !this.changed.has(key))));
  }

  private take(values: Fields): string[] {
    const keys = Object.keys(values).filter((key) => binary(values[key]) || !same(values[key], this.state[key]));
    keys.forEach((key) => (this.state[key] = values[key]));
    keys.forEach((key) => this.trigger(`change:${key}`, this, this.state[key]));
    if (keys.length) this.trigger("change", this);
    return keys;
  }

  private trigger(name: string, ...told: unknown[]): void {
    for (const entry of [...this.entries]) {
      if (entry.name === name || entry.name === "all") entry.callback.apply(entry.context, told);
    }
  }

  private heard(message: Message): void {
    if (message.header.msg_type === "comm_close") return this.onClose();
    const { method, state, buffer_paths, content } = message.content.data;
    if (method === "custom") this.trigger("msg:custom", content, message.buffers);
    if (method !== "update" && method !== "echo_update") return;
    putBuffers(state, buffer_paths ?? [], message.buffers);
    this.update(method === "update" ? state : this.withoutOldEchoes(state, message.parent_header.msg_id ?? ""));
  }

  // The kernel repeats what it was told. An older value of ours must not undo a newer one.
  private withoutOldEchoes(state: Fields, cause: string): Fields {
    return Object.fromEntries(Object.entries(state).filter(([key]) => {
      const expected = this.echoes.get(key);
      if (expected === undefined) return true;
      if (expected === cause) this.echoes.delete(key);
      return expected === cause;
    }));
  }
}
