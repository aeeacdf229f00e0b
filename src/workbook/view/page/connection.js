// Is the kernel still there? Asks it now and then, at once after a wake or a network change, and reloads the page
// when it is gone; what was typed is kept by storage.js. Listens to the server for "something changed in the room".

const BEAT_MS = 20000;
const PATIENCE_MS = 4000;
const GIVE_UP_MS = 9000;
const RELOADING_MS = 20000; // a page that is on its way needs no second request: each would start a kernel
const RELOADS = "wb:reloads";

export class Connection {
  constructor({ ping, onState, onNews }) {
    Object.assign(this, { ping, onState, onNews, asked: 0, heard: Date.now(), lost: false, retry: 500 });
    this.timers = [setInterval(() => this.ask(), BEAT_MS), setInterval(() => this.judge(), 1000)];
    this.wake = () => { if (document.visibilityState === "visible") { this.ask(true); this.listen(); } };
    this.offline = () => this.lose();
    document.addEventListener("visibilitychange", this.wake);
    window.addEventListener("pageshow", this.wake);
    window.addEventListener("online", this.wake);
    window.addEventListener("offline", this.offline);
  }

  configure({ kernel, base, live }) {
    const first = this.live !== live;
    Object.assign(this, { kernel, base, live });
    if (first && live) this.listen();
  }

  ask(now = false) {
    if (this.asked && !now) return;
    this.asked = Date.now();
    this.ping();
  }

  // Called for every message that the kernel sends.
  alive() {
    this.asked = 0;
    this.heard = Date.now();
    if (this.lost) { this.lost = false; this.onState("back"); }
  }

  judge() {
    if (!this.asked) return;
    const waited = Date.now() - this.asked;
    if (waited > PATIENCE_MS) this.lose();
    if (waited > PATIENCE_MS && navigator.onLine !== false) this.inquire(waited);
  }

  lose() {
    if (!this.asked) this.ask();
    if (!this.lost) { this.lost = true; this.onState("lost"); }
  }

  // The server answers but the kernel does not: 404 says it has gone, silence for long says it was restarted.
  async inquire(waited) {
    if (!this.kernel || this.inquiring) return;
    this.inquiring = true;
    try {
      const answer = await fetch(`${this.base}api/kernels/${this.kernel}`, { cache: "no-store", signal: AbortSignal.timeout(4000) });
      if ([403, 404].includes(answer.status) || (answer.ok && waited > GIVE_UP_MS)) this.reload();
      else this.ping();
    } catch { /* no network: the page stays as it is */ }
    this.inquiring = false;
  }

  reload() {
    if (Date.now() - (this.reloading ?? 0) < RELOADING_MS) return;
    const recent = this.reloads().filter((time) => Date.now() - time < 120000);
    if (recent.length >= 4) return this.onState("stuck");
    try { sessionStorage.setItem(RELOADS, JSON.stringify([...recent, Date.now()])); } catch { /* counts less well */ }
    this.reloading = Date.now();
    location.reload();
  }

  reloads() {
    try { return JSON.parse(sessionStorage.getItem(RELOADS) ?? "[]"); } catch { return []; }
  }

  listen() {
    if (!this.live || this.closed || (this.socket && this.socket.readyState < 2)) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.live}`);
    this.socket = socket;
    socket.onopen = () => { this.retry = 500; this.onNews(); };
    socket.onmessage = (event) => { if (event.data !== "beat") this.onNews(); };
    socket.onclose = () => {
      if (this.closed || this.socket !== socket) return;
      this.ask();
      setTimeout(() => this.listen(), this.retry * (1 + Math.random() / 2));
      this.retry = Math.min(this.retry * 2, 10000);
    };
  }

  close() {
    this.closed = true;
    this.timers.forEach(clearInterval);
    document.removeEventListener("visibilitychange", this.wake);
    window.removeEventListener("pageshow", this.wake);
    window.removeEventListener("online", this.wake);
    window.removeEventListener("offline", this.offline);
    this.socket?.close();
  }
}
