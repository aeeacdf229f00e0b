// The states of all widgets that a kernel has: asked for at once, or widget by widget where the kernel knows no better.
import { isIdle, type Kernel } from "./kernel.js";
import { newId, type Fields, type Message } from "./wire.js";

export const WIDGET_COMM = "jupyter.widget";
const CONTROL_COMM = "jupyter.widget.control";
const FIRST_PATIENCE_MS = 2000;

export interface WidgetState {
  model_name: string;
  model_module: string;
  model_module_version: string;
  state: Fields;
}
export type States = Record<string, WidgetState>;

/** Put each buffer where its path says in `state`. */
export function putBuffers(state: Fields, paths: (string | number)[][], buffers: DataView[]): void {
  paths.forEach((path, index) => {
    const last = path[path.length - 1]!;
    const place = path.slice(0, -1).reduce((inner: any, key) => inner[key], state);
    place[last] = buffers[index];
  });
}

const TAKEN = Symbol("taken");
const asView = (value: ArrayBuffer | ArrayBufferView) =>
  value instanceof ArrayBuffer ? new DataView(value) : new DataView(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);

/** `state` without its binary parts, and those with the paths where they were. */
export function takeBuffers(state: Fields): { state: Fields; paths: (string | number)[][]; buffers: DataView[] } {
  const paths: (string | number)[][] = [];
  const buffers: DataView[] = [];
  const without = (value: any, path: (string | number)[]): any => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      paths.push(path);
      buffers.push(asView(value));
      return TAKEN;
    }
    if (Array.isArray(value)) return value.map((one, index) => without(one, [...path, index])).map((one) => (one === TAKEN ? null : one));
    if (value === null || typeof value !== "object" || typeof value.toJSON === "function") return value;
    const kept = Object.entries(value).map(([key, one]) => [key, without(one, [...path, key])] as const);
    return Object.fromEntries(kept.filter(([, one]) => one !== TAKEN));
  };
  return { state: without(state, []), paths, buffers };
}

/**
 * Every widget's state. Asks again, ever less often, as long as nothing is heard: a socket that opens while the kernel is
 * busy may miss the first answer.
 */
export async function requestStates(kernel: Kernel): Promise<States> {
  for (let patience = FIRST_PATIENCE_MS; ; patience *= 2) {
    const answer = await askForAll(kernel, patience);
    if (answer === "unknown") return oneByOne(kernel);
    if (answer !== "silence") return answer;
  }
}

function askForAll(kernel: Kernel, patience: number): Promise<States | "unknown" | "silence"> {
  const comm = newId();
  return new Promise((resolve) => {
    const timer = setTimeout(() => end("silence"), patience);
    const end = (answer: States | "unknown" | "silence") => {
      clearTimeout(timer);
      kernel.comms.delete(comm);
      resolve(answer);
    };
    kernel.comms.set(comm, (message) => {
      if (message.header.msg_type === "comm_close") return end("unknown");
      if (message.content.data?.method === "update_states") {
        kernel.send("comm_close", { comm_id: comm, data: {} });
        end(statesIn(message));
      }
    });
    kernel.send("comm_open", { comm_id: comm, target_name: CONTROL_COMM, data: {} }, { metadata: { version: "1.0.0" } });
    // The kernel is done with the question and said nothing: it does not know it.
    kernel.tell(comm, { method: "request_states" }, { told: (message) => { if (isIdle(message)) end("unknown"); } });
  });
}

function statesIn({ content, buffers }: Message): States {
  putBuffers(content.data.states, content.data.buffer_paths, buffers); // a path begins with the widget's id and "state"
  return content.data.states;
}

/** The way of ipywidgets 7: which comms are there, then each one's state. */
async function oneByOne(kernel: Kernel): Promise<States> {
  const found: string[] = await new Promise((resolve) => {
    kernel.send("comm_info_request", { target_name: WIDGET_COMM }, {
      told: ({ header, content }) => { if (header.msg_type === "comm_info_reply") resolve(Object.keys(content.comms ?? {})); },
    });
  });
  const states = await Promise.all(found.map(async (id) => [id, await stateOf(kernel, id)] as const));
  return Object.fromEntries(states.filter((entry): entry is [string, WidgetState] => entry[1] !== null));
}

function stateOf(kernel: Kernel, id: string): Promise<WidgetState | null> {
  return new Promise((resolve) => {
    kernel.tell(id, { method: "request_state" }, {
      told: (message) => {
        const { header, content, buffers } = message;
        if (header.msg_type === "comm_msg" && content.comm_id === id && content.data?.method === "update") {
          const { state, buffer_paths } = content.data;
          putBuffers(state, buffer_paths ?? [], buffers);
          resolve({ model_name: state._model_name, model_module: state._model_module, model_module_version: state._model_module_version, state });
        } else if (isIdle(message)) resolve(null); // it went meanwhile
      },
    });
  });
}
