// The clock of a programme: the server says how long it has gone on, the browser counts on from there.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";

export function Clock({ elapsed, since, until, on_time, behind, ahead }) {
  const base = useRef({ elapsed, at: performance.now() });
  const [, tick] = useState(0);
  if (base.current.elapsed !== elapsed) base.current = { elapsed, at: performance.now() };
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 15000);
    return () => clearInterval(timer);
  }, []);
  const now = base.current.elapsed + (performance.now() - base.current.at) / 1000;
  const minutes = Math.floor(now / 60);
  const text = now > until + 60 ? behind.replace("{n}", Math.floor((now - until) / 60))
    : now < since - 60 ? ahead.replace("{n}", Math.floor((since - now) / 60)) : on_time;
  return html`<p class="wb-clock"><strong>${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}</strong> ${text}</p>`;
}
