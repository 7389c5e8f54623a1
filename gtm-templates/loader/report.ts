// Tells the function that the container has processed an event, so that nobody sends it again.

import type { PushRequest } from '../../functions/contract/loader-protocol.ts';
import type { Page } from './page.ts';
import type { Records } from './records.ts';
import { silently } from './silently.ts';

/** Hands the report to the browser, which delivers it even when the page goes away. Repeats do no harm. Never throws. */
export function sendReport(
  page: Page,
  records: Records,
  { endpoint, remember }: Pick<PushRequest, 'endpoint' | 'remember'>,
  report: PushRequest['report'],
): void {
  const record = records.open(report, remember);
  const url = `${endpoint}/checkout/reports`;
  const body = JSON.stringify({ ...report, claim: record.claim });
  record.reported = report.event_id;
  records.keep(report, remember);
  // A beacon is refused where its queue is full, and some people switch beacons off; a request that is kept alive needs neither.
  if (!silently(() => page.navigator.sendBeacon(url, body))()) {
    silently(() =>
      page.fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => undefined),
    )();
  }
}
