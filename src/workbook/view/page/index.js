// The page widget: draws the view that Python sends, and sends back what a person does. It decides nothing about content.
import { render } from "preact";
import { html } from "htm/preact";
import { App } from "./app.js";
import { Connection } from "./connection.js";
import { Outbox } from "./outbox.js";

// A page that is not kept for a person (the trainer's) says where it is; after a reload it is asked to go there again.
function remember(page, view) {
  if (view.place === undefined) return;
  try {
    const before = sessionStorage.getItem("wb:place");
    if (!page.placed && !view.place && before) page.send({ type: "restore", place: before });
    else sessionStorage.setItem("wb:place", view.place);
  } catch { /* it starts at the beginning */ }
  page.placed = true;
}

export default {
  render({ model, el }) {
    const page = { model, saved: false, problem: null, state: "ok", busy: null, settled: {} };
    let drawing = false, again = false;
    const draw = () => { // an effect that is still waiting runs inside the next drawing: what it draws has to wait for that
      again = drawing;
      if (drawing || page.drawn === false) return;
      drawing = true;
      try { render(html`<${App} page=${page} view=${model.get("view")} />`, el); } finally { drawing = false; }
      if (again) draw();
    };
    page.draw = draw;
    page.send = (message) => model.send(message);
    page.outbox = new Outbox(page.send, draw);
    page.connection = new Connection({
      ping: () => page.send({ type: "ping" }),
      onState: (state) => { page.state = state; if (state === "back") page.outbox.flush(); draw(); },
      onNews: () => page.send({ type: "refresh" }),
    });
    const configure = () => {
      const view = model.get("view");
      page.outbox.own(view.owner ?? "");
      page.connection.configure(view);
      remember(page, view);
      page.busy = null;
      page.settled = {};
      draw();
    };
    const told = (message) => {
      page.connection.alive();
      if (message.type === "saved") {
        const entry = page.outbox.settle(message.key);
        page.trouble = "";
        if (entry) {
          page.saved = !entry.item.startsWith("_");
          page.problem = null;
          const view = model.get("view"); // what it does not say yet stands here until the next one does
          if (view.answers?.[entry.item] !== entry.value) page.settled[`${entry.exercise}/${entry.item}`] = entry.value;
        }
      }
      if (message.type === "refused") {
        const entry = page.outbox.settle(message.key);
        if (entry) page.problem = { exercise: entry.exercise, item: entry.item, text: message.text };
        page.busy = null;
      }
      if (message.type === "gone") { page.state = "gone"; page.outbox.drop(); }
      if (message.type === "later") { page.trouble = message.text; page.busy = null; }
      draw();
    };
    model.on("change:view", configure);
    model.on("msg:custom", told);
    el.classList.add("wb-host");
    configure();
    document.dispatchEvent(new CustomEvent("workbook-ready"));
    return () => {
      page.drawn = false;
      model.off("change:view", configure);
      model.off("msg:custom", told);
      page.outbox.close();
      page.connection.close();
      render(null, el);
    };
  },
};
