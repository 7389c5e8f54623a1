// What the log says of a request, how loudly, and what it keeps to itself.
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../functions/contract/errors.ts';
import { HttpError } from '../../../functions/http/http-error.ts';
import { createPublicLogs, type RequestNote } from '../../../functions/public/logs.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { newClickReport } from './new-click-report.ts';
import { startShop, testKey } from './start-shop.ts';

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

describe('no log line', () => {
  it('holds a key, an address, a name or a full session id, from the click to the report, nor where one is refused', async () => {
    const shop = await startShop();
    const id = shop.buy();
    const claim = 'claim_of_the_first_page';
    const ofPage = { property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim };
    await shop.tellClick(newClickReport(shop.property.id));
    await shop.look(id, { claim, query: '&utm_source=ada%40example.com' });
    await shop.report(ofPage);
    await shop.report({ ...ofPage, claim: 'claim_of_another_page' });
    await shop.look(id, { query: '&consent=ada%40example.com' });
    await shop.look(id, { headers: { origin: 'https://elsewhere.example.com' } });
    await shop.look(`${id}ada@example.com`);
    shop.stripe.addAccount({ id: shop.accountId, keys: [] });
    await shop.look(shop.buy());
    const written = JSON.stringify(shop.logs);
    await shop.close();
    for (const event of ['click_taken', 'lookup_answered', 'report_settled', 'report_not_believed']) {
      expect(written).toContain(`"${event}"`);
    }
    for (const event of ['invalid_request', 'host_not_allowed', 'stripe_key_rejected']) {
      expect(written).toContain(`"${event}"`);
    }
    for (const secret of [testKey, 'ada', 'Lovelace', '+4930', id.slice(0, -4)]) expect(written).not.toContain(secret);
  });
});
