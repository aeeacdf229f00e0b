// Kernel messages on a websocket: the subprotocol v1.kernel.websocket.jupyter.org, which hands on the kernel's own bytes.

export const SUBPROTOCOL = "v1.kernel.websocket.jupyter.org";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = Record<string, any>; // content comes from outside: whoever reads it looks before it leaps

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export interface Message {
  channel: string;
  header: Header;
  parent_header: Partial<Header>;
  metadata: Fields;
  content: Fields;
  buffers: DataView[];
}

/** A random id. `crypto.randomUUID` is missing on plain http, which is how phones reach a trainer's laptop. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of a message: the number of offsets, the offsets, then the parts that they point at. */
export function encode(message: Message): ArrayBuffer {
  const { channel, header, parent_header, metadata, content, buffers } = message;
  const text = new TextEncoder();
  const parts = [text.encode(channel), ...[header, parent_header, metadata, content].map((part) => text.encode(JSON.stringify(part))),
    ...buffers.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength))];
  let offset = 8 * (parts.length + 2);
  const offsets = [offset, ...parts.map((part) => (offset += part.byteLength))];
  const bytes = new Uint8Array(offset);
  const numbers = new DataView(bytes.buffer);
  [offsets.length, ...offsets].forEach((value, index) => numbers.setBigUint64(8 * index, BigInt(value), true));
  parts.forEach((part, index) => bytes.set(part, offsets[index]));
  return bytes.buffer;
}

/** The message in these bytes. Throws what JSON or DataView throw when it is none. */
export function decode(bytes: ArrayBuffer): Message {
  const numbers = new DataView(bytes);
  const count = Number(numbers.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, index) => Number(numbers.getBigUint64(8 * (index + 1), true)));
  const text = new TextDecoder();
  const parts = offsets.slice(1).map((end, index) => new DataView(bytes, offsets[index], end - offsets[index]!));
  const [header, parent_header, metadata, content] = parts.slice(1, 5).map((part) => JSON.parse(text.decode(part)));
  return { channel: text.decode(parts[0]), header, parent_header, metadata, content, buffers: parts.slice(5) };
}
