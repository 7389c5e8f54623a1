// A console over a shop that has sold for a month: set up by its own forms, told of its sales, and added up day by day.

import type { ConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { recomputeDay } from '../../../functions/coverage/recompute-day.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { openDelivery } from '../../../functions/delivery/open-delivery.ts';
import { leaveSweepMark } from '../../../functions/delivery/sweep-mark.ts';
import { addDays, listDays, toDay } from '../../../functions/rules/day.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { nameScope } from '../../../functions/rules/roll-up-settings.ts';
import { readSettings } from '../../../functions/settings.ts';
import type { Store } from '../../../functions/store/store.ts';
import { type SeededShop, seededDays, seedShop } from './seed-shop.ts';
import { liveKey, type SetupWorld, startSetup, testKey } from './setup/start-setup.ts';

export interface SeededWorld extends SetupWorld {
  property: Property;
  /** Of the same account, with nothing but a name. */
  emptyProperty: Property;
  /** Of the first property, live. */
  destinationIds: { ga4: string; container: string };
  shop: SeededShop;
}

/** Everything running, with the owner, the viewer and the stranger of every console; close it when done. */
export async function startSeededShop(assets: ConsoleAssets): Promise<SeededWorld> {
  const world = await startSetup({ assets });
  const { app } = world;
  const { store, clock } = app;
  const hostnames = ['shop.example.com'];
  const made = await app.addProperty({
    name: 'Paper & Pine',
    hostnames,
    createdAtMs: clock.nowMs - seededDays * 86_400_000,
  });
  await setUp(world, made);
  const property = await addContainer(store, made.id);
  const emptyProperty = await app.addProperty({ name: 'Paper & Pine wholesale' });
  await app.post(`/accounts/${app.accountId}/name`, { name: 'My shops' });
  await app.post(`/accounts/${app.accountId}/members`, { email: 'bookkeeping@agency.example', role: 'viewer' });
  const shop = await seedShop(store, property, clock.nowMs);
  await addUp(store, property, clock.nowMs);
  await leaveSweepMark(store, clock.nowMs - 40_000, 'a key');
  return { ...world, property, emptyProperty, shop, destinationIds: findDestinations(property) };
}

/** What a person does in the set-up, step by step. */
async function setUp({ app, stripe, stripeAccountId }: SetupWorld, { id }: Property): Promise<void> {
  for (const slug of ['journal', 'pens']) {
    const afterCompletion =
      slug === 'pens'
        ? { confirmation: 'Thank you.' }
        : { redirectUrl: 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}' };
    stripe.putPaymentLink(stripeAccountId, { slug, afterCompletion });
  }
  const steps: readonly (readonly [string, Record<string, string>])[] = [
    ['keys', { stripe_key_test: testKey, stripe_key_live: liveKey }],
    ['payments', { scope: 'account' }],
    ['value', { value_basis: 'total' }],
    ['redirect', {}],
    ['webhook/make', { mode: 'test', address: new URL(app.url).origin }],
    // Stripe makes live endpoints for https alone.
    ['webhook/secret', { webhook_secret_live: `whsec_${'0123456789abcdef'.repeat(2)}` }],
    [
      'destinations/ga4',
      { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'eu', ga4_mode: 'live' },
    ],
    ['downloads', {}],
  ];
  for (const [step, fields] of steps) {
    const { status } = await app.post(`/properties/${id}/setup/${step}`, fields);
    if (status >= 400) throw new Error(`The step ${step} answered ${status}.`);
  }
}

/** A second live destination; nothing is sent there, so its secret is never opened. */
async function addContainer(store: Store, propertyId: string): Promise<Property> {
  const property = await store.findProperty(propertyId);
  if (property === undefined) throw new Error('The property is gone.');
  const place = {
    id: 'dst_container',
    mode: 'live',
    url: 'https://sgtm.example.com/checkout',
    secret: 'sealed1.test.AAAA',
  } as const;
  const destinations = [...property.destinations, { kind: 'server_container', ...place } as const];
  await store.changeProperty({ ...property, destinations });
  return { ...property, destinations, version: property.version + 1 };
}

function findDestinations({ destinations }: Property): SeededWorld['destinationIds'] {
  const find = (wanted: string) => destinations.find(({ kind }) => kind === wanted)?.id ?? '';
  return { ga4: find('ga4'), container: find('server_container') };
}

/** As the sweep does for days that changed; Stripe is said to know all sales, and a few that nobody told of. */
async function addUp(store: Store, property: Property, nowMs: number): Promise<void> {
  const settings = readSettings({
    TILLTAG_STORE: 'sqlite::memory:',
    TILLTAG_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
  });
  const clock = { now: () => nowMs, sleep: async () => undefined, random: () => 0 };
  const { context, close } = openDelivery({ settings, store, log: () => undefined, clock });
  const run = beginRun(context, Number.POSITIVE_INFINITY);
  const today = toDay(nowMs);
  const entries = await store.listEntries({ propertyId: property.id, limit: 1_000 });
  for (const day of listDays(addDays(today, -seededDays), today)) {
    const isOwn = new Map(listPaid(entries, day).map((id) => [id, true]));
    if (Number(day.slice(-2)) % 9 === 0) isOwn.set(`cs_live_missing${day}`, true).set(`cs_live_other${day}`, false);
    await recomputeDay(run, { property, day, asked: { mode: 'live', scope: nameScope(property), isOwn } });
  }
  close();
}

function listPaid(entries: readonly Entry[], day: string): string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'session' &&
    entry.livemode &&
    entry.status === 'paid' &&
    toDay((entry.session?.createdSeconds ?? 0) * 1000) === day
      ? [entry.sessionId]
      : [],
  );
}
