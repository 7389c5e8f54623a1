// A console with a shop at the Stripe stand-in, whose server sends test payments to a GA4 that listens on this machine.
import { randomBytes } from 'node:crypto';
import { destinationSecretPlace } from '../../../../functions/properties/destination-secret-place.ts';
import { openDestinations } from '../../../../functions/properties/destinations/open-destinations.ts';
import type { Delivery } from '../../../../functions/rules/delivery.ts';
import type { Ga4Destination } from '../../../../functions/rules/destination.ts';
import type { Entry } from '../../../../functions/rules/entry.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { type ConsoleOptions, type RunningConsole, startConsole } from '../start-console.ts';

const key = 'rk_test_shopKey0123456789';
const permissions = [
  ...['rak_checkout_session_read', 'rak_event_read', 'rak_charge_read'],
  ...['rak_payment_intent_read', 'rak_invoice_read', 'rak_subscription_read'],
];

/** The id of the one destination. */
export const ga4Id = 'dst_ga4';

export interface Sales {
  console: RunningConsole;
  stripe: StripeStandIn;
  google: GoogleStandIn;
  property: Property;
  /** Below the console: the property's own path. */
  base: string;
  /** A paid test session of Ada's at Stripe, of which nobody told yet; its id. */
  buy(): string;
  /** Asks Stripe from the page, for the last day. */
  check(): Promise<string>;
  find(stripeId: string): Promise<Entry>;
  /** Writes how the delivery of an event stands. */
  changeDelivery(stripeId: string, event: string, changes: Partial<Delivery>): Promise<void>;
  /** What was audited, newest first, as `word about`. */
  readAudit(): Promise<string[]>;
  close(): Promise<void>;
}

/** The shop with these settings beside its own. */
export async function startSales(changes: Partial<Property> = {}, options: ConsoleOptions = {}): Promise<Sales> {
  const clock = { nowMs: Date.parse('2026-05-12T10:00:00Z') };
  const now = () => clock.nowMs;
  const [stripe, google] = await Promise.all([startStripeStandIn({ now }), startGoogleStandIn({ now })]);
  const accountId = stripe.addAccount({ id: 'acct_shop', keys: [{ key, permissions }] }).id;
  const keys = `main:${randomBytes(32).toString('base64')}`;
  const environment = {
    ...{ TILLTAG_KEYS: keys, STRIPE_API_BASE: stripe.url },
    ...{ GOOGLE_ANALYTICS_BASE: google.url, TILLTAG_ALLOW_LOCAL: '1' },
  };
  const app = await startConsole(environment, options);
  const keyRing = parseKeyRing(keys);
  const { findDestination } = openDestinations({ allowLocal: true, analyticsBase: google.url }, now);
  const draft = await app.addProperty();
  const settings: Omit<Ga4Destination, 'secret'> = {
    ...{ kind: 'ga4', id: ga4Id, mode: 'test', measurementId: 'G-SHOP1234', region: 'global' },
  };
  const place = destinationSecretPlace(findDestination, draft.id, { ...settings, secret: '' });
  const property: Property = {
    ...draft,
    ...{ sender: 'server', unknownConsent: 'granted' },
    stripeKeys: { live: null, test: seal(keyRing, key, stripeKeyPlace(draft.id, 'test')) },
    destinations: [{ ...settings, secret: seal(keyRing, 'SecretOfTheStream01', place) }],
    ...changes,
  };
  await app.store.changeProperty(property);
  const find = async (stripeId: string): Promise<Entry> => {
    const entry = await app.store.findEntry(entryId(property.id, stripeId));
    if (entry === undefined) throw new Error(`The ledger knows no ${stripeId}.`);
    return entry;
  };
  const base = `/properties/${property.id}`;
  return {
    ...{ console: app, stripe, google, property, base, find },
    buy() {
      const { id } = stripe.createSession(accountId, { livemode: false }).session;
      stripe.completeSession(id, 'card', { email: 'ada@example.com', name: 'Ada Lovelace' });
      return id;
    },
    async check() {
      // Stripe is asked for whole seconds that are over.
      clock.nowMs += 60_000;
      app.clock.nowMs = clock.nowMs;
      return (await app.post(`${base}/conversions/check`, { period: 'day' })).body;
    },
    async changeDelivery(stripeId, event, delivery) {
      const entry = await find(stripeId);
      const name = `${event}:${ga4Id}`;
      const known = entry.deliveries[name];
      if (known === undefined) throw new Error(`There is no delivery ${name}.`);
      await app.store.changeEntry({ ...entry, deliveries: { ...entry.deliveries, [name]: { ...known, ...delivery } } });
    },
    async readAudit() {
      const events = await app.store.console.listAuditEvents({ accountId: app.accountId, limit: 100 });
      return events.map(({ what, about }) => `${what} ${about}`);
    },
    async close() {
      await app.close();
      await Promise.all([stripe.close(), google.close()]);
    },
  };
}
