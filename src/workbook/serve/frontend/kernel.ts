// One kernel over one websocket, which comes back by itself. Messages are handled one after another, in their order.
import { decode, encode, newId, SUBPROTOCOL, type Fields, type Message } from "./wire.js";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10000;
const GONE = ["dead", "restarting", "autorestarting", "terminating"];

/** What is told of one message that was sent: everything that the kernel says because of it. */
export type Told = (message: Message) => void;
export type CommHandler = (message: Message) => unknown;

/** Whether the kernel has done all that a message asked for. */
export const isIdle = ({ header, content }: Message) => header.msg_type === "status" && content.execution_state === "idle";

interface Queued { comm: string; text: string; message: Message }

export class Kernel {
  session = newId();
  gone = false;
  comms = new Map<string, CommHandler>();
  /** A comm that the kernel opens, and every message (for whoever follows outputs). */
  onCommOpen: CommHandler = () => {};
  onMessage: Told = () => {};
  onOpen: (again: boolean) => void = () => {};
  onGone: (why: string) => void = () => {};
  private socket: WebSocket | null = null;
  private waiting: Queued[] = [];
  private followed = new Map<string, { told: Told; untilReply: boolean }>();
  private line: Promise<unknown> = Promise.resolve();
  private retry = FIRST_RETRY_MS;
  private timer = 0;
  private opened = false;
  private resting = false;

  constructor(readonly base: string, readonly id: string) {
    const wake = () => { if (document.visibilityState === "visible") this.hurry(); };
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
  }

  connect(): void {
    clearTimeout(this.timer);
    if (this.gone || this.resting || (this.socket && this.socket.readyState < WebSocket.CLOSING)) return;
    const address = new URL(`${this.base}api/kernels/${this.id}/channels?session_id=${this.session}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address, [SUBPROTOCOL]);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => this.nowOpen();
    socket.onmessage = (event) => this.heard(event.data as ArrayBuffer);
    socket.onclose = () => { if (this.socket === socket) void this.closed(); };
  }

  /** Send on `shell`; what cannot be sent now is sent once the connection is back. Throws when the kernel is gone. */
  send(type: string, content: Fields, more: { metadata?: Fields; buffers?: DataView[]; told?: Told } = {}): string {
    if (this.gone) throw new Error("the kernel is gone");
    const header = { msg_id: newId(), msg_type: type, session: this.session, username: "", date: new Date().toISOString(), version: "5.3" };
    const message = { channel: "shell", header, parent_header: {}, metadata: more.metadata ?? {}, content, buffers: more.buffers ?? [] };
    if (more.told) this.followed.set(header.msg_id, { told: more.told, untilReply: type.endsWith("_request") });
    if (this.isOpen) this.socket!.send(encode(message));
    else this.keep(message);
    return header.msg_id;
  }

  /** A message for the kernel's side of a comm. */
  tell(comm: string, data: Fields, more: { metadata?: Fields; buffers?: DataView[]; told?: Told } = {}): string {
    return this.send("comm_msg", { comm_id: comm, data }, more);
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** What the server says of this kernel: its state, "gone", or "silent" when the server does not answer. */
  async ask(): Promise<string> {
    try {
      const answer = await fetch(`${this.base}api/kernels/${this.id}`, { cache: "no-store", signal: AbortSignal.timeout(4000) });
      if ([403, 404].includes(answer.status)) return "gone";
      return answer.ok ? String((await answer.json()).execution_state) : "silent";
    } catch { return "silent"; }
  }

  /** The browser keeps the page for a return ("back/forward cache"): let go of the socket, and take it up again. */
  rest(): void {
    this.resting = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  resume(): void {
    this.resting = false;
    this.hurry();
  }

  private hurry(): void {
    this.retry = FIRST_RETRY_MS;
    this.connect();
  }

  private keep(message: Message): void {
    // A page that asks "are you there?" for ten minutes of lost Wi-Fi asks once when it is back.
    const entry = { comm: String(message.content.comm_id), text: JSON.stringify(message.content), message };
    if (!message.buffers.length) this.waiting = this.waiting.filter((one) => one.comm !== entry.comm || one.text !== entry.text);
    this.waiting.push(entry);
  }

  private nowOpen(): void {
    this.retry = FIRST_RETRY_MS;
    const again = this.opened;
    this.opened = true;
    if (again) this.releaseFollowers();
    for (const { message } of this.waiting.splice(0)) this.socket!.send(encode(message));
    this.onOpen(again);
  }

  // Whoever waits for the end of a message that was answered while nobody listened would wait for ever.
  private releaseFollowers(): void {
    const asked = new Set(this.waiting.map((one) => one.message.header.msg_id));
    for (const [id, { told }] of this.followed) {
      if (asked.has(id)) continue;
      this.followed.delete(id);
      told({ channel: "iopub", header: { msg_type: "status" } as Message["header"], parent_header: { msg_id: id }, metadata: {}, content: { execution_state: "idle" }, buffers: [] });
    }
  }

  private async closed(): Promise<void> {
    this.socket = null;
    if (this.gone || this.resting) return;
    const wait = this.retry * (1 + Math.random() / 2);
    this.retry = Math.min(this.retry * 2, LAST_RETRY_MS);
    if ((await this.ask()) === "gone") return this.end("gone");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  private end(why: string): void {
    if (this.gone) return;
    this.gone = true;
    this.onGone(why);
  }

  private heard(bytes: ArrayBuffer): void {
    const message = decode(bytes);
    this.line = this.line.then(() => this.handle(message)).catch((error) => console.error(error));
  }

  private async handle(message: Message): Promise<void> {
    const { header, content } = message;
    if (header.msg_type === "status" && GONE.includes(content.execution_state)) this.end(content.execution_state);
    this.onMessage(message);
    this.tellFollower(message);
    if (header.msg_type === "comm_open") await this.onCommOpen(message);
    if (header.msg_type === "comm_msg" || header.msg_type === "comm_close") await this.comms.get(content.comm_id)?.(message);
    if (header.msg_type === "comm_close") this.comms.delete(content.comm_id);
  }

  private tellFollower(message: Message): void {
    const id = message.parent_header.msg_id ?? "";
    const follower = this.followed.get(id);
    if (!follower) return;
    follower.told(message);
    // Replies come over another channel than "idle", and may be later.
    const type = message.header.msg_type;
    if (follower.untilReply ? type.endsWith("_reply") : isIdle(message)) this.followed.delete(id);
  }
}
