// What the watchdog in the page's own HTML (see the template) lets us say. It is there even when this bundle is not.

export interface Start {
  /** Something moved: the page is slow at most. `busy`: only that the kernel is at work, which counts for a minute. */
  sign(busy?: boolean): void;
  /** Say now that this page does not open, or that it has lost its kernel. */
  fail(kind: "failed" | "lost", why: unknown): void;
  /** It is there. */
  ready(): void;
  /** Whether it was there. */
  isReady: boolean;
}

declare global {
  interface Window { workbookStart: Start }
}
export const start: Start = window.workbookStart;
