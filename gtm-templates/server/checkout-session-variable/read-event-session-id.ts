// Finds the session that the event is about.
import { getEventData } from 'sandbox:server';
import { parseUrl } from 'sandbox:shared';
import { isSessionId } from '../../shared/session-id.ts';
import { toText } from '../../shared/to-text.ts';

/** The id that the event has, else the one in the address of its page; empty where there is none. */
export function readEventSessionId(): string {
  return toText(getEventData('checkout_session_id')) || readPageSessionId();
}

/** Many pages have a session_id of their own, which is nobody's fault. */
function readPageSessionId(): string {
  const url = parseUrl(toText(getEventData('page_location')));
  const id = url ? toText(url.searchParams['session_id']) : '';
  return isSessionId(id) ? id : '';
}
