// Tells the function something that it need not answer.
import type { Page } from './page.ts';
import { silently } from './silently.ts';

/** Hands the message to the browser, which delivers it as JSON even when the page goes away. Never throws. */
export function send(page: Page, url: string, message: object): void {
  const body = JSON.stringify(message);
  // A beacon is refused where its queue is full, and some people switch beacons off; a request that is kept alive needs neither.
  if (!silently(() => page.navigator.sendBeacon(url, body))()) {
    silently(() =>
      page.fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => undefined),
    )();
  }
}
