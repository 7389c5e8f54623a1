// Google Analytics' ids from its cookies.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

const permissions = { read_analytics_storage: {} };
const read = (cookies: Record<string, string>, values = '') =>
  evaluate(`return require('readAnalyticsStorage')(${values});`, { page: createFakePage({ cookies }), permissions });

describe('readAnalyticsStorage', () => {
  test('reads the client id and the sessions of both cookie formats', () => {
    const cookies = {
      _ga: 'GA1.1.1234.5678',
      _ga_OLD: 'GS1.1.1700000000.3.1.1700000009.0.0.0',
      _ga_NEW: 'GS2.1.s1700000001$o4$g1$t1700000009$j60$l0$h0',
    };
    expect(read(cookies).returned).toEqual({
      client_id: '1234.5678',
      sessions: [
        { measurement_id: 'G-OLD', session_id: '1700000000', session_number: 3 },
        { measurement_id: 'G-NEW', session_id: '1700000001', session_number: 4 },
      ],
    });
  });

  test('reads a new session cookie by its letters, in whatever order they come', () => {
    const cookies = { _ga: 'GA1.1-2.1234.5678', _ga_NEW: 'GS2.1.g1$o12$s1700000001$t1700000009' };
    expect(read(cookies).returned).toEqual({
      client_id: '1234.5678',
      sessions: [{ measurement_id: 'G-NEW', session_id: '1700000001', session_number: 12 }],
    });
  });

  test('is undefined on a first visit, when the cookie does not exist yet', () => {
    expect(read({}).returned).toBeUndefined();
  });

  test('a session cookie of another form is left out', () => {
    const odd = { _ga_X: 'GS9.weird', _ga_Y: 'GS2.1.sabc$o1', _ga_Z: 'GS1.1.1700000000', _ga_W: 'GS2.1.s1700000000' };
    expect(read({ _ga: 'GA1.1.1.2', ...odd }).returned).toEqual({ client_id: '1.2', sessions: [] });
  });

  test('a cookie prefix is honoured', () => {
    expect(read({ my_ga: 'GA1.1.1.2', _ga: 'GA1.1.3.4' }, "{ cookie_prefix: 'my' }").returned).toMatchObject({
      client_id: '1.2',
    });
  });

  test('throws without its permission', () => {
    expect(evaluate("require('readAnalyticsStorage')();").status).toBe('failed');
  });
});
