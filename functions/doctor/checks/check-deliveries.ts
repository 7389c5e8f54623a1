// Whether what happened is told to where it should be: who sends, what waits for a person, what was told to nobody, what is late.
import { findSenderFault } from '../../rules/choose-sender.ts';
import { wasReported } from '../../rules/claims.ts';
import type { Delivery } from '../../rules/delivery.ts';
import type { Entry } from '../../rules/entry.ts';
import { awaitsPerson } from '../../rules/entry-index.ts';
import { findLeftOutAtMs } from '../../rules/left-out.ts';
import { findEvent } from '../../rules/lifecycle.ts';
import type { Property } from '../../rules/property.ts';
import { isEntryInScope, wasEntryTakenIn } from '../../rules/scope.ts';
import type { Finding } from '../finding.ts';
import { maxEntries, type StoredFacts } from '../stored-facts.ts';

/** A page gets so long before anybody says that nobody told. */
const patienceMs = 30 * 60_000;

/** Sender, deliveries and what has none. */
export function checkDeliveries(property: Property, facts: StoredFacts): Finding[] {
  const troubles = [...checkTroubled(facts), ...checkLate(facts)];
  const clear: Finding = { code: 'deliveries_clear', verdict: 'green', about: 'deliveries', data: {} };
  const isClear = troubles.length === 0 && property.destinations.length > 0;
  return [...checkTelling(property, facts), ...checkReports(property, facts), ...troubles, ...(isClear ? [clear] : [])];
}

/** Who tells, and what nobody told. Whoever decided to go without destinations lost that knowingly. */
function checkTelling(property: Property, facts: StoredFacts): Finding[] {
  const atMs = findLeftOutAtMs(property, 'destinations');
  const about = 'sender';
  if (atMs === undefined || findSenderFault(property) !== undefined) {
    return [...checkSender(property), ...checkUntold(property, facts)];
  }
  const untold = countUntold(property, facts);
  return [{ code: 'destinations_left_out', verdict: 'left_out', about, data: { atMs, untold } }];
}

/** Where nobody waits for a page's report and none came. */
function checkReports(property: Property, { entries }: StoredFacts): Finding[] {
  const atMs = findLeftOutAtMs(property, 'page');
  if (atMs === undefined || entries.some((entry) => entry.kind === 'session' && wasReported(entry))) return [];
  return [{ code: 'page_left_out', verdict: 'left_out', about: 'page', data: { atMs } }];
}

function checkSender(property: Property): Finding[] {
  const about = 'sender';
  const fault = findSenderFault(property);
  if (fault !== undefined) return [{ code: 'sender_loses', verdict: 'red', about, data: { fault } }];
  if (property.destinations.length === 0) return [{ code: 'pages_alone', verdict: 'yellow', about, data: {} }];
  if (property.sender !== 'browser') return [];
  return [{ code: 'sender_ignores_destinations', verdict: 'yellow', about, data: {} }];
}

function checkTroubled({ troubled }: StoredFacts): Finding[] {
  const deliveries = troubled.flatMap((entry) => Object.values(entry.deliveries));
  const hasMore = troubled.length >= maxEntries;
  const toData = (state: Delivery['state']) => {
    const found = deliveries.filter((delivery) => delivery.state === state && awaitsPerson(delivery));
    return { count: found.length, hasMore, reasons: countReasons(found) };
  };
  const [dead, uncertain] = [toData('dead'), toData('uncertain')];
  const about = 'deliveries';
  return [
    ...(dead.count > 0 ? [{ code: 'deliveries_dead', verdict: 'red', about, data: dead } as const] : []),
    ...(uncertain.count > 0
      ? [{ code: 'deliveries_uncertain', verdict: 'yellow', about, data: uncertain } as const]
      : []),
  ];
}

function countReasons(deliveries: readonly Delivery[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of deliveries) counts.set(reason ?? 'unknown', (counts.get(reason ?? 'unknown') ?? 0) + 1);
  return Object.fromEntries(counts);
}

function checkLate({ late, nowMs }: StoredFacts): Finding[] {
  if (late.length === 0) return [];
  const moments = late.flatMap((entry) =>
    Object.values(entry.deliveries).flatMap(({ dueAtMs }) => (dueAtMs === null ? [] : [dueAtMs])),
  );
  const oldestDueAtMs = Math.min(nowMs, ...moments);
  const data = { count: late.length, hasMore: late.length >= maxEntries, oldestDueAtMs };
  return [{ code: 'deliveries_late', verdict: 'red', about: 'deliveries', data }];
}

/** What nobody told anybody, most of it because there was no destination when it happened. */
function checkUntold(property: Property, facts: StoredFacts): Finding[] {
  const count = countUntold(property, facts);
  if (count === 0) return [];
  const hasDestination = property.sender !== 'browser' && property.destinations.length > 0;
  const data = { count, hasMore: facts.entries.length >= maxEntries, hasDestination };
  return [{ code: 'payments_untold', verdict: 'yellow', about: 'payments', data }];
}

function countUntold(property: Property, { entries, nowMs }: StoredFacts): number {
  return entries.filter((entry) => isUntold(entry, property, nowMs) && !isOutOfScope(entry, property, entries)).length;
}

/** Events that count as money or its return; pages tell of an unsettled or abandoned checkout only where somebody wants it. */
const tellingEvents: ReadonlySet<string> = new Set([
  'purchase',
  'trial_start',
  'setup_complete',
  'refund',
  'subscription_refund',
  'subscription_renewal',
  'trial_converted',
]);

function isUntold(entry: Entry, { destinations }: Property, nowMs: number): boolean {
  const event = findEvent(entry);
  if (event === undefined || !tellingEvents.has(event) || nowMs - entry.firstSeenAtMs < patienceMs) return false;
  // Test payments go nowhere unless somebody made a place for them.
  if (!entry.livemode && !destinations.some(({ mode }) => mode === 'test')) return false;
  // A page that held an event has pushed it, as far as anybody knows: plain snippets do not report.
  const wasOnPage = entry.kind === 'session' && Object.keys(entry.events).length > 0;
  return !wasOnPage && Object.keys(entry.deliveries).length === 0;
}

/** Owed to nobody, now or because it came about before the scope took it in; of what came later, where its session is among these entries. */
function isOutOfScope(entry: Entry, property: Property, entries: readonly Entry[]): boolean {
  const { sessionId } = entry;
  const sold =
    entry.kind === 'session' ? entry : entries.find((one) => one.kind === 'session' && one.sessionId === sessionId);
  return sold?.kind === 'session' && !(isEntryInScope(property, sold) && wasEntryTakenIn(property, sold));
}
