// Moments, as pages show them: in UTC, and said so.
import { type Html, html } from './html.ts';

/** Day, hour and minute, such as `2026-05-12 10:00 UTC`, with the whole moment for machines. */
export function moment(atMs: number): Html {
  const iso = new Date(atMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}
