// Asks the function about a session: once per page for the same question, and with the same claim every time.

import type { LookupRequest, LookupResult } from '../../functions/contract/loader-protocol.ts';
import { ask } from './ask.ts';
import type { Page } from './page.ts';
import type { Records } from './records.ts';
import { sendReport } from './report.ts';

/** The page's `tilltag.lookup`. */
export function createLookup(page: Page, records: Records) {
  const asked: Record<string, Promise<LookupResult>> = {};

  return (request: LookupRequest, callback: (result: LookupResult) => void): true => {
    const { endpoint, query, remember, timeoutMs } = request;
    const { property_id, checkout_session_id } = query;
    const record = records.open(query, remember);
    // Before the request: a reload that loses the answer must come back with the same claim.
    records.keep(query, remember);
    const question: Record<string, string> = { ...query, claim: record.claim };
    const url = `${endpoint}/checkout/sessions.json?${new URLSearchParams(question)}`;
    const asking = asked[url] || ask(page, url, timeoutMs, new page.AbortController());
    asked[url] = asking;
    asking
      .then((result) => {
        if (!result.ok || result.answer.status === 'pending') {
          delete asked[url];
        }
        if (!result.ok || record.pushed !== result.answer.event_id) {
          callback(result);
        } else {
          // Pushed before, so no first view, whatever the function thinks; a report that got lost is made up for.
          const { event_id } = result.answer;
          if (record.reported !== event_id && !record.isSettling) {
            sendReport(page, records, request, { property_id, checkout_session_id, event_id });
          }
          callback({ ok: true, answer: { ...result.answer, first_view: false } });
        }
      })
      // The callback is the tag's; what it throws must not surface as an error of the page.
      .catch(() => undefined);
    return true;
  };
}
