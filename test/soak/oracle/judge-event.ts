// Judges one expected event at one destination: is it there, is it there once, and does the ledger tell the truth of it.
import type { Delivery, DeliveryState } from '../../../functions/rules/delivery.ts';
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { Arrival } from './arrival.ts';
import { checkArrival } from './check-arrival.ts';
import type { ExpectedEvent } from './expected-event.ts';
import { findRepeatReason } from './find-repeat-reason.ts';
import { takesBack } from './find-sales.ts';
import { findToldMs } from './find-told.ts';
import type { Finding, FindingKind } from './finding.ts';
import { isRightlyLeft, isUncertainRightly, leavesToPerson, mayRepeat } from './judge-doubt.ts';
import { judgePageAndServer } from './judge-page-and-server.ts';
import { possibleConsents } from './possible-consents.ts';

export interface EventCase {
  run: RunRecord;
  shop: ShopProperty;
  destinationId: string;
  expected: ExpectedEvent;
  /** At this destination, in order. */
  arrivals: readonly Arrival[];
  delivery: Delivery | undefined;
  /** What is taken back, under each name that it may have been told by; none for any other event. */
  sales: readonly ExpectedEvent[];
}

/** Everything that is not as it must be. */
export function judgeEvent(one: EventCase): Finding[] {
  const { arrivals, expected, shop, destinationId } = one;
  const say = (kind: FindingKind, what: string): Finding => ({
    ...{ kind, session: expected.session, propertyId: shop.spec.id },
    sentence: `${expected.eventId} at ${destinationId} ${what}`,
  });
  return [
    ...findAbsence(one).map((what) => say('lost', what)),
    ...findRepeats(one).map((what) => say('doubled', what)),
    ...judgePageAndServer(one).map((what) => say('doubled', what)),
    ...findUntruths(one).map((what) => say('wrong', what)),
    ...findUnfounded(one).map((what) => say('wrong', what)),
    ...arrivals.flatMap((arrival) => checkArrival(arrival, expected, shop.property)).map((what) => say('wrong', what)),
  ];
}

function findAbsence(one: EventCase): string[] {
  const { arrivals, expected, delivery } = one;
  const isTold = arrivals.length > 0 || isToldByPage(one) || !expected.isDemanded;
  if (isTold || delivery?.state === 'uncertain' || isRightlyLeft(one)) return [];
  if (delivery?.state === 'suppressed' && isRightlySuppressed(one, delivery)) return [];
  return [`is missing; the ledger has it as ${describe(delivery)}`];
}

function describe(delivery: Delivery | undefined): string {
  return delivery === undefined ? 'nothing' : `${delivery.state} (${delivery.reason ?? 'no reason'})`;
}

/** Whether a page pushed the event itself, and not one of its own under the sender `server`. */
function isToldByPage({ expected, shop }: Pick<EventCase, 'expected' | 'shop'>): boolean {
  const { plan, pushes } = expected.session;
  const isAsked = plan.propertyId === shop.spec.id && shop.spec.sender !== 'server';
  return isAsked && pushes.some(({ answer }) => answer.event_id === expected.eventId);
}

function isRightlySuppressed(one: EventCase, { reason, atMs }: Delivery): boolean {
  const { expected, shop } = one;
  if (reason === 'purchase_not_told') return isRefundOfNothing(one);
  if (reason !== 'consent' || shop.property.deniedAnalytics !== 'suppress') return false;
  const possible = possibleConsents(expected.session, shop.property, { fromMs: atMs - 10_000, untilMs: atMs + 10_000 });
  return possible.some(({ analytics_storage }) => analytics_storage === 'denied');
}

/** Neither the destination nor a page ever told the purchase that the refund or dispute takes back. */
function isRefundOfNothing({ expected, run, shop, destinationId }: EventCase): boolean {
  const { session, transactionId } = expected;
  if (!takesBack(expected)) return false;
  const sales = ['purchase', 'subscription_renewal', 'trial_converted'].map((sale) => `${sale}:${transactionId}`);
  const isPushed = session.pushes.some(({ answer }) => sales.includes(answer.event_id));
  const isPages = shop.spec.sender !== 'server' && session.plan.propertyId === shop.spec.id && isPushed;
  const isSent = run.sendings.some((one) => one.destinationId === destinationId && sales.includes(one.eventId));
  return !isPages && !isSent;
}

function findRepeats(one: EventCase): string[] {
  const { arrivals, run } = one;
  return arrivals.flatMap((arrival, index) => {
    const before = arrivals[index - 1];
    if (before === undefined) return [];
    const reason = mayRepeat(one, before, arrival) ? findRepeatReason(run.truth, before, arrival) : undefined;
    return reason === undefined ? ['came a second time, and nobody had died or failed in between'] : [];
  });
}

/** What takes back goes to whom its sale was told, and after it. */
function findUnfounded({ arrivals, sales, ...place }: EventCase): string[] {
  if (sales.length === 0) return [];
  const told = sales.flatMap((sale) => findToldMs(place, sale) ?? []);
  return arrivals.flatMap(({ sending }) => {
    if (told.some((atMs) => atMs < sending.startedAtMs)) return [];
    return [told.length === 0 ? 'takes back what was not told there' : 'was sent before what it takes back'];
  });
}

/** What the ledger claims must have happened. */
function findUntruths(one: EventCase): string[] {
  const { arrivals, delivery, expected } = one;
  if (delivery === undefined) return arrivals.length > 0 ? ['arrived, and the ledger knows of no delivery'] : [];
  const { state } = delivery;
  const isTrue: Record<DeliveryState, () => boolean> = {
    waiting: () => false,
    leased: () => false,
    sent: () => arrivals.length > 0 || isRightlyLeft(one),
    reported: () => isToldByPage(one),
    suppressed: () => isRightlySuppressed(one, delivery),
    overtaken: () => !expected.isDemanded,
    dead: () => arrivals.length === 0,
    uncertain: () => isUncertainRightly(one, delivery) && leavesToPerson(one, delivery),
  };
  return isTrue[state]() ? [] : [`stands as ${state} (${delivery.reason ?? ''}), and that is not so`];
}
