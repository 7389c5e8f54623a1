// Tells the function that the container has processed an event, so that nobody sends it again.

import type { PushRequest } from '../../functions/contract/loader-protocol.ts';
import type { Page } from './page.ts';
import type { Records } from './records.ts';
import { send } from './send.ts';

/** Sends the report with the session's claim. Repeats do no harm. Never throws. */
export function sendReport(
  page: Page,
  records: Records,
  { endpoint, remember }: Pick<PushRequest, 'endpoint' | 'remember'>,
  report: PushRequest['report'],
): void {
  const record = records.open(report, remember);
  record.reported = report.event_id;
  records.keep(report, remember);
  send(page, `${endpoint}/checkout/reports`, { ...report, claim: record.claim });
}
