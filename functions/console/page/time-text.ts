// Moments as pages show them: in UTC, to the minute, readable by machines to the millisecond.
import { type Html, html } from './html.ts';

/** `2026-05-12 10:00 UTC`, as a time element. */
export function timeText(atMs: number): Html {
  const iso = new Date(atMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

/** A day, `2026-05-12`, as a time element. */
export function dayText(day: string): Html {
  return html`<time datetime="${day}">${day}</time>`;
}
