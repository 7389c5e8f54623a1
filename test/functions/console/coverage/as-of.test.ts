// Until when the numbers of coverage and campaigns are, and the button that brings them up to date.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leaveDay } from '../../../../functions/coverage/left-days.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { newFullEntry, newSessionRecord } from '../../store/records.ts';
import { type Asker, type RunningConsole, startConsole } from '../start-console.ts';
import { newShopRollup } from './shop-rollups.ts';

const minuteMs = 60_000;

let running: RunningConsole;
let property: Property;

beforeEach(async () => {
  running = await startConsole();
  property = await running.addProperty({ stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
});

afterEach(() => running.close());

async function show(section: string, query = ''): Promise<string> {
  const { status, body } = await running.get(`/properties/${property.id}/${section}${query}`, 'viewer');
  expect(status).toBe(200);
  return body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

/** As a run of the sweep writes it that came to its end so long ago. */
async function addUp(minutesAgo: number): Promise<void> {
  const atMs = running.clock.nowMs - minutesAgo * minuteMs;
  const reached = { checkedUntilSeconds: Math.floor(atMs / 1000), askedAtMs: atMs };
  await running.store.createWatermark({ id: 'deployment:rollups', version: 1, ...reached });
}

async function buy(id = 'cs_live_justNow0001', status: 'paid' | 'expired' = 'paid'): Promise<void> {
  const session = newSessionRecord({
    ...{ id, livemode: true, amountTotalMinor: 4_950, currency: 'eur' },
    createdSeconds: running.clock.nowMs / 1000,
  });
  const changes = [{ atMs: running.clock.nowMs, source: 'webhook', what: 'paid' } as const];
  await running.store.createEntry(
    newFullEntry({
      ...{ id: `${property.id}:${session.id}`, propertyId: property.id, sessionId: session.id, session, changes },
      ...{ livemode: true, status, firstSeenAtMs: running.clock.nowMs },
    }),
  );
}

function refresh(section: string, query = '', as: Asker = 'viewer') {
  return running.post(`/properties/${property.id}/${section}/refresh${query}`, {}, as);
}

describe.each(['coverage', 'campaigns'])('the page of %s', (section) => {
  test('says until when its numbers are, and that what came since follows by itself', async () => {
    await addUp(4);
    const text = await show(section);
    expect(text).toMatch(/As of 2026-05-12 09:56 UTC \. What was bought, refunded or sent since then is not in yet/);
    expect(text).not.toContain('stand still');
  });

  test('says so where nothing was ever added up', async () => {
    expect(await show(section)).toContain('Nothing was added up yet.');
  });

  test('says of a payment that just came that it is recorded and not counted yet, until somebody refreshes', async () => {
    await buy();
    const text = await show(section);
    expect(text).toContain('1 payment is recorded and not counted here yet. Choose Refresh to count it now');
    expect(text).toContain('See it under Conversions');
    await buy('cs_live_another');
    expect(await show(section)).toContain('See them under Conversions');
    expect(text).not.toMatch(/No payment|No purchase/);
    expect(await show(section, '?mode=test')).not.toContain('not counted here yet');
    await refresh(section);
    expect(await show(section)).not.toContain('not counted here yet');
  });

  const unknown =
    'Nothing is counted of these days None of the newest that is recorded of these days is such a payment.';
  const claims = /No payment|No purchase|None is recorded|Choose Refresh|of these days yet/;

  test('claims nothing about payments where there is more than it looks at', async () => {
    for (let index = 0; index < 50; index += 1) await buy(`cs_live_gone${index}`, 'expired');
    const text = await show(section);
    expect(text).toContain(unknown);
    expect(text).not.toMatch(claims);
  });

  test('says of tests in a live shop, refreshed or not, what is true and no Refresh could change', async () => {
    for (let index = 0; index < 50; index += 1) await buy(`cs_live_sold${index}`);
    for (const isRefreshed of [false, true]) {
      if (isRefreshed) await refresh(section, '?mode=test');
      const text = await show(section, '?mode=test');
      expect(text).toContain(unknown);
      expect(text).not.toMatch(claims);
    }
  });

  test('promises nothing of earlier days where only some were brought up to date', async () => {
    const computedAtMs = running.clock.nowMs;
    await running.store.putRollup({ ...newShopRollup(property, '2026-05-10', 0), computedAtMs });
    expect(await show(section)).toContain('These days may not be complete yet.');
    await running.store.putRollup({ ...newShopRollup(property, '2026-05-12', 0), computedAtMs });
    expect(await show(section)).toMatch(/As of 2026-05-12 10:00 UTC \. Earlier days may not be complete yet\./);
    expect(await show(section, '?from=2026-05-12&until=2026-05-12')).not.toContain('Earlier days');
  });

  test('warns where nothing was added up for hours', async () => {
    await addUp(121);
    expect(await show(section)).toContain('these numbers stand still. The check-up says what keeps it from going on.');
  });

  test('names the days that could not be added up, as far as they are shown', async () => {
    await leaveDay(running.store, `${property.id}:2026-05-10`, running.clock.nowMs);
    await leaveDay(running.store, `${property.id}:2026-01-10`, running.clock.nowMs);
    expect(await show(section)).toContain(
      'and stand as they were before: 2026-05-10. They are tried again every day or two.',
    );
    expect(await show(section, '?from=2026-05-11&until=2026-05-12')).not.toContain('stand as they were before');
    const computedAtMs = running.clock.nowMs + 1;
    await running.store.putRollup({ ...newShopRollup(property, '2026-05-10', 0), computedAtMs });
    expect(await show(section)).not.toContain('stand as they were before');
  });

  test('tells the last day and earlier ones apart where only that was brought up to date', async () => {
    await addUp(30);
    await running.store.putRollup({
      ...newShopRollup(property, '2026-05-12', 0),
      computedAtMs: running.clock.nowMs - minuteMs,
    });
    expect(await show(section)).toMatch(/As of 2026-05-12 09:59 UTC \. Earlier days as of 2026-05-12 09:30 UTC \./);
    expect(await show(section, '?from=2026-05-12&until=2026-05-12')).not.toContain('Earlier days');
    expect(await show(section, '?from=2026-05-01&until=2026-05-11')).toContain('As of 2026-05-12 09:30 UTC');
  });

  test.each(['viewer', 'owner'] as const)(
    'is brought up to date by a %s, and comes back as it was shown',
    async (as) => {
      await addUp(4);
      await buy();
      const query = '?mode=live&from=2026-05-01&until=2026-05-12&touch=first&by=source';
      const answer = await refresh(section, query, as);
      expect(answer.status).toBe(303);
      expect(answer.location).toBe(`/console/properties/${property.id}/${section}${query}&notice=refreshed`);
      const text = await show(section, `${query}&notice=refreshed`);
      expect(text).toContain('What happened until now is counted.');
      expect(text).toContain('As of 2026-05-12 10:00 UTC');
      expect(text).toMatch(section === 'coverage' ? /Recorded 1 / : /49\.50 EUR/);
    },
  );

  test('is brought up to date a few times a minute and no more often', async () => {
    const notices: (string | undefined)[] = [];
    for (let times = 0; times < 4; times += 1) notices.push((await refresh(section)).location?.split('notice=')[1]);
    expect(notices).toEqual(['refreshed', 'refreshed', 'refreshed', 'refreshed_lately']);
    running.clock.nowMs += minuteMs;
    expect((await refresh(section)).location).toContain('notice=refreshed');
    expect(await show(section, '?notice=refreshed_lately')).toContain('Wait half a minute');
  });
});

test('coverage says when Stripe was last asked about the days that are shown', async () => {
  await running.store.putRollup(newShopRollup(property, '2026-05-10', 0));
  expect(await show('coverage')).toContain('Stripe was last asked about these days at 2026-05-10 23:59 UTC');
  expect(await show('coverage', '?from=2026-05-11&until=2026-05-12')).not.toContain('last asked about these days');
  expect(await show('campaigns')).not.toContain('last asked about these days');
});
