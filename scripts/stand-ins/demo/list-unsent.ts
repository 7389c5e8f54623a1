// What the function's ledger says of events that the server has not sent, in words for the person who watches Google's page.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { Entry, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { toServerConsent } from '../../../functions/rules/server-consent.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { describeReason } from '../../cli/delivery/describe-reason.ts';
import { toStripeId } from '../../cli/delivery/troubles.ts';
import type { UnsentEvent } from '../google/unsent-events.ts';

type ReadableStore = Pick<Store, 'listProperties' | 'listEntries' | 'findEntry' | 'findClick'>;

/** So many of a property's newest entries are looked at. */
const maxEntries = 50;

/** The unsent events of all properties, newest first. Rejects with the store's errors. */
export async function listUnsent(store: ReadableStore, nowMs: number): Promise<UnsentEvent[]> {
  const properties = await store.listProperties(() => undefined);
  const unsent = await Promise.all(properties.map((property) => listUnsentOf(store, property, nowMs)));
  return unsent.flat().sort((one, other) => other.atMs - one.atMs);
}

async function listUnsentOf(store: ReadableStore, property: Property, nowMs: number): Promise<UnsentEvent[]> {
  const entries = await store.listEntries({ propertyId: property.id, limit: maxEntries }, () => undefined);
  const unsent = await Promise.all(
    entries.flatMap((entry) =>
      Object.values(entry.deliveries).map((delivery) => toUnsent(store, property, entry, delivery, nowMs)),
    ),
  );
  return unsent.filter((event) => event !== undefined);
}

const states: Partial<Record<Delivery['state'], UnsentEvent['state']>> = {
  waiting: 'waiting',
  suppressed: 'not sent',
  dead: 'given up',
  uncertain: 'uncertain',
};

async function toUnsent(
  store: ReadableStore,
  property: Property,
  entry: Entry,
  delivery: Delivery,
  nowMs: number,
): Promise<UnsentEvent | undefined> {
  const state = states[delivery.state];
  if (state === undefined) return undefined;
  const why =
    delivery.reason === 'consent'
      ? await explainConsent(store, property, entry, nowMs)
      : `${capitalize(explain(delivery))}.`;
  return { atMs: delivery.atMs, eventName: delivery.event, stripeId: toStripeId(entry), state, why };
}

function explain({ state, reason, dueAtMs }: Delivery): string {
  const next = state === 'waiting' && dueAtMs !== null ? `at ${new Date(dueAtMs).toISOString().slice(11, 19)}` : '';
  if (reason === null && next !== '') return `the server leaves it to the thank-you page, and sends it ${next}`;
  const why =
    reason === 'http_401'
      ? 'the server container on this machine has another secret than the property; start the demo again, which gives both the same'
      : describeReason(reason);
  return next === '' ? why : `${why}; next try ${next}`;
}

/** Who denied analytics; or, where nobody said anything, everything that would have told of the visitor. */
async function explainConsent(store: ReadableStore, property: Property, entry: Entry, nowMs: number): Promise<string> {
  const session = await findSession(store, entry);
  if (session === undefined) return `${capitalize(describeReason('consent'))}.`;
  const click = session.clickId === null ? undefined : await store.findClick(property.id, session.clickId, nowMs);
  const { source, states: consent } = toServerConsent(session, property, click);
  // What was told since then is acted upon later, or never.
  if (consent.analytics_storage === 'granted')
    return 'Consent to analytics was missing when the server was to send it.';
  if (source === 'page') return 'The visitor denied analytics, on the thank-you page or before: consent is missing.';
  if (source === 'passport') {
    return 'The visitor denied analytics when the payment link was clicked: consent is missing, and GA4’s ids with it.';
  }
  if (click?.consent.analytics_storage === 'denied') {
    return 'The visitor denied analytics at the click that led here: consent is missing.';
  }
  return `${explainPassport(session)} No thank-you page told anything either. So consent and GA4’s ids are missing, and what nobody told counts as denied in this property.`;
}

function explainPassport({ session }: SessionEntry): string {
  return session?.clientReferenceId
    ? 'The passport is missing: the payment link kept a reference of its own.'
    : 'The passport is missing: no page with the container decorated the payment link.';
}

async function findSession(store: ReadableStore, entry: Entry): Promise<SessionEntry | undefined> {
  if (entry.kind === 'session') return entry;
  const found =
    entry.sessionId === null ? undefined : await store.findEntry(entryId(entry.propertyId, entry.sessionId));
  return found?.kind === 'session' ? found : undefined;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
