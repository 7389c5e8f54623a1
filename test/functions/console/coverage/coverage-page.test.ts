// Coverage over HTTP: what Stripe counts against what was recorded and told, with the difference in words.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { nameScope } from '../../../../functions/rules/roll-up-settings.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newFullEntry, newSessionRecord } from '../../store/records.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { listShopRollups } from './shop-rollups.ts';

const ga4 = {
  ...({ kind: 'ga4', id: 'dst_ga4', mode: 'live', measurementId: 'G-PAPER', region: 'global' } as const),
  secret: 'sealed1.main.AAAA',
};
const keys = `test:${Buffer.alloc(32, 1).toString('base64')}`;
const stripeKey = 'rk_test_coverageKey0123456789';

let running: RunningConsole;
let stripe: StripeStandIn;
let property: Property;

beforeAll(async () => {
  stripe = await startStripeStandIn({ now: () => running.clock.nowMs });
  running = await startConsole({ STRIPE_API_BASE: stripe.url, TILLTAG_KEYS: keys });
  property = await running.addProperty({ destinations: [ga4], stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
  for (const rollup of listShopRollups(property, '2026-05-11', 27)) await running.store.putRollup(rollup);
});

afterAll(async () => {
  await running.close();
  await stripe.close();
});

async function show(query = '', id = property.id): Promise<string> {
  const { status, body } = await running.get(`/properties/${id}/coverage${query}`);
  expect(status).toBe(200);
  return toText(body);
}

describe('coverage', () => {
  test('tells what was paid, recorded and told, and about how many days Stripe was asked', async () => {
    const text = await show();
    expect(text).toMatch(/Paid at Stripe 622 Stripe was asked about 27 of 28 days so far; on these, 618 are recorded/);
    expect(text).toMatch(/Recorded 618 /);
    expect(text).toMatch(/Told to GA4 G-PAPER 587 /);
    expect(text).toMatch(/Told by your pages 510 /);
  });

  test('says nothing of what becomes of tests where live payments are shown, though pages told of them', async () => {
    expect(await show()).not.toContain('purchase_test');
  });

  test('says of a table no more than that it may be wider than the window, which it does not know', async () => {
    expect(await show()).toContain('The table may be wider than the window. If so, move it sideways');
  });

  test('explains in words what is missing, where and what to do', async () => {
    const text = await show();
    expect(text).toContain('another property’s 27 It was paid in the same Stripe account');
    expect(text).toContain('nobody told of it 4 The buyer did not come back');
    expect(text).toContain('GA4 G-PAPER · no consent 27 The buyer did not agree');
    expect(text).toContain('GA4 G-PAPER ✗ given up 4 The destination refused it');
    expect(text).toContain('your pages ! no page came 108');
  });

  test('shows each day with its own reasons, and a day about which Stripe was not asked', async () => {
    const text = await show('?from=2026-05-11&until=2026-05-12');
    expect(text).toMatch(/2026-05-11 25 25 24 21 1 GA4 G-PAPER: 1 no consent; your pages: 4 no page came/);
    expect(text).toMatch(/2026-05-12, so far – 0 0 0 0 not compared with Stripe: not over yet/);
  });

  test('says of a destination that came later that what was bought before was not meant for it', async () => {
    const later = { ...ga4, id: 'dst_later', measurementId: 'G-LATER' };
    const shop = await running.addProperty({ destinations: [ga4, later] });
    for (const rollup of listShopRollups(shop, '2026-05-11', 2)) await running.store.putRollup(rollup);
    const text = await show('?from=2026-05-10&until=2026-05-11&mode=live', shop.id);
    expect(text).toMatch(/Recorded 41 .*Told to GA4 G-LATER 0 /);
    expect(text).toContain('GA4 G-LATER · not meant for it 41');
  });

  test('names a server container by what it is and its host, and a removed destination by the end of its id', async () => {
    const url = 'https://sgtm.shop.example:8443/checkout';
    const own = { kind: 'server_container', id: 'dst_own', mode: 'live', url, secret: 'sealed1.main.AAAA' } as const;
    const shop = await running.addProperty({ destinations: [own] });
    for (const rollup of listShopRollups(shop, '2026-05-11', 2)) await running.store.putRollup(rollup);
    const text = await show('?mode=live', shop.id);
    expect(text).toContain('Told to Server container sgtm.shop.example:8443 0');
    expect(text).toContain('Told to a removed destination (…_ga4) ');
  });

  test('says of a week how much of it Stripe was not asked about', async () => {
    const shop = await running.addProperty({ destinations: [ga4] });
    const [asked, unasked] = listShopRollups(shop, '2026-05-12', 2);
    if (asked === undefined || unasked === undefined) throw new Error('There are two days.');
    for (const rollup of [asked, { ...unasked, stripe: null }]) await running.store.putRollup(rollup);
    const text = await show('?from=2026-03-01&until=2026-05-12&mode=live', shop.id);
    expect(text).toMatch(
      /2026-05-11, so far 20 41 .*not compared with Stripe: no Stripe key, 21 recorded on such days/,
    );
  });

  test('draws no line to the day that is not over, and says so', async () => {
    const { body } = await running.get(`/properties/${property.id}/coverage?from=2026-05-10&until=2026-05-12`);
    const rows = [...body.matchAll(/<tr (data-row)?[^>]*><th scope="row">(2026[^<]*)/g)];
    expect(rows.map(([, mark, label]) => [label, mark])).toEqual([
      ['2026-05-10', 'data-row'],
      ['2026-05-11', 'data-row'],
      ['2026-05-12, so far', undefined],
    ]);
    expect(body).toContain('A day that is not over is in the table alone.');
    const past = await running.get(`/properties/${property.id}/coverage?from=2026-05-10&until=2026-05-11`);
    expect(past.body).not.toContain('is in the table alone');
  });

  test('says of a week that lies only partly in the period that it does', async () => {
    const text = await show('?from=2026-03-04&until=2026-05-10');
    expect(text).toMatch(/2026-03-04, part of it .* 2026-03-09 /);
    expect(text).toContain('A week that is not over, or lies only partly in this period, is in the table alone.');
  });

  test('says of days that they were counted by settings which changed since, and are counted anew', async () => {
    const shop = await running.addProperty({ destinations: [ga4] });
    const [first, second] = listShopRollups({ ...shop, valueBasis: 'excluding_tax' }, '2026-05-11', 2);
    const [, third] = listShopRollups(shop, '2026-05-12', 2);
    for (const rollup of [first, second, third]) if (rollup) await running.store.putRollup(rollup);
    expect(await show('?mode=live', shop.id)).toContain('2 of these days are still counted by earlier settings');
    expect(await show('?mode=live&from=2026-05-10&until=2026-05-10', shop.id)).toContain('These days are still');
    expect(await show('?mode=live&from=2026-05-12&until=2026-05-12', shop.id)).not.toContain('earlier settings');
    expect(await show()).not.toContain('earlier settings');
  });

  test('promises no new count of days that are too long ago for one', async () => {
    const shop = await running.addProperty({ destinations: [ga4] });
    const earlier = { ...shop, valueBasis: 'excluding_tax' } as const;
    for (const rollup of listShopRollups(earlier, '2024-05-11', 2)) await running.store.putRollup(rollup);
    const body = await show('?mode=live&from=2024-05-01&until=2024-05-20', shop.id);
    expect(body).toContain('2 of these days are too long ago to be counted anew');
    expect(body).not.toContain('being counted anew');
  });

  test('says how many days Stripe’s payments were told apart by another scope', async () => {
    const shop = await running.addProperty({ scope: { kind: 'payment_links', ids: ['plink_ours'] } });
    const [rollup] = listShopRollups(shop, '2026-05-11', 1);
    if (rollup?.stripe == null) throw new Error('Stripe was asked about that day.');
    const scope = nameScope({ scope: { kind: 'account' }, hostnames: [] });
    await running.store.putRollup({ ...rollup, stripe: { ...rollup.stripe, scope } });
    expect(await show('?mode=live', shop.id)).toContain('changed since Stripe was asked about 1 of these days');
    await running.store.putRollup({ ...rollup, stripe: { ...rollup.stripe, scope: nameScope(shop) } });
    expect(await show('?mode=live', shop.id)).not.toContain('changed since Stripe');
  });

  test('draws from a table, by a file that other pages do not load', async () => {
    const { body } = await running.get(`/properties/${property.id}/coverage`);
    expect(body).toContain('<figure class="chart" data-chart="lines"');
    expect(body).toContain('charts.js');
    expect((await running.get('/accounts')).body).not.toContain('charts.js');
    expect(body).not.toMatch(/<script(?![^>]*src=)|style=|<script[^>]*>[^<]/);
  });

  test('says what to do where nothing is known', async () => {
    const empty = await running.addProperty();
    expect(await show('', empty.id)).toContain('Nothing to show for these days');
  });

  test.each([
    ['?from=tomorrow', 'This is no day.'],
    ['?from=2026-05-12&until=2026-05-01', 'This day lies behind the last one.'],
    ['?from=2020-01-01&until=2026-05-01', 'At most 400 days'],
  ])('shows another period and what is wrong for %s', async (query, sentence) => {
    expect(await show(query)).toContain(sentence);
  });

  test('shows test payments apart', async () => {
    expect(await show('?mode=test')).toContain('Nothing to show for these days');
  });

  test('lets a viewer look but not ask Stripe', async () => {
    const { status, body } = await running.get(`/properties/${property.id}/coverage`, 'viewer');
    expect([status, body.includes('Ask Stripe now</button>')]).toEqual([200, false]);
    expect((await running.post(`/properties/${property.id}/coverage/check`, {}, 'viewer')).status).toBe(403);
  });
});

describe('asking Stripe now', () => {
  const addShop = async (key: string): Promise<Property> => {
    const shop = await running.addProperty();
    const sealed = seal(parseKeyRing(keys), key, stripeKeyPlace(shop.id, 'test'));
    await running.store.changeProperty({ ...shop, stripeKeys: { live: null, test: sealed } });
    return shop;
  };

  test('compares today and yesterday with Stripe at once', async () => {
    const permissions = ['rak_checkout_session_read'];
    const { id: accountId } = stripe.addAccount({ keys: [{ key: stripeKey, permissions }] });
    const shop = await addShop(stripeKey);
    const ids = [0, 1].map(() => stripe.createSession(accountId, {}).session.id);
    for (const id of ids) stripe.completeSession(id, 'card');
    const createdSeconds = Math.floor(running.clock.nowMs / 1000);
    await running.store.createEntry(
      newFullEntry({
        propertyId: shop.id,
        id: `${shop.id}:${ids[0]}`,
        session: newSessionRecord({ id: String(ids[0]), createdSeconds }),
      }),
    );
    const answer = await running.post(`/properties/${shop.id}/coverage/check`, {});
    expect(answer).toMatchObject({ status: 303, location: expect.stringContaining('notice=checked') });
    const text = await show('?from=2026-05-11&until=2026-05-12', shop.id);
    expect(text).toMatch(/Paid at Stripe 2 .*Recorded 1 /);
    expect(text).toContain('nobody told of it 1');
  });

  test('says why Stripe did not answer, and where to look', async () => {
    const shop = await addShop('rk_test_revokedKey0123456789');
    const answer = await running.post(`/properties/${shop.id}/coverage/check`, {});
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain(
      'Stripe could not be asked: Stripe does not know the key any more; store a new one in the settings',
    );
  });
});

/** What a person reads: the text without its tags, in one line. */
function toText(body: string): string {
  return body
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
}
