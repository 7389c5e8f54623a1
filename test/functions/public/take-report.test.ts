// What becomes of reports, good and bad.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryId } from '../../../functions/store/store.ts';
import { type Shop, startShop } from './start-shop.ts';

const claim = 'claim_of_the_first_page';
let shop: Shop;
let id: string;

beforeEach(async () => {
  shop = await startShop();
  id = shop.buy();
});

afterEach(async () => {
  await shop.close();
});

function newReport(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    property_id: shop.property.id,
    checkout_session_id: id,
    event_id: `purchase:${id}`,
    claim,
    ...changes,
  };
}

async function reportedAtMs(): Promise<number | null | undefined> {
  const entry = await shop.store.findEntry(entryId(shop.property.id, id));
  return entry?.kind === 'session' ? entry.events.purchase?.reportedAtMs : undefined;
}

describe('POST /checkout/reports', () => {
  it('settles the event of the claim that holds it, and says nothing', async () => {
    await shop.look(id, { claim });
    const answer = await shop.report(newReport());
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await reportedAtMs()).toBe(shop.clock.nowMs);
    expect(shop.logs.at(-1)).toMatchObject({ event: 'report_settled', property_id: shop.property.id });
  });

  it('takes JSON under any content type', async () => {
    await shop.look(id, { claim });
    const headers = { origin: 'https://shop.example.test', 'content-type': 'application/json' };
    expect((await shop.report(newReport(), headers)).status).toBe(204);
    expect(await reportedAtMs()).toBe(shop.clock.nowMs);
  });

  it('settles once, however often it comes', async () => {
    await shop.look(id, { claim });
    await shop.report(newReport());
    const firstMs = shop.clock.nowMs;
    shop.clock.nowMs += 1_000;
    expect((await shop.report(newReport())).status).toBe(204);
    expect(await reportedAtMs()).toBe(firstMs);
  });

  it('does not believe a claim that never held the event', async () => {
    await shop.look(id, { claim });
    expect((await shop.report(newReport({ claim: 'claim_of_somebody_else' }))).status).toBe(204);
    expect(await reportedAtMs()).toBeNull();
    expect(shop.logs.at(-1)).toMatchObject({ event: 'report_not_believed' });
  });

  it('does not believe the event id of another session', async () => {
    await shop.look(id, { claim });
    await shop.report(newReport({ event_id: `purchase:${shop.buy()}` }));
    expect(await reportedAtMs()).toBeNull();
  });

  it('answers unknown_session where nobody looked before', async () => {
    expect(await shop.report(newReport())).toMatchObject({ status: 404, code: 'unknown_session' });
  });

  it('answers unknown_property for another property', async () => {
    expect(await shop.report(newReport({ property_id: 'tt_nobody_has_this' }))).toMatchObject({
      status: 404,
      code: 'unknown_property',
    });
  });

  it('answers host_not_allowed to a page elsewhere', async () => {
    await shop.look(id, { claim });
    expect(await shop.report(newReport(), { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      code: 'host_not_allowed',
    });
    expect(await reportedAtMs()).toBeNull();
  });

  it('believes the claim of a page whose browser hides its origin', async () => {
    await shop.look(id, { claim });
    expect((await shop.report(newReport(), { origin: 'null' })).status).toBe(204);
    expect(await reportedAtMs()).not.toBeNull();
  });

  it('believes the claim of such a page through the property’s container, too', async () => {
    const secret = 'containerSecretOfThisTest';
    const containerSecretHash = createHash('sha256').update(secret).digest('hex');
    const withContainer = await startShop({ property: { containerSecretHash } });
    const sold = withContainer.buy();
    await withContainer.look(sold, { claim });
    const report = { ...newReport(), property_id: withContainer.property.id, checkout_session_id: sold };
    const headers = { authorization: `Bearer ${secret}`, 'tilltag-visitor-origin': 'null' };
    const answer = await withContainer.report({ ...report, event_id: `purchase:${sold}` }, headers);
    const entry = await withContainer.store.findEntry(entryId(withContainer.property.id, sold));
    await withContainer.close();
    expect(answer.status).toBe(204);
    expect(entry).toMatchObject({ events: { purchase: { reportedAtMs: expect.any(Number) } } });
  });

  it('believes no container with a wrong secret, whatever it says about its origin', async () => {
    await shop.look(id, { claim });
    const headers = { origin: 'null', authorization: 'Bearer wrong' };
    expect(await shop.report(newReport(), headers)).toMatchObject({ status: 403, code: 'host_not_allowed' });
    expect(await reportedAtMs()).toBeNull();
  });

  it('answers rate_limited to an address that sends too many, whatever is in their bodies', async () => {
    const limited = await startShop({ limits: { addressPerSecond: 1, addressBurst: 1 } });
    expect((await limited.report('{')).code).toBe('invalid_request');
    expect(await limited.report('{')).toMatchObject({ status: 429, code: 'rate_limited' });
    await limited.close();
  });

  it('answers read_limit after twenty reports about one session', async () => {
    for (let count = 1; count <= 20; count++) await shop.report(newReport());
    expect(await shop.report(newReport())).toMatchObject({ status: 429, code: 'read_limit' });
  });

  const malformed: { name: string; body: (report: Record<string, unknown>) => string }[] = [
    { name: 'an empty body', body: () => '' },
    { name: 'no JSON', body: () => '{"property_id":' },
    { name: 'an array', body: (report) => JSON.stringify([report]) },
    { name: 'null', body: () => 'null' },
    { name: 'a missing claim', body: ({ claim: _claim, ...rest }) => JSON.stringify(rest) },
    { name: 'an unknown field', body: (report) => JSON.stringify({ ...report, admin: true }) },
    { name: 'a number for an id', body: (report) => JSON.stringify({ ...report, property_id: 12345678 }) },
    { name: 'a prototype', body: () => '{"__proto__":{"property_id":"x"}}' },
  ];
  it.each(malformed)('answers invalid_request to $name, and logs it', async ({ body }) => {
    const answer = await shop.report(body(newReport()));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'invalid_request', route: '/checkout/reports' });
    expect(JSON.stringify(shop.logs)).not.toContain(claim);
  });
});
