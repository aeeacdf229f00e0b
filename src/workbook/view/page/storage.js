// What the browser keeps until the server has it: answers on their way, and text that is being typed.
// Everything read back is untrusted: anything of the wrong shape is dropped.

const PREFIX = "wb:";

export function storageFor(owner) {
  const memory = new Map();
  const usable = owner && works();
  const name = (key) => `${PREFIX}${owner}:${key}`;
  return {
    get(key) {
      if (!usable) return memory.get(key);
      try { return JSON.parse(localStorage.getItem(name(key)) ?? "null") ?? undefined; } catch { return undefined; }
    },
    set(key, value) {
      if (!usable) return void memory.set(key, value);
      try { localStorage.setItem(name(key), JSON.stringify(value)); } catch { memory.set(key, value); }
    },
    remove(key) {
      memory.delete(key);
      if (usable) { try { localStorage.removeItem(name(key)); } catch { /* nothing was kept */ } }
    },
  };
}

function works() {
  try {
    localStorage.setItem(`${PREFIX}probe`, "1");
    localStorage.removeItem(`${PREFIX}probe`);
    return true;
  } catch { return false; }
}
