// Fills the ledger of a property with what a shop has after a month: sales by campaign and what came of them, told or not.
import type { Click } from '../../../functions/rules/click.ts';
import { type Delivery, deliveryKey } from '../../../functions/rules/delivery.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { EntryChange, SessionEntry, SessionStatus } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { BuyerRecord } from '../../../functions/rules/stored-records.ts';
import { entryId, type Store, tallyId } from '../../../functions/store/store.ts';
import { newClick, newFullEntry, newSessionRecord } from '../store/records.ts';
import { doubtfulSale, withLater } from './seed-later.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** How many days lie between the first sale and the last. */
export const seededDays = 30;

const saleCount = 200;

/** Sessions of which one thing each can be seen; all are live but the last. */
export interface SeededShop {
  sold: string;
  refunded: string;
  renewed: string;
  disputed: string;
  dead: string;
  /** One whose refund may have arrived at the first destination. */
  doubtful: string;
  /** That refund itself. */
  doubtfulRefund: string;
  test: string;
}

const products = [
  { itemId: 'prod_journal', name: 'Linen journal', amountMinor: 4950 },
  { itemId: 'prod_pens', name: 'Set of three pens', amountMinor: 2400 },
  { itemId: 'prod_press', name: 'Letterpress workshop', amountMinor: 18_900 },
  { itemId: 'prod_ink', name: 'Ink of the month', amountMinor: 1200 },
] as const;

/** One visit in six comes from nowhere that is known. */
const campaigns = [
  { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'spring journals' },
  { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'may letter' },
  { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'brand' },
  { utm_source: 'instagram', utm_medium: 'social', utm_campaign: 'workshop' },
  { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'may letter' },
] as const;

/** How the purchases' deliveries stand, over and over; most of them well. */
const endings: readonly Partial<Delivery>[] = [
  { state: 'sent', attempts: 1 },
  { state: 'reported' },
  { state: 'reported' },
  { state: 'sent', attempts: 1 },
  { state: 'suppressed', reason: 'consent' },
  { state: 'reported' },
  { state: 'sent', attempts: 2 },
];

/** Whatever is out of the ordinary, by the number of the sale, 0 being the newest. */
const special: Readonly<Record<number, Partial<Delivery>>> = {
  0: { state: 'waiting' },
  1: { state: 'waiting', reason: 'destination_down', attempts: 3 },
  21: { state: 'dead', reason: 'http_503', attempts: 9 },
  22: { state: 'dead', reason: 'http_503', attempts: 9 },
};

/**
 * Two hundred sessions over thirty days up to `nowMs`, told to the property's destinations of their mode, each after a click.
 * The property should have at least one live destination. Roll-ups are not made.
 */
export async function seedShop(store: Store, property: Property, nowMs: number): Promise<SeededShop> {
  const entries: SessionEntry[] = [];
  for (let number = 0; number < saleCount; number++) {
    const entry = toSale(
      property,
      number,
      nowMs - 7 * minuteMs - Math.floor((number * seededDays * dayMs) / saleCount),
    );
    const campaign = campaigns[number % 6];
    if (campaign !== undefined) await store.createClick(toClick(entry, campaign));
    const sale = await withLater(store, property, entry, number);
    await store.createEntry(sale, toBuyer(entry, number));
    entries.push(sale);
  }
  await countEvents(store, property, nowMs);
  const idOf = (number: number): string => entries[number]?.sessionId ?? '';
  return {
    ...{ sold: idOf(3), refunded: idOf(15), renewed: idOf(194), disputed: idOf(40) },
    ...{ dead: idOf(21), test: idOf(11), doubtful: idOf(doubtfulSale) },
    doubtfulRefund: Object.keys(entries[doubtfulSale]?.refunds ?? {})[0] ?? '',
  };
}

function toStatus(number: number): SessionStatus {
  if (number === 2 || number === 27) return 'pending';
  if (number === 33) return 'failed';
  return number % 19 === 18 ? 'expired' : 'paid';
}

function toSale(property: Property, number: number, atMs: number): SessionEntry {
  const status = toStatus(number);
  const livemode = number % 12 !== 11;
  const product = products[((number * 7) % 5) % products.length] ?? products[0];
  const quantity = 1 + (number % 3 === 0 ? 1 : 0);
  const amountMinor = product.amountMinor * quantity;
  const isSubscription = product.itemId === 'prod_ink';
  const record = newSessionRecord({
    livemode,
    createdSeconds: Math.floor(atMs / 1000),
    mode: isSubscription ? 'subscription' : 'payment',
    paymentStatus: status === 'paid' ? 'paid' : 'unpaid',
    status: status === 'expired' ? 'expired' : 'complete',
    ...{
      amountTotalMinor: amountMinor,
      amountSubtotalMinor: amountMinor,
      amountTaxMinor: Math.round(amountMinor * 0.16),
    },
    ...(isSubscription && { paymentIntentId: null, subscriptionId: `sub_seeded${number}` }),
    customerId: `cus_seeded${number}`,
    returnHost: property.hostnames[0] ?? null,
    lines: [
      {
        ...{ id: 'li_1', itemId: product.itemId, name: product.name, quantity },
        ...{
          amountSubtotalMinor: amountMinor,
          amountDiscountMinor: 0,
          amountTaxMinor: 0,
          amountTotalMinor: amountMinor,
        },
      },
    ],
  });
  const session = { ...record, id: livemode ? record.id.replace('cs_test_', 'cs_live_') : record.id };
  const isPaid = status === 'paid';
  const deliveries = isPaid ? toDeliveries(property, number, livemode, atMs) : {};
  const isTold = Object.values(deliveries).some(({ state }) => state === 'reported');
  const clickId = Buffer.alloc(16, number + 1).toString('base64url');
  const claims = [{ claim: `claim-${number}-of-a-page`, atMs: atMs + minuteMs }];
  return newFullEntry({
    id: entryId(property.id, session.id),
    propertyId: property.id,
    ...{ livemode, status, session, sessionId: session.id, deliveries },
    firstSeenAtMs: atMs + minuteMs,
    settledAtMs: isPaid ? atMs + minuteMs : null,
    statusAtSeconds: Math.floor(atMs / 1000) + 60,
    clickId,
    passport: toPassport(clickId, Math.floor(atMs / 1000) - 90, deliveries),
    events: isTold ? { purchase: { claims, reportedAtMs: atMs + minuteMs + 2_000 } } : {},
    changes: toChanges(atMs, status, isTold, deliveries),
  });
}

