// What becomes of an event after each end that a request can have.
import { describe, expect, test } from 'vitest';
import { toSendResult } from '../../../functions/destinations/to-send-result.ts';
import type { NotSentReason, OutboundAnswer } from '../../../functions/outbound/send-request.ts';

const nowMs = Date.parse('2026-11-22T00:00:00Z');

function answered(status: number, retryAfter?: string): OutboundAnswer {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { kind: 'answered', status, headers, body: '', isWhole: true };
}

describe('toSendResult', () => {
  test.each([200, 201, 202, 204, 299])('%i is accepted', (status) => {
    expect(toSendResult(answered(status), nowMs)).toEqual({ kind: 'accepted' });
  });

  test('an accepting status counts though its body broke off', () => {
    expect(toSendResult({ ...answered(200), isWhole: false }, nowMs)).toEqual({ kind: 'accepted' });
  });

  test.each([301, 302, 307, 405, 410, 413, 422])('%i is refused', (status) => {
    expect(toSendResult(answered(status), nowMs)).toEqual({ kind: 'refused', reason: `http_${status}` });
  });

  test.each([400, 401, 403, 404, 408, 425, 429, 503])('%i was not taken and may be tried again', (status) => {
    expect(toSendResult(answered(status), nowMs)).toEqual({ kind: 'unavailable', reason: `http_${status}` });
  });

  test.each([500, 501, 502, 504, 520, 599])('%i may have been taken', (status) => {
    expect(toSendResult(answered(status), nowMs)).toEqual({ kind: 'uncertain', reason: `http_${status}` });
  });

  test.each(['timeout', 'connection_reset', 'malformed_answer'] as const)(
    'no answer by %s may have been taken',
    (reason) => {
      expect(toSendResult({ kind: 'no_answer', reason }, nowMs)).toEqual({ kind: 'uncertain', reason });
    },
  );

  test.each<NotSentReason>(['dns_failed', 'connection_refused', 'connection_failed', 'tls_failed', 'timeout'])(
    'what was not sent by %s may be tried again',
    (reason) => expect(toSendResult({ kind: 'not_sent', reason }, nowMs)).toEqual({ kind: 'unavailable', reason }),
  );

  test.each<NotSentReason>([
    'malformed_url',
    'not_https',
    'ip_address',
    'local_name',
    'userinfo',
    'port',
    'malformed_request',
    'private_address',
  ])('what was not sent by %s never can be', (reason) => {
    expect(toSendResult({ kind: 'not_sent', reason }, nowMs)).toEqual({ kind: 'refused', reason });
  });

  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 00:05:00 GMT', 300_000],
    ['Sat, 21 Nov 2026 00:00:00 GMT', 0],
    ['999999999', 86_400_000],
  ])('Retry-After %j asks to wait %i ms', (header, retryAfterMs) => {
    expect(toSendResult(answered(503, header), nowMs)).toEqual({
      kind: 'unavailable',
      reason: 'http_503',
      retryAfterMs,
    });
  });

  test.each(['soon', '', 'NaN'])('Retry-After %j says nothing', (header) => {
    expect(toSendResult(answered(429, header), nowMs)).toEqual({ kind: 'unavailable', reason: 'http_429' });
  });
});
