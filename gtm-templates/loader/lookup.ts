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
    const record = records.open(request.query, request.remember);
    // Before the request: a reload that loses the answer must come back with the same claim.
    records.keep(request.query, request.remember);
    const url = toLookupUrl(request, record.claim);
    const result = asked[url] || ask(page, url, request.timeoutMs, new page.AbortController());
    asked[url] = result;
    result
      .then((found) => {
        if (!found.ok || found.answer.status === 'pending') {
          delete asked[url];
        }
        callback(withRecord(page, records, request, found));
      })
      // The callback is the tag's; what it throws must not surface as an error of the page.
      .catch(() => undefined);
    return true;
  };
}

function toLookupUrl(request: LookupRequest, claim: string): string {
  const query = Object.entries({ ...request.query, claim })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${request.endpoint}/checkout/sessions.json?${query.join('&')}`;
}

/** An event that was pushed here before is no first view, whatever the function thinks; a report that got lost is made up for. */
function withRecord(page: Page, records: Records, request: LookupRequest, result: LookupResult): LookupResult {
  const { property_id, checkout_session_id } = request.query;
  const record = records.open(request.query, request.remember);
  if (!result.ok || record.pushed !== result.answer.event_id) {
    return result;
  }
  const { event_id } = result.answer;
  if (record.reported !== event_id && !record.isSettling) {
    sendReport(page, records, request, { property_id, checkout_session_id, event_id });
  }
  return { ok: true, answer: { ...result.answer, first_view: false } };
}
