// Reads whose visit this is in Google Analytics.
import { getType, makeString, readAnalyticsStorage } from 'sandbox:web';
import type { ClickReport } from '../../functions/contract/click-report.ts';
import { holdsAddress } from './clean-text.ts';

/** What is known of client and session. */
export type AnalyticsIds = Pick<ClickReport, 'ga_client_id' | 'ga_session_id'>;

/** Which of Google's cookies are meant. */
export interface AnalyticsOptions {
  /** In capitals; empty where none is given. */
  readonly measurementId: string;
  readonly gaCookiePrefix: string;
}

/** Longer ones would not be taken. */
const maxIdLength = 256;

/**
 * The ids of this browser, as Google's cookies have them now. Without a Measurement ID the session is told only where there is
 * just one: that of another property would be wrong, and none is better.
 */
export function readAnalyticsIds(options: AnalyticsOptions): AnalyticsIds {
  const stored =
    options.gaCookiePrefix === ''
      ? readAnalyticsStorage()
      : readAnalyticsStorage({ cookie_prefix: options.gaCookiePrefix });
  const ids: AnalyticsIds = {};
  const clientId = toId(stored && stored.client_id);
  if (clientId !== '') {
    ids.ga_client_id = clientId;
  }
  const sessions = (stored && stored.sessions) || [];
  const own = sessions.filter((session) => session.measurement_id === options.measurementId);
  const chosen = options.measurementId === '' && sessions.length === 1 ? sessions : own;
  const sessionId = toId(chosen[0] && chosen[0].session_id);
  if (sessionId !== '') {
    ids.ga_session_id = sessionId;
  }
  return ids;
}

/** Empty for what is none; some shops make the visitor's address the client id, which the function would drop. */
function toId(value: unknown): string {
  const type = getType(value);
  const text = type === 'string' || type === 'number' ? makeString(value) : '';
  return text.length <= maxIdLength && !holdsAddress(text) ? text : '';
}
