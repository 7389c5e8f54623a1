// A shop whose server sends: a real store, the real ledger, and a clock that a test moves.

import { createAskMemory } from '../../../functions/delivery/ask-memory.ts';
import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import { runSweep, type SweepWish } from '../../../functions/delivery/run-sweep.ts';
import type { SweepReport } from '../../../functions/delivery/sweep-report.ts';
import { createLog } from '../../../functions/http/log.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import type { PropertyRecord } from '../../../functions/properties/property-cache.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { ChangedObject, Invoice, Refund, StripeChange } from '../../../functions/rules/stripe-change.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { buildSession } from '../rules/checkout-session-builder.ts';
import { newProperty, newStripeId } from '../store/records.ts';
import { createFakeDestinations, type Receiver } from './fake-destinations.ts';
import { createFakeStripe, type FakeStripe, liveKey, testKey } from './fake-stripe.ts';

export const containerId = 'dst_container';
export const ga4Id = 'dst_ga4';

export const container: DestinationSettings = {
  kind: 'server_container',
  id: containerId,
  mode: 'live',
  url: 'https://sgtm.example.test/checkout',
  secret: 'sealed1.main.AAAA',
};
export const ga4: DestinationSettings = {
  kind: 'ga4',
  id: ga4Id,
  mode: 'live',
  measurementId: 'G-TEST',
  region: 'global',
  secret: 'sealed1.main.AAAA',
};

export interface Shop {
  store: Store;
  property: Property;
  record: PropertyRecord;
  context: DeliveryContext;
  stripe: FakeStripe;
  container: Receiver;
  ga4: Receiver;
  clock: { nowMs: number };
  /** Parsed log lines, oldest first. */
  logs: Record<string, unknown>[];
  /** A paid session at Stripe, of which nobody has told yet. */
  newSession(changes?: Partial<CheckoutSession>): CheckoutSession;
  /** What Stripe's webhook says of it; the ledger knows it from then on. */
  tell(change: StripeChange): Promise<Entry>;
  /** A session that Stripe knows and its webhook told of, without its lines. */
  buy(changes?: Partial<CheckoutSession>): Promise<CheckoutSession>;
  find(stripeId: string): Promise<Entry>;
  sweep(wish?: Partial<SweepWish>): Promise<SweepReport>;
  /** Sweeps for so long, every minute unless told otherwise. */
  sweepFor(ms: number, everyMs?: number): Promise<void>;
  /** Another instance over the same store, with a memory of its own. */
  startSecond(wrap?: (store: Store) => Store): DeliveryContext;
}

