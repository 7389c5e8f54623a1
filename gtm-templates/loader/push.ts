// Hands an event to the data layer, at most once, and reports it when the container is done with it.

import type { PushOutcome, PushRequest } from '../../functions/contract/loader-protocol.ts';
import type { Page } from './page.ts';
import type { Records } from './records.ts';
import { sendReport } from './report.ts';

/** The page's `tilltag.push`. The event is marked as pushed before it is, because twice is worse than not at all. */
export function createPush(page: Page, records: Records) {
  /** GTM waits this long for slow tags before it calls back; we do not wait longer ourselves. */
  const settleTimeoutMs = 2000;

  return (request: PushRequest, onSettled: () => void): PushOutcome => {
    const { messages, remember, report } = request;
    const { event_id } = report;
    const record = records.open(report, remember);
    if (record.pushed === event_id) {
      return 'already_pushed';
    }
    const dataLayer = Object(page)[request.dataLayer] || [];
    Object(page)[request.dataLayer] = dataLayer;
    if (!Array.isArray(dataLayer)) {
      return 'no_data_layer';
    }
    record.pushed = event_id;
    record.isSettling = true;
    records.keep(report, remember);

    const settle = (): void => {
      if (record.isSettling) {
        record.isSettling = false;
        sendReport(page, records, request, report);
        onSettled();
      }
    };
    messages.forEach((message, index) => {
      // Pushed one by one: other scripts wrap `push` and look at its first argument only.
      dataLayer.push(
        !messages[index + 1] ? { ...message, eventCallback: settle, eventTimeout: settleTimeoutMs } : message,
      );
    });
    // Not before: where a wrapper threw, only the container itself can say that it got the event.
    page.addEventListener('pagehide', settle);
    page.setTimeout(settle, settleTimeoutMs);
    return 'pushed';
  };
}
