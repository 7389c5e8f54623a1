// What the log says of a request, how loudly, and what it keeps to itself.
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../functions/contract/errors.ts';
import { HttpError } from '../../../functions/http/http-error.ts';
import { createPublicLogs, type RequestNote } from '../../../functions/public/logs.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';

const note: RequestNote = { route: '/checkout/sessions.json', startedAtMs: 1_000, trace: undefined };

function createLogs() {
  const lines: Record<string, unknown>[] = [];
  const logs = createPublicLogs(
    (severity, message, fields) => lines.push({ severity, message, ...fields }),
    () => 1_250.4,
  );
  return { lines, logs };
}

describe('requestFailed', () => {
  it.each<[ErrorCode, string]>([
    ['unknown_session', 'INFO'],
    ['rate_limited', 'INFO'],
    ['placeholder_session_id', 'WARNING'],
    ['host_not_allowed', 'WARNING'],
    ['mode_mismatch', 'WARNING'],
    ['unknown_property', 'WARNING'],
    ['internal', 'ERROR'],
    ['stripe_key_rejected', 'ERROR'],
    ['stripe_unavailable', 'ERROR'],
  ])('writes %s as %s, with code and latency', (code, severity) => {
    const { lines, logs } = createLogs();
    logs.requestFailed(note, new HttpError(code));
    expect(lines).toMatchObject([{ severity, event: code, route: note.route, latencyMs: 250 }]);
  });

  it('tells what the database itself said, without what must not be told', () => {
    const { lines, logs } = createLogs();
    const root = new Error('disk I/O error near ada@example.com');
    const cause = new StoreUnavailableError('The disk fails.', { cause: root });
    logs.requestFailed(note, new HttpError('store_unavailable', { cause }));
    expect(lines).toMatchObject([
      { cause: 'StoreUnavailableError', detail: 'The disk fails. (disk I/O error near [e-mail])' },
    ]);
    expect(lines[0]).not.toHaveProperty('stack_trace');
  });

  it('bounds what a fault can write', () => {
    const { lines, logs } = createLogs();
    logs.requestFailed(note, new HttpError('internal', { cause: new Error('x'.repeat(100_000)) }));
    expect(JSON.stringify(lines).length).toBeLessThan(6_000);
  });

  it('survives a cause that is no error', () => {
    const { lines, logs } = createLogs();
    logs.requestFailed(note, new HttpError('internal', { cause: 'ada@example.com' }));
    expect(lines).toMatchObject([{ cause: 'string' }]);
    expect(JSON.stringify(lines)).not.toContain('ada');
  });
});

describe('unknownStripeValue', () => {
  it('names field and value, the value shortened and without an address', () => {
    const { lines, logs } = createLogs();
    logs.unknownStripeValue('tt_shop', 'status', `ada@example.com ${'x'.repeat(100)}`);
    expect(lines).toEqual([
      expect.objectContaining({ severity: 'WARNING', event: 'unknown_stripe_value', field: 'status' }),
    ]);
    expect(lines[0]?.['value']).toBe(`[e-mail] ${'x'.repeat(51)}`);
  });
});
