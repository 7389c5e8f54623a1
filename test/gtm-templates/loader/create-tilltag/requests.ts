// What a tag asks of the loader, whole, as the loader's tests need it.
import type { LookupRequest, LookupResult, PushRequest } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { sessionId } from '../answers.ts';
import type { FakeWindow } from '../fake-window.ts';

/** The address that the requests go to. */
export const endpoint = 'https://tags.example.com/base';

/** The event of the paid session. */
export const eventId = `purchase:${sessionId}`;

/** The lookup of the paid session, with storage allowed and three seconds of time. */
export function toRequest(change: Partial<LookupRequest> = {}): LookupRequest {
  return {
    endpoint,
    query: { property_id: 'prop_12345678', checkout_session_id: sessionId },
    timeoutMs: 3000,
    remember: true,
    ...change,
  };
}

/** The push of its purchase. */
export function toPush(change: Partial<PushRequest> = {}): PushRequest {
  return {
    endpoint,
    report: { property_id: 'prop_12345678', checkout_session_id: sessionId, event_id: eventId },
    dataLayer: 'dataLayer',
    messages: [{ ecommerce: null }, { event: 'purchase' }],
    remember: true,
    ...change,
  };
}

/** Looks up on this page; answers every result that came while so many milliseconds passed. */
export async function lookUp(page: FakeWindow, request = toRequest(), passMs = 10_000): Promise<LookupResult[]> {
  const results: LookupResult[] = [];
  createTilltag(page).lookup(request, (result) => results.push(result));
  await page.pass(passMs);
  return results;
}

/** The claim that a request carried, the first unless told. */
export function claimOf(page: FakeWindow, index = 0): string | null | undefined {
  return page.requests[index]?.url.searchParams.get('claim');
}
