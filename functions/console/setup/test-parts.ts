// Which parts of a test payment came through, and why each of the others did not, worked out from what the store holds.
import { wasReported } from '../../rules/claims.ts';
import type { Delivery } from '../../rules/delivery.ts';
import { deliveryKey } from '../../rules/delivery.ts';
import type { DestinationSettings } from '../../rules/destination.ts';
import type { SessionEntry } from '../../rules/entry.ts';
import { findLeftOutAtMs } from '../../rules/left-out.ts';
import { findEvent } from '../../rules/lifecycle.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { isLeftToTest } from '../../rules/told-as-test.ts';
import { hasPage, type SetupFacts, wasSeenByPage } from './setup-facts.ts';

/** Why the page is missing: it never asked, in three ways, or it asked and did not say that the push was processed. */
export type PageFault = 'placeholder' | 'host_refused' | 'not_asked' | 'not_reported';

/** Why a destination is missing. */
export type DestinationFault = 'not_planned' | 'waiting' | 'withheld' | 'given_up' | 'uncertain';

/**
 * How one part stands. `missing`: it is set up and did not come. `left_out`: somebody decided to go without it. `unused`: it is
 * not set up, or not for this payment. `as_test`: it was left to a page that pushed it as a test. These hold nothing up here.
 */
export type TestPart =
  | { id: 'page'; state: 'came' }
  | { id: 'page'; state: 'unused' }
  | { id: 'page'; state: 'missing'; fault: PageFault }
  | { id: 'page' | 'webhook' | 'destinations'; state: 'left_out'; atMs: number }
  | { id: 'webhook'; state: 'came' | 'missing' | 'unused' }
  | { id: 'destinations'; state: 'unused'; why: 'none' | 'pages_only' | 'other_mode' }
  | { id: 'destination'; state: 'came'; destination: DestinationSettings; by: 'page' | 'server' }
  | { id: 'destination'; state: 'as_test'; destination: DestinationSettings }
  | ({ id: 'destination'; state: 'missing'; destination: DestinationSettings } & DestinationTrouble);

interface DestinationTrouble {
  fault: DestinationFault;
  /** The stable word of the delivery, where it has one. */
  reason: string | null;
  /** When it is tried next, where it is. */
  dueAtMs: number | null;
}

/** The parts of a payment that is settled, in the order in which they happen. */
export function findTestParts(session: SessionEntry, facts: SetupFacts): TestPart[] {
  const { property } = facts;
  const others = [findWebhookPart(session, property), ...findDestinationParts(session, property)];
  return [findPagePart(session, facts, others), ...others];
}

/** Whether nothing is missing. */
export function isWhole(parts: readonly TestPart[]): boolean {
  return parts.every(({ state }) => state !== 'missing');
}

/** Whether the money is there, or none was due. */
export function isSettled({ status }: SessionEntry): boolean {
  return status === 'paid' || status === 'free';
}

/** Whether the page told that measuring visits was denied, without which Google's tags on it keep silent. */
export function wasDenied({ pageConsent }: SessionEntry): boolean {
  return pageConsent?.states.analytics_storage === 'denied';
}

function findPagePart(session: SessionEntry, facts: SetupFacts, others: readonly TestPart[]): TestPart {
  if (wasReported(session)) return { id: 'page', state: 'came' };
  const atMs = findLeftOutAtMs(facts.property, 'page');
  if (atMs !== undefined) return { id: 'page', state: 'left_out', atMs };
  const missing = findMissingPage(session, facts);
  return isWithoutPage(facts, others) && missing.fault === 'not_asked' ? { id: 'page', state: 'unused' } : missing;
}

/** Where the server sends everything and did, no page is needed; one that asked about any payment is there all the same. */
function isWithoutPage(facts: SetupFacts, others: readonly TestPart[]): boolean {
  return (
    facts.property.sender === 'server' &&
    !hasPage(facts) &&
    others.every(({ state }) => state === 'came' || state === 'as_test')
  );
}

type MissingPage = Extract<TestPart, { id: 'page'; state: 'missing' }>;

function findMissingPage(session: SessionEntry, { placeholderDays, hostDays }: SetupFacts): MissingPage {
  if (wasSeenByPage(session)) return { id: 'page', state: 'missing', fault: 'not_reported' };
  const paidOn = new Date(session.firstSeenAtMs).toISOString().slice(0, 10);
  const isSince = ([day]: [string, number]): boolean => day >= paidOn;
  if (placeholderDays.some(isSince)) return { id: 'page', state: 'missing', fault: 'placeholder' };
  return { id: 'page', state: 'missing', fault: hostDays.some(isSince) ? 'host_refused' : 'not_asked' };
}

function findWebhookPart({ livemode, changes }: SessionEntry, property: Property): TestPart {
  const id = 'webhook';
  if (changes.some(({ source }) => source === 'webhook')) return { id, state: 'came' };
  const atMs = findLeftOutAtMs(property, 'webhook');
  if (atMs !== undefined) return { id, state: 'left_out', atMs };
  return { id, state: property.webhookSecrets[toMode(livemode)].length > 0 ? 'missing' : 'unused' };
}

function findDestinationParts(session: SessionEntry, property: Property): TestPart[] {
  const id = 'destinations';
  const atMs = findLeftOutAtMs(property, 'destinations');
  if (atMs !== undefined) return [{ id, state: 'left_out', atMs }];
  const { destinations, sender } = property;
  if (destinations.length === 0) return [{ id, state: 'unused', why: 'none' }];
  if (sender === 'browser') return [{ id, state: 'unused', why: 'pages_only' }];
  const own = destinations.filter(({ mode }) => mode === toMode(session.livemode));
  if (own.length === 0) return [{ id, state: 'unused', why: 'other_mode' }];
  const event = findEvent(session);
  return own.map((destination) => {
    const delivery = event === undefined ? undefined : session.deliveries[deliveryKey(event, destination.id)];
    return toDestinationPart(session, destination, delivery);
  });
}

function toDestinationPart(
  session: SessionEntry,
  destination: DestinationSettings,
  delivery: Delivery | undefined,
): TestPart {
  const id = 'destination';
  if (delivery !== undefined && isLeftToTest(session, delivery)) return { id, state: 'as_test', destination };
  if (delivery?.state === 'sent') return { id, state: 'came', destination, by: 'server' };
  if (delivery?.state === 'reported') return { id, state: 'came', destination, by: 'page' };
  const { reason = null, dueAtMs = null } = delivery ?? {};
  return { id, state: 'missing', destination, fault: findDestinationFault(delivery), reason, dueAtMs };
}

function findDestinationFault(delivery: Delivery | undefined): DestinationFault {
  switch (delivery?.state) {
    case 'waiting':
    case 'leased':
      return 'waiting';
    case 'suppressed':
      return 'withheld';
    case 'dead':
      return 'given_up';
    case 'uncertain':
      return 'uncertain';
    default:
      return 'not_planned';
  }
}

function toMode(livemode: boolean): StripeMode {
  return livemode ? 'live' : 'test';
}
