// The oracle: holds everything that destinations, pages and ledger say after a run against what truly happened.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { SessionTruth } from '../world/truth.ts';
import { type Arrival, toArrivals } from './arrival.ts';
import { checkShares } from './check-money.ts';
import { expectEvents } from './expect-events.ts';
import type { ExpectedEvent } from './expected-event.ts';
import { findConversion, findToldConversion } from './find-conversion.ts';
import { findSales } from './find-sales.ts';
import type { Finding, Verdict } from './finding.ts';
import { demandByScope, findOutOfScope } from './hold-against-scope.ts';
import { judgeEvent } from './judge-event.ts';
import { judgeLedger } from './judge-ledger.ts';
import { judgePages } from './judge-pages.ts';
import { judgeTakenBack } from './judge-taken-back.ts';
import { judgeTakenEvents } from './judge-taken-events.ts';
import { type ScopeStory, tellScopeStory } from './scope-story.ts';

/** What is known of a run beside its record. */
export interface JudgeWishes {
  /** An earlier version took part, which tells of any dispute and keeps none in its sale. */
  hadEarlierVersion?: boolean;
}

/** Everything that was found wrong, and how much is rightly uncertain. */
export function judge(run: RunRecord, { hadEarlierVersion = false }: JudgeWishes = {}): Verdict {
  const arrivals = Map.groupBy(toArrivals(run.sendings), ({ destinationId, eventId }) => `${destinationId} ${eventId}`);
  const known = new Set<string>();
  const findings: Finding[] = [];
  for (const shop of run.shop.properties) {
    for (const session of run.truth.sessions) {
      if (session.accountId !== shop.accountId) continue;
      const story = tellScopeStory(run.truth, session, shop);
      const one = { run, shop, session, arrivals, known, hadEarlierVersion };
      findings.push(...(story.isAlwaysIn ? judgeSession(one) : judgeScoped(one, story)));
    }
  }
  for (const [key, [first]] of arrivals) {
    if (first !== undefined && !known.has(key)) findings.push(...findUnknown(run, first));
  }
  return { findings, uncertain: countUncertain(run) };
}

interface SessionCase {
  run: RunRecord;
  shop: ShopProperty;
  session: SessionTruth;
  arrivals: ReadonlyMap<string, Arrival[]>;
  /** The keys of all arrivals that were expected. */
  known: Set<string>;
  hadEarlierVersion: boolean;
}

function judgeSession(one: SessionCase): Finding[] {
  const { run, shop, session } = one;
  const expected = expectEvents(session, shop.property.valueBasis, findConversion(run, shop, session));
  const findings = [
    ...judgeLedger(run, session, shop, expected),
    ...judgePages(session, shop, expected),
    ...judgeTakenEvents(run, session, shop),
  ];
  const takenBack = one.hadEarlierVersion ? [] : judgeTakenBack(run, shop, expected);
  return [...findings, ...takenBack, ...listDestinations(one).flatMap((id) => judgeAt(one, id, expected))];
}

/** Of a session that was out of the property's scope for some time, or for ever, the ledger need not know. */
function judgeScoped(one: SessionCase, story: ScopeStory): Finding[] {
  const { run, shop, session } = one;
  const expected = expectEvents(session, shop.property.valueBasis, findToldConversion(run, shop, session));
  return [
    ...judgePages(session, shop, expected),
    ...listDestinations(one).flatMap((id) => {
      const { hadEarlierVersion } = one;
      const place = { run, shop, story, arrivalsOf: findArrivals(one, id), hadEarlierVersion };
      const demanded = demandByScope(place, expected);
      const untold = demanded.flatMap((event) => findOutOfScope(place, event));
      return [
        ...judgeAt(one, id, demanded),
        ...(one.hadEarlierVersion ? [] : judgeTakenBack(run, shop, demanded)),
        ...untold.map((sentence): Finding => ({ kind: 'wrong', session, propertyId: shop.spec.id, sentence })),
      ];
    }),
  ];
}

/** Those of the session's mode that are sent to. */
function listDestinations({ shop, session }: SessionCase): string[] {
  if (shop.spec.sender === 'browser') return [];
  const mode = session.plan.draft.livemode ? 'live' : 'test';
  return shop.property.destinations.filter((destination) => destination.mode === mode).map(({ id }) => id);
}

function findArrivals({ arrivals }: SessionCase, destinationId: string): (event: ExpectedEvent) => Arrival[] {
  return ({ eventId }) => arrivals.get(`${destinationId} ${eventId}`) ?? [];
}

function judgeAt(one: SessionCase, destinationId: string, expected: ExpectedEvent[]): Finding[] {
  const { run, shop, session, known, hadEarlierVersion } = one;
  const arrivalsOf = findArrivals(one, destinationId);
  const findings = expected.flatMap((event) => {
    known.add(`${destinationId} ${event.eventId}`);
    const delivery = findDelivery(run, shop, destinationId, event);
    // An earlier version does not ask whether the sale of a dispute was told.
    const sales = hadEarlierVersion && event.event === 'dispute' ? [] : findSales(event, expected);
    return judgeEvent({ run, shop, destinationId, delivery, sales, expected: event, arrivals: arrivalsOf(event) });
  });
  return [...findings, ...judgeShares(session, shop, expected, arrivalsOf)];
}

function findDelivery(
  run: RunRecord,
  shop: ShopProperty,
  destinationId: string,
  { event, stripeId }: ExpectedEvent,
): Delivery | undefined {
  return run.entries.get(`${shop.spec.id}:${stripeId}`)?.deliveries[`${event}:${destinationId}`];
}

/** The refunds of each purchase together. */
function judgeShares(
  session: SessionTruth,
  shop: ShopProperty,
  expected: ExpectedEvent[],
  arrivalsOf: (event: ExpectedEvent) => Arrival[],
): Finding[] {
  const refunds = expected.filter(({ money }) => money.kind === 'share');
  const groups = Map.groupBy(refunds, ({ transactionId }) => transactionId);
  return [...groups].flatMap(([transactionId, events]) => {
    const shares = events.flatMap((event) => {
      const [arrival] = arrivalsOf(event);
      return arrival !== undefined && event.money.kind === 'share' ? [{ arrival, money: event.money }] : [];
    });
    const isAll =
      shares.length === events.length && session.refunds.every(({ failedAtMs }) => failedAtMs === undefined);
    return checkShares(shares, isAll).map(
      (what): Finding => ({
        kind: 'wrong',
        session,
        propertyId: shop.spec.id,
        sentence: `of ${transactionId} ${what}`,
      }),
    );
  });
}

function findUnknown({ truth, shop }: RunRecord, { eventId, destinationId }: Arrival): Finding[] {
  const session = truth.sessionOf.get(eventId.slice(eventId.indexOf(':') + 1)) ?? truth.sessions[0];
  if (session === undefined) return [];
  const owner = shop.properties.find(({ property }) => property.destinations.some(({ id }) => id === destinationId));
  const sentence = `${eventId} arrived at ${destinationId}, and nothing demands it there`;
  return [{ kind: 'wrong', session, propertyId: owner?.spec.id ?? 'nobody', sentence }];
}

function countUncertain({ entries }: RunRecord): number {
  const deliveries = [...entries.values()].flatMap((entry) => Object.values(entry.deliveries));
  return deliveries.filter(({ state }) => state === 'uncertain').length;
}
