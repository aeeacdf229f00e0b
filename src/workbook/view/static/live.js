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
      const text = await answer.text();
      if (go) {
        if (here && text) here.innerHTML = text; // what stands there until the other page has come
        await keepTyped();
        location.assign(go);
        return;
      }
      if (answer.ok) setTime(answer.headers.get("X-Left"));
      if (answer.ok && here && text !== mark) { mark = text; here.innerHTML = text; fit(); }
      if (answer.ok) found();
    } catch { lost(); }
    busy = false;
    if (again) { again = false; renew(); }
  }

  // Nobody scrolls a projector, and nothing on it is smaller than 28 px: text grows or shrinks until all of it fits. A
  // picture that would be too small above the words stands beside them, from top to bottom.
  const SMALLEST = 28;
  const LARGEST = 1.5;
  const set = (name, value) => page.style.setProperty(name, value);
  const high = () => document.documentElement.scrollHeight > window.innerHeight;
  function fit() {
    if (!page.classList.contains("wb-projector")) return;
    page.classList.remove("is-tall", "is-tight", "is-bare", "is-wide");
    for (const name of ["--fit", "--fit-chart"]) set(name, 1);
    const picture = page.querySelector(".wb-screenbody > .wb-chart > svg");
    if (!page.querySelector(".wb-chart, .wb-table, .is-lobby")) grow();
    shrink();
    for (let size = 1; picture && high() && size > 0.4 && smallest() >= SMALLEST; size -= 0.05) set("--fit-chart", size - 0.05);
    if (picture && (high() || smallest() < SMALLEST)) beside(picture);
    if (!picture && high() && page.querySelector(".wb-table")) page.classList.add("is-tight", "is-bare", "is-wide");
  }
  function grow() {
    let size = 1;
    while (size < LARGEST && !high()) set("--fit", (size += 0.1));
    if (high()) set("--fit", size - 0.1);
  }
  function shrink() {
    for (let size = 1; high() && size > 0.6; size -= 0.05) set("--fit", size - 0.05);
  }
  function beside(picture) {
    const room = picture.closest(".wb-screenbody").getBoundingClientRect();
    const { width, height } = picture.viewBox.baseVal;
    const tall = window.innerHeight - room.top - window.scrollY - 32;
    const wide = Math.min(0.62 * room.width, (tall * width) / height);
    set("--tall", `${Math.min(tall, (wide * height) / width)}px`);
    set("--wide", `${wide}px`);
    for (const name of ["--fit", "--fit-chart"]) set(name, 1);
    page.classList.add("is-tall");
    shrink();
    if (high()) tighten();
  }
  // A screen of few dots: the small lines go; then every word but the picture's own: the trainer has the question too.
  function tighten() {
    page.classList.add("is-tight");
    if (!high()) return;
    page.classList.add("is-bare");
    shrink();
    const before = smallest();
    page.classList.remove("is-tall"); // a flat picture is larger below its title than beside it
    for (let size = 1; high() && size > 0.3; size -= 0.05) set("--fit-chart", size - 0.05);
    page.classList.toggle("is-tall", high() || smallest() < before);
  }
  function smallest() {
    const sizes = [...page.querySelectorAll(".wb-chart svg text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().c, text.getScreenCTM().d));
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
