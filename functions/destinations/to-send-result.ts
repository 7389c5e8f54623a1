// What the end of a request means for an event: taken, surely not taken, or nobody knows.
import type { NotSentReason, OutboundResult } from '../outbound/send-request.ts';
import type { SendResult } from './destination.ts';

/** Faults of the address or the secret as they were entered, which another try meets again. */
const lasting: ReadonlySet<NotSentReason> = new Set<NotSentReason>([
  'malformed_url',
  'not_https',
  'ip_address',
  'local_name',
  'userinfo',
  'port',
  'malformed_request',
  'private_address',
]);

/**
 * The request came too early or too slowly, or too many came; or the secret is a new one that nobody has published yet, or the
 * path is not there yet (a tagging server says 400 or 404), which somebody can mend while we try. The answer itself says that
 * nothing was taken.
 */
const retriedStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 408, 425, 429, 503]);

const maxRetryAfterMs = 86_400_000;

/**
 * 2xx is taken. A redirect and all of 4xx is a refusal, but what somebody can mend or what says, like 503, to come again. Any other 5xx
 * may come from a receiver that failed after it took the event, and so may silence once the request was out. `nowMs` is what
 * a date in Retry-After is measured from.
 */
export function toSendResult(result: OutboundResult, nowMs: number): SendResult {
  if (result.kind === 'no_answer') return { kind: 'uncertain', reason: result.reason };
  if (result.kind === 'not_sent') {
    return { kind: lasting.has(result.reason) ? 'refused' : 'unavailable', reason: result.reason };
  }
  const { status, headers } = result;
  const reason = `http_${status}`;
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (retriedStatuses.has(status)) {
    const retryAfterMs = parseRetryAfter(headers['retry-after'], nowMs);
    return { kind: 'unavailable', reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return { kind: status >= 500 ? 'uncertain' : 'refused', reason };
}

/** Seconds or a date; a day at most. `undefined` where the header says nothing that can be understood. */
function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const delayMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(delayMs) ? undefined : Math.min(Math.max(delayMs, 0), maxRetryAfterMs);
}
