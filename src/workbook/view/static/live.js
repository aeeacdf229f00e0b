// Pages without a kernel that follow the room: they fetch their changing part whenever the server says "news".
// data-live: the channel · data-part: the address of the part · [data-here]: where it goes · .wb-lost: the banner.
(() => {
  const page = document.querySelector("[data-live]");
  if (!page) return;
  const here = page.querySelector("[data-here]");
  const banner = page.querySelector(".wb-lost");
  const BANNER_MS = 5000;
  let retry = 500;
  let mark = "";
  let busy = false;
  let again = false;
  let lostAt = 0;
  let socket = null;

  async function renew() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(page.dataset.part, { cache: "no-store", headers: { "X-Part": "1" }, signal: AbortSignal.timeout(15000) });
      const go = answer.headers.get("X-Go");
      if (go) { await keepTyped(); location.assign(go); return; }
      const text = await answer.text();
      if (answer.ok) setTime(answer.headers.get("X-Left"));
      if (answer.ok && here && text !== mark) { mark = text; here.innerHTML = text; fit(); }
      if (answer.ok) found();
    } catch { lost(); }
    busy = false;
    if (again) { again = false; renew(); }
  }

  // Nobody scrolls a projector: text goes down to 28 px and pictures to where their text is 28 px, until all of it fits.
  const SMALLEST = 28;
  function fit() {
    if (!page.classList.contains("wb-projector")) return;
    const set = (name, value) => page.style.setProperty(name, value);
    const high = () => document.documentElement.scrollHeight > window.innerHeight;
    set("--fit", 1);
    set("--fit-chart", 1);
    for (let size = 1; high() && size > 0.6; size -= 0.05) set("--fit", size);
    for (let size = 1; high() && size > 0.4; size -= 0.05) {
      set("--fit-chart", size - 0.05);
      if (smallest() < SMALLEST) { set("--fit-chart", size); break; }
    }
  }
  function smallest() {
    const sizes = [...page.querySelectorAll(".wb-chart svg text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * Math.abs(text.getScreenCTM().d));
    return Math.min(...sizes, Infinity);
  }
  window.addEventListener("resize", fit);
  document.fonts?.ready.then(fit);

  // The time that a trainer gave: the server says what is left, and this page counts on from there.
  const clock = page.querySelector("[data-time]");
  let ends = 0;
  function setTime(left) {
    ends = left === null ? 0 : performance.now() + 1000 * Number(left);
    showTime();
  }
  function showTime() {
    if (!clock) return;
    const seconds = Math.ceil((ends - performance.now()) / 1000);
    clock.hidden = !ends;
    clock.classList.toggle("is-over", seconds <= 0);
    clock.textContent = seconds <= 0 ? clock.dataset.over : clock.dataset.time.replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }

  // What somebody is still typing goes along before the page does.
  async function keepTyped() {
    for (const field of page.querySelectorAll("textarea")) {
      if (!field.form || field.value === field.defaultValue) continue;
      await fetch(field.form.action, { method: "POST", body: new URLSearchParams(new FormData(field.form)), redirect: "manual" }).catch(() => {});
    }
  }

  function lost() { lostAt ||= Date.now(); }
  function found() { lostAt = 0; if (banner) banner.hidden = true; }

  function listen() {
    if (socket && socket.readyState < 2) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(`${scheme}//${location.host}${page.dataset.live}`);
    socket.onopen = () => { retry = 500; renew(); };
    socket.onmessage = (event) => { if (event.data === "news") renew(); };
    socket.onclose = () => {
      lost();
      setTimeout(listen, retry * (1 + Math.random() / 2));
      retry = Math.min(retry * 2, 10000);
    };
  }

  setInterval(showTime, 500);
  setInterval(() => { if (banner) banner.hidden = !lostAt || Date.now() - lostAt < BANNER_MS; }, 500);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { listen(); renew(); } });
  window.addEventListener("online", () => { listen(); renew(); });
  listen();
})();
