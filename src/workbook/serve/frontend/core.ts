// Shows the widgets of a notebook page. The page says which kernel is its own and where widgets stand; the rest is asked
// of the kernel, so that it is the same whether the notebook ran just now, long ago, or is still running.
import { Kernel } from "./kernel.js";
import { isLight, Light, type Shower } from "./light.js";
import { requestStates, type States } from "./states.js";
import { start } from "./start.js";

interface Config { baseUrl: string; kernelId: string; controls: string; controlsStyle: string }
interface Place { id: string; el: HTMLElement }

const ASK_MS = 3000;
const LATER_MS = 20000;

/** What `find` finds, as soon as the page has come that far. Rejects when the whole page is there and it is not. */
function appears<T>(find: () => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = find();
      if (found !== null) resolve(found);
      else if (document.readyState !== "loading") reject(new Error("the page is not complete"));
      else return;
      observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", look);
    look();
  });
}

const wholePage = () => appears(() => (document.readyState === "loading" ? null : true));

function config(): Promise<Config> {
  return appears(() => {
    const text = document.getElementById("workbook-page")?.textContent;
    return text ? (JSON.parse(text) as Config) : null;
  });
}

/** Every place where a widget must stand. */
function places(): Place[] {
  const scripts = document.querySelectorAll('script[type="application/vnd.jupyter.widget-view+json"]');
  return Array.from(scripts, (script) => {
    const el = document.createElement("div");
    script.replaceWith(el);
    return { id: String(JSON.parse(script.textContent ?? "").model_id), el };
  });
}

/** Our own page widget sees to itself once it is there: it keeps what was typed, and reloads. */
const seesToItself = () => document.querySelector(".wb") !== null;

/** Is the kernel at work, idle, or gone? Often until the page is there, then now and then: a socket may outlive it. */
async function watch(kernel: Kernel): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, start.isReady ? LATER_MS : ASK_MS));
  if (kernel.gone || seesToItself()) return;
  const state = document.visibilityState === "visible" ? await kernel.ask() : "hidden";
  if (state === "gone") return gone(state);
  if (!start.isReady && (state === "busy" || state === "starting")) start.sign(true);
  return watch(kernel);
}

function gone(why: string): void {
  if (!seesToItself()) start.fail(start.isReady ? "lost" : "failed", why);
}

async function shower(kernel: Kernel, states: States, wanted: Place[], { controls, controlsStyle }: Config): Promise<Shower> {
  const missing = wanted.find(({ id }) => !states[id]);
  if (missing) throw new Error(`the kernel has no widget ${missing.id}`);
  if (wanted.every(({ id }) => isLight(states[id]!))) return new Light(kernel);
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: controlsStyle });
  const styled = new Promise((resolve, reject) => { style.onload = resolve; style.onerror = () => reject(new Error("style")); });
  document.head.append(style);
  const [module] = await Promise.all([import(controls), styled]);
  return new module.Controls(kernel);
}

/** A page that is left ends its kernel; one that the browser keeps for a return lets go of the socket only. */
function endWhenLeft(kernel: Kernel): void {
  addEventListener("pagehide", (event) => {
    if (event.persisted) return kernel.rest();
    const form = new FormData();
    form.append("_xsrf", /(?:^|;\s*)_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "");
    navigator.sendBeacon(`${kernel.base}voila/api/shutdown/${kernel.id}`, form);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) kernel.resume(); });
}

async function open(): Promise<void> {
  const page = await config();
  const kernel = new Kernel(page.baseUrl, page.kernelId);
  let shows: Shower | null = null;
  kernel.onMessage = () => start.sign();
  kernel.onOpen = async (again) => {
    start.sign();
    if (again && shows) await shows.update(await requestStates(kernel));
  };
  kernel.onGone = gone;
  endWhenLeft(kernel);
  void watch(kernel);
  // Not before: while the notebook runs, everything that its widgets are told would come here too, for nothing.
  await wholePage();
  kernel.connect();
  if (document.querySelector("[data-failed]")) throw new Error("a cell failed");
  const wanted = places();
  if (wanted.length) {
    const states = await requestStates(kernel);
    start.sign();
    shows = await shower(kernel, states, wanted, page);
    const showing = shows;
    await showing.update(states);
    await Promise.all(wanted.map(({ id, el }) => showing.show(id, el)));
  }
  start.ready();
}

open().catch((error) => start.fail("failed", error));