/** A shop over `store` that sends what no page does, to a server container unless told otherwise. */
export async function startShop(store: Store, changes: Partial<Property> = {}): Promise<Shop> {
  const clock = { nowMs: Date.UTC(2026, 10, 21, 12) };
  const property = newProperty({
    sender: 'server',
    destinations: [container],
    stripeKeys: { live: 'sealed1.main.AAAA', test: null },
    unknownConsent: 'granted',
    ...changes,
  });
  await store.createProperty(property);
  const stripe = createFakeStripe();
  const destinations = createFakeDestinations();
  const logs: Record<string, unknown>[] = [];
  let leases = 0;
  let seed = 1;
  const startInstance = (over: Store): DeliveryContext => ({
    store: over,
    properties: { find: async (id) => toRecord(await over.findProperty(id)) },
    findDestination: destinations.findDestination,
    sessions: { read: stripe.readSession },
    openPaymentReader: stripe.openPaymentReader,
    acquireForStripe: async () => {},
    newLease: () => `lease ${++leases}`,
    askMemory: createAskMemory(),
    newestKeyId: 'key_of_the_shop',
    now: () => clock.nowMs,
    // A linear congruential generator: the same for every run of a test.
    random: () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    },
    sleep: async (ms) => {
      clock.nowMs += ms;
    },
    log: createLog(
      (line) => logs.push(JSON.parse(line)),
      () => clock.nowMs,
    ),
  });
  const context = startInstance(store);
  const record = toRecord(property);
  if (record === undefined) throw new Error('There is always a record.');
  const newSession = (more: Partial<CheckoutSession> = {}): CheckoutSession => {
    const session = buildSession({
      id: newStripeId('cs_live'),
      createdSeconds: Math.floor(clock.nowMs / 1000) - 60,
      paymentIntentId: newStripeId('pi'),
      ...more,
    });
    stripe.sessions.set(session.id, session);
    return session;
  };
  const tell = async (change: StripeChange): Promise<Entry> => {
    const outcome = await recordChange(store, property, change, { nowMs: clock.nowMs, source: 'webhook' });
    if (outcome.kind === 'ignored') throw new Error(outcome.reason);
    return outcome.entry;
  };
  const sweep = (wish: Partial<SweepWish> = {}): Promise<SweepReport> =>
    runSweep(context, { maxMs: 50_000, maxEntries: 1_000, propertyId: property.id, ...wish });
  return {
    ...{ store, property, record, context, stripe, clock, logs, newSession, tell, sweep },
    container: destinations.container,
    ga4: destinations.ga4,
    async buy(more) {
      const session = newSession(more);
      await tell(toChange(clock.nowMs, toTold(session)));
      return session;
    },
    async find(stripeId) {
      const entry = await store.findEntry(entryId(property.id, stripeId));
      if (entry === undefined) throw new Error(`The ledger knows no ${stripeId}.`);
      return entry;
    },
    async sweepFor(ms, everyMs = 60_000) {
      const untilMs = clock.nowMs + ms;
      while (clock.nowMs < untilMs) {
        await sweep();
        clock.nowMs += everyMs;
      }
    },
    startSecond: (wrap = (same) => same) => startInstance(wrap(store)),
  };
}

function toRecord(property: Property | undefined): PropertyRecord | undefined {
  if (property === undefined) return undefined;
  const keys = { live: liveKey, test: testKey };
  return {
    property,
    origins: { isUrlAllowed: () => false, isHostAllowed: () => false },
    openStripeKey: (mode) => (property.stripeKeys[mode] === null ? undefined : keys[mode]),
    openWebhookSecrets: () => [],
    openDestinationSecret: ({ id }) => `secret of ${id}`,
  };
}

const types = {
  session: 'checkout.session.completed',
  refund: 'refund.created',
  invoice: 'invoice.paid',
  dispute: 'charge.dispute.created',
  subscription: 'customer.subscription.deleted',
} as const;

/** A live event about the object, created at `atMs`. */
export function toChange(atMs: number, object: ChangedObject): StripeChange {
  return {
    eventId: newStripeId('evt'),
    type: types[object.kind],
    livemode: true,
    createdSeconds: Math.floor(atMs / 1000),
    object,
  };
}

/** The session as a webhook tells of it: without its lines. */
export function toTold(session: CheckoutSession): ChangedObject {
  return { kind: 'session', session: { ...session, lines: [] }, isFailed: false };
}

/** A refund of 10.00 EUR that succeeded at `atMs`. */
export function newRefund(atMs: number, changes: Partial<Refund> = {}): Extract<ChangedObject, { kind: 'refund' }> {
  return {
    kind: 'refund',
    refund: {
      id: newStripeId('re'),
      amountMinor: 1_000,
      currency: 'eur',
      status: 'succeeded',
      paymentIntentId: null,
      chargeId: null,
      createdSeconds: Math.floor(atMs / 1000),
      ...changes,
    },
  };
}

/** A renewal of 9.00 EUR that was paid at `atMs`. */
export function newInvoice(atMs: number, changes: Partial<Invoice> = {}): Extract<ChangedObject, { kind: 'invoice' }> {
  return {
    kind: 'invoice',
    invoice: {
      id: newStripeId('in'),
      subscriptionId: newStripeId('sub'),
      billingReason: 'subscription_cycle',
      currency: 'eur',
      amountPaidMinor: 900,
      totalMinor: 900,
      taxMinor: 0,
      discountMinor: 0,
      createdSeconds: Math.floor(atMs / 1000),
      paidAtSeconds: Math.floor(atMs / 1000),
      customerId: 'cus_ada',
      lines: [],
      ...changes,
    },
  };
}
