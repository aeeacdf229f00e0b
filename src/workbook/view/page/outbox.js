// Answers on their way to the store. Each has a key of its own, so that sending it again cannot save it twice;
// "Bewaard" is said only when the server has confirmed the commit.
import { storageFor } from "./storage.js";

const RETRY_MS = 4000;
export const SETTLE_MS = 200;

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

  // `later`: draw only after a moment, so that the button under the finger does not move while it is being pressed.
  put(exercise, item, value, later = false) {
    const key = `${this.tab}-${++this.count}`;
    const fresh = { key, exercise, item, value, sent: 0 };
    const older = this.entries.findIndex((e) => e.exercise === exercise && e.item === item);
    if (older >= 0) this.entries[older] = fresh; else this.entries.push(fresh); // in its place: before a commit that follows
    this.keep(later);
    this.flush();
    return key;
  }

  settle(key) {
    const entry = this.entries.find((e) => e.key === key);
    this.entries = this.entries.filter((e) => e.key !== key);
    this.keep();
    this.flush();
    return entry;
  }

  // In the order in which they were given: where something of an exercise is sent again, all that follows it is too,
  // so that a commit never overtakes the answers that it commits. The store knows what it has already by its key.
  flush() {
    const now = Date.now();
    const again = new Set();
    const unsettled = new Set();
    for (const entry of this.entries) {
      const commits = /(^|\.)done$/.test(entry.item);
      if (commits && unsettled.has(entry.exercise)) continue; // waits until all that it commits is known to be there
      unsettled.add(entry.exercise);
      if (now - entry.sent < RETRY_MS && !again.has(entry.exercise)) continue;
      if (entry.sent) again.add(entry.exercise);
      entry.sent = now;
      this.send({ type: "answer", key: entry.key, exercise: entry.exercise, item: entry.item, value: entry.value });
    }
  }

  keep(later = false) {
    if (this.entries.length) this.storage.set("outbox", this.entries); else this.storage.remove("outbox");
    if (later) setTimeout(this.onChange, SETTLE_MS); else this.onChange();
  }

  drop() {
    this.entries = [];
    this.keep();
  }

  close() { clearInterval(this.timer); }
}

// crypto.randomUUID is missing on plain http; getRandomValues is not.
function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (b) => b.toString(16).padStart(2, "0")).join("");
}