/** What the click on the link told of consent: denied where a delivery says so. */
function toPassport(clickId: string, clickedAtSeconds: number, deliveries: Record<string, Delivery>): string | null {
  const isDenied = Object.values(deliveries).some(({ reason }) => reason === 'consent');
  const state = isDenied ? 'denied' : 'granted';
  const consent = {
    ad_storage: state,
    analytics_storage: state,
    ad_user_data: state,
    ad_personalization: state,
  } as const;
  return encodePassport({ clickId, clickedAtSeconds, consent, gaClientId: '1234567890.1700000000' }) ?? null;
}

function toDeliveries(property: Property, number: number, livemode: boolean, atMs: number): Record<string, Delivery> {
  const own = property.destinations.filter(({ mode }) => (mode === 'live') === livemode);
  const deliveries = own.map(({ id: destinationId }, place): [string, Delivery] => {
    // Where a page told it, nobody else does; consent is that of the sale as well.
    const usual = special[number] === undefined ? endings[number % endings.length] : endings[0];
    const ending = (place === 0 ? special[number] : undefined) ?? usual ?? {};
    const isWaiting = ending.state === 'waiting';
    const delivery: Delivery = {
      ...{ event: 'purchase', destinationId, state: 'sent', attempts: 0, lease: null, mayBeTaken: false, reason: null },
      ...{ dueAtMs: isWaiting ? atMs + (number === 0 ? 16 : 300) * minuteMs : null, atMs: atMs + 16 * minuteMs },
      ...ending,
    };
    return [deliveryKey('purchase', destinationId), delivery];
  });
  return Object.fromEntries(deliveries);
}

function toChanges(
  atMs: number,
  status: SessionStatus,
  isTold: boolean,
  deliveries: Record<string, Delivery>,
): EntryChange[] {
  const seenAtMs = atMs + minuteMs;
  const planned = Object.keys(deliveries).map(
    (about): EntryChange => ({ atMs: seenAtMs, source: 'webhook', what: 'planned', about }),
  );
  const told = ['claimed', 'reported'].map(
    (what, index): EntryChange => ({ atMs: seenAtMs + index * 2_000, source: 'page', what, about: 'purchase' }),
  );
  const ended = Object.entries(deliveries).flatMap(([about, { state, atMs: endedAtMs }]): EntryChange[] =>
    state === 'waiting' || state === 'reported' ? [] : [{ atMs: endedAtMs, source: 'delivery', what: state, about }],
  );
  return [{ atMs: seenAtMs, source: 'webhook', what: status }, ...planned, ...(isTold ? told : []), ...ended];
}

function toClick({ propertyId, clickId, session }: SessionEntry, parameters: Record<string, string>): Click {
  const clickedAtSeconds = (session?.createdSeconds ?? 0) - 90;
  const at = clickedAtSeconds - 300;
  const receivedAtMs = clickedAtSeconds * 1000;
  return newClick({
    ...{ propertyId, clickId: clickId ?? '', clickedAtSeconds, receivedAtMs, expiresAtMs: receivedAtMs + 90 * dayMs },
    visit: { at, landing_page: 'shop.example.com/journals', parameters },
    first: {
      at: at - 6 * 86_400,
      referrer_host: 'www.example.org',
      parameters: { utm_source: 'paper blog', utm_medium: 'referral' },
    },
  });
}

function toBuyer({ id, propertyId, firstSeenAtMs }: SessionEntry, number: number): BuyerRecord {
  const buyer = {
    email: `buyer${number}@example.com`,
    name: 'Ada Lovelace',
    phone: null,
    address: null,
    customerId: null,
  };
  return { id, propertyId, expiresAtMs: firstSeenAtMs + 3 * dayMs, ...buyer };
}

/** What the webhook counted in the last week. */
async function countEvents(store: Store, { id: propertyId }: Property, nowMs: number): Promise<void> {
  for (let back = 0; back < 7; back++) {
    const day = new Date(nowMs - back * dayMs).toISOString().slice(0, 10);
    const counts = { accepted: 11 + back, repeated: 1, ...(back === 2 && { out_of_scope: 3 }) };
    await store.putTally({
      id: tallyId(propertyId, day, 'seed'),
      propertyId,
      day,
      counts,
      expiresAtMs: nowMs + 30 * dayMs,
    });
  }
}
