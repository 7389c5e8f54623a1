// When something happened, as a table shows it.
import { type Html, html } from './html.ts';

/** `2026-03-01 12:00` in UTC, which never breaks into two lines, of whole seconds since 1970. */
export function minute(seconds: number): Html {
  const [day, time = ''] = new Date(seconds * 1000).toISOString().split('T');
  return html`<time>${day} ${time.slice(0, 5)}</time>`;
}
