// Whether one arrival says what it must, and nothing that it must not: money, ids, consent, personal data.
import { createHash } from 'node:crypto';
import type { ForwardedConsent } from '../../../functions/contract/forwarded-event.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { apiSecret, toMeasurementId } from '../shop/open-shop.ts';
import type { Arrival } from './arrival.ts';
import { checkMoney } from './check-money.ts';
import type { ExpectedEvent } from './expected-event.ts';
import { possibleConsents } from './possible-consents.ts';

const dayMs = 86_400_000;

/** Clocks of processes differ by so much, and Stripe counts whole seconds. */
const skewMs = 10_000;

/** GA4 takes nothing that is 72 hours old. */
const oldestMs = 72 * 3_600_000 - skewMs;

/** Buyers are kept for 72 hours from when they were last read. */
const buyerMs = 70 * 3_600_000;

/** Every fault in words. */
export function checkArrival(arrival: Arrival, expected: ExpectedEvent, property: Property): string[] {
  const { sending } = arrival;
  const period = { fromMs: sending.startedAtMs, untilMs: sending.endedAtMs };
  const possible = possibleConsents(expected.session, property, period);
  const mayCount = possible.filter(
    (consent) =>
      isSame(consent, arrival.consent) && isAllowed(consent, property) && hasRightClient(arrival, expected, consent),
  );
  const [consent] = mayCount;
  if (consent === undefined) return [describeConsents(arrival, expected, possible)];
  return [
    ...checkIds(arrival, expected, property),
    ...checkMoney(arrival, expected),
    ...checkPerson(arrival, expected, property, consent),
    ...checkClick(arrival, expected, consent),
  ];
}

function describeConsents(
  { consent, clientId, gaSessionId }: Arrival,
  { session }: ExpectedEvent,
  possible: ForwardedConsent[],
): string {
  const { gaClientId, gaSessionId: told } = session.plan.passport ?? {};
  return `was sent with consent ${JSON.stringify(consent)}, client ${String(clientId)} and session ${String(gaSessionId)}; possible were ${JSON.stringify(possible)} with client ${gaClientId ?? 'unknown'} and session ${told ?? 'unknown'}`;
}

function isSame(consent: ForwardedConsent, told: Arrival['consent']): boolean {
  const purposes = ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'] as const;
  return purposes.every((purpose) => told[purpose] === undefined || told[purpose] === consent[purpose]);
}

function isAllowed({ analytics_storage }: ForwardedConsent, { deniedAnalytics }: Property): boolean {
  return analytics_storage === 'granted' || deniedAnalytics === 'anonymous';
}

/** The browser's own id where that may be told; else a made-up one, or none for a container. */
function hasRightClient(
  arrival: Arrival,
  { session }: ExpectedEvent,
  { analytics_storage }: ForwardedConsent,
): boolean {
  const { gaClientId, gaSessionId } = session.plan.passport ?? {};
  const isOwn = arrival.clientId === gaClientId && gaClientId !== undefined;
  const isGranted = analytics_storage === 'granted';
  if (gaClientId !== undefined && isOwn !== isGranted) return false;
  if (arrival.gaSessionId === undefined)
    return !isGranted || gaSessionId === undefined || isStale(gaSessionId, arrival);
  return isGranted && arrival.gaSessionId === gaSessionId && !isStale(gaSessionId, arrival, -20_000);
}

function isStale(gaSessionId: string, { sending }: Arrival, marginMs = 20_000): boolean {
  return sending.startedAtMs + marginMs - Number(gaSessionId) * 1000 > dayMs;
}

function checkIds(arrival: Arrival, expected: ExpectedEvent, { id }: Property): string[] {
  const { session, event, transactionId } = expected;
  const faults: string[] = [];
  const demand = (isRight: boolean, fault: string) => !isRight && faults.push(fault);
  demand(arrival.event === event, `is called ${arrival.event}`);
  demand(arrival.transactionId === transactionId, `has transaction id ${String(arrival.transactionId)}`);
  demand(isRightTime(arrival, expected), `happened at ${arrival.happenedAtMs}, not from ${expected.begunAtMs} on`);
  const { content } = arrival;
  if (content.kind === 'ga4') {
    demand(content.hit.faults.length === 0, `is refused by Google: ${JSON.stringify(content.hit.faults)}`);
    demand(content.hit.measurementId === toMeasurementId(arrival.destinationId), 'went to another stream');
    demand(content.hit.apiSecret === apiSecret, 'came with another secret');
    return faults;
  }
  const { event: told } = content;
  demand(told.property_id === id, `names property ${told.property_id}`);
  demand(told.checkout_session_id === session.id, `names session ${told.checkout_session_id}`);
  demand(told.livemode === session.plan.draft.livemode, 'is of the other mode');
  demand(told.mode === session.plan.draft.mode, `is of mode ${told.mode}`);
  return faults;
}

/** Neither before it began nor after it arrived: what only a page told of happened, as far as is known, when the page did. */
function isRightTime({ happenedAtMs, atMs }: Arrival, { begunAtMs }: ExpectedEvent): boolean {
  // GA4 is not told of what is too old for it, nor of what a process whose clock is behind takes for future.
  if (Number.isNaN(happenedAtMs)) return atMs - begunAtMs < skewMs || atMs - begunAtMs > oldestMs;
  return happenedAtMs >= begunAtMs - skewMs && happenedAtMs <= atMs + skewMs;
}

/** Personal data where they may be, in the form that they may have, and nowhere else. */
function checkPerson(
  arrival: Arrival,
  expected: ExpectedEvent,
  property: Property,
  consent: ForwardedConsent,
): string[] {
  const { email = '', phone = '' } = expected.session.plan.buyer;
  const isContainer = arrival.content.kind === 'container';
  const isPlain = isContainer && property.emailPolicy === 'plain' && consent.ad_user_data === 'granted';
  const isHashed = property.emailPolicy !== 'none' && consent.ad_user_data === 'granted' && !isPlain;
  const hash = createHash('sha256').update(email.toLowerCase()).digest('hex');
  const text = arrival.text.toLowerCase();
  const isNamed = text.includes(email.toLowerCase()) || text.includes(phone);
  if (isNamed && !isPlain) return ['names its buyer in the clear'];
  const isKnown = isPlain ? isNamed : JSON.stringify(arrival.userData ?? {}).includes(hash);
  if (text.includes(hash) && !isPlain && !isHashed) return ['holds a hash of its buyer'];
  const { completedAtMs, failedAtMs } = expected.session;
  const isFresh = completedAtMs !== undefined && failedAtMs === undefined && arrival.atMs - completedAtMs < buyerMs;
  const isMissing = isFresh && !isKnown && expected.mayLackBuyer !== true;
  return (isPlain || isHashed) && isMissing ? ['lacks its buyer'] : [];
}

function checkClick(
  { content, text }: Arrival,
  { session }: ExpectedEvent,
  { ad_storage }: ForwardedConsent,
): string[] {
  const value = session.plan.passport?.googleClick?.value;
  if (content.kind === 'ga4' || value === undefined) return [];
  if (ad_storage === 'denied') return text.includes(value) ? ['holds a click id'] : [];
  return content.event.click['gclid'] === value ? [] : ['lacks its click id'];
}
