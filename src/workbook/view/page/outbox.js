// Answers on their way to the store. Each has a key of its own, so that sending it again cannot save it twice;
// "Bewaard" is said only when the server has confirmed the commit.
import { storageFor } from "./storage.js";

const RETRY_MS = 4000;

export class Outbox {
  constructor(send, onChange) {
    this.send = send;
    this.onChange = onChange;
    this.entries = [];
    this.tab = token();
    this.count = 0;
    this.storage = storageFor("");
    this.timer = setInterval(() => this.flush(), RETRY_MS);
  }

  own(owner) {
    if (owner === this.owner) return;
    this.owner = owner;
    this.storage = storageFor(owner);
    const kept = this.storage.get("outbox");
    const left = Array.isArray(kept) ? kept.filter((e) => e && typeof e.key === "string" && typeof e.item === "string") : [];
    this.entries = [...left.filter((e) => !this.entries.some((own) => own.key === e.key)), ...this.entries];
    for (const entry of this.entries) entry.sent = 0;
    this.flush();
  }

  put(exercise, item, value) {
    const key = `${this.tab}-${++this.count}`;
    this.entries = this.entries.filter((e) => e.exercise !== exercise || e.item !== item);
    this.entries.push({ key, exercise, item, value, sent: 0 });
    this.keep();
    this.flush();
    return key;
  }

  pending(exercise, item) {
    return this.entries.findLast?.((e) => e.exercise === exercise && e.item === item);
  }

  settle(key) {
    const entry = this.entries.find((e) => e.key === key);
    this.entries = this.entries.filter((e) => e.key !== key);
    this.keep();
    return entry;
  }

  // In the order in which they were given: a retry of the first goes before a first try of the second.
  flush() {
    const now = Date.now();
    for (const entry of this.entries) {
      if (now - entry.sent < RETRY_MS) continue;
      entry.sent = now;
      this.send({ type: "answer", key: entry.key, exercise: entry.exercise, item: entry.item, value: entry.value });
    }
  }

  keep() {
    if (this.entries.length) this.storage.set("outbox", this.entries); else this.storage.remove("outbox");
    this.onChange();
  }

  close() { clearInterval(this.timer); }
}

// crypto.randomUUID is missing on plain http; getRandomValues is not.
function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (b) => b.toString(16).padStart(2, "0")).join("");
}
