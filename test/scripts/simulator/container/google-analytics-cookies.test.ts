// Google Analytics' two cookies, made and read again.
import { describe, expect, test } from 'vitest';
import { takeAnalyticsIds } from '../../../../scripts/simulator/container/google-analytics-cookies.ts';
import { createFakePage } from '../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../evaluate.ts';

const nowMs = 1_700_000_000_123;
const readBack = (page: ReturnType<typeof createFakePage>) =>
  evaluate("return require('readAnalyticsStorage')();", { page, permissions: { read_analytics_storage: {} } }).returned;

describe('takeAnalyticsIds', () => {
  test.each(['GS1', 'GS2'] as const)('makes both cookies for the whole site, the session in form %s', (form) => {
    const page = createFakePage({ href: 'https://www.example.test/', nowMs });
    const ids = takeAnalyticsIds(page, 'G-TEST', form);
    expect(page.cookieLines.every((line) => line.includes('; domain=example.test; path=/; max-age='))).toBe(true);
    expect(page.cookieJar.get('_ga_TEST')).toMatch(new RegExp(`^${form}\\.1\\.s?1700000000`));
    expect(readBack(page)).toEqual({
      client_id: ids.clientId,
      sessions: [{ measurement_id: 'G-TEST', session_id: ids.sessionId, session_number: 1 }],
    });
  });

  test.each(['GS1.1.1699999999.4.1.1700000000.0.0.0', 'GS2.1.s1699999999$o4$g1$t1700000000$j60$l0$h0'])(
    'keeps the ids of cookies that are there: %s',
    (session) => {
      const page = createFakePage({ nowMs, cookies: { _ga: 'GA1.2.12.34', _ga_TEST: session } });
      expect(takeAnalyticsIds(page, 'G-TEST')).toEqual({ clientId: '12.34', sessionId: '1699999999' });
      expect(page.cookieLines).toEqual([]);
    },
  );

  test('makes a session for each measurement id, and one client for all', () => {
    const page = createFakePage({ nowMs });
    const first = takeAnalyticsIds(page, 'G-ONE');
    page.advance(5_000);
    const second = takeAnalyticsIds(page, 'G-TWO');
    expect(second.clientId).toBe(first.clientId);
    expect(Number(second.sessionId) - Number(first.sessionId)).toBe(5);
  });
});
