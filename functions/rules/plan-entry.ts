// Brings an entry's deliveries up to what it now stands for: plans what it newly means, and ends what is no longer true.
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import { addChanges } from './change-history.ts';
import { deliveryKey } from './delivery.ts';
import type { ChangeSource, Entry, EntryChange, SessionEntry } from './entry.ts';
import { findEvent, isOvertaken, isPageEvent } from './lifecycle.ts';
import { isReportedBy } from './page-push.ts';
import { holdDeliveries, overtakeDeliveries, planDeliveries } from './plan-deliveries.ts';
import type { Property } from './property.ts';
import { isEntryInScope, wasEntryTakenIn } from './scope.ts';

/**
 * A purchase that nobody told of for longer than this is recorded for what comes of it, and not sent any more. So is one from
 * before its like were the property's: the property that they were taken from told of it, perhaps to the same GA4 property,
 * where what takes it back would count twice.
 */
export const maxUntoldMs = 72 * 3_600_000;

/** Under which circumstances an entry is brought up. */
export interface Planning {
  property: Property;
  nowMs: number;
  source: ChangeSource;
  /** The event that the entry stood for before, `undefined` for none. */
  before: LifecycleEvent | undefined;
  /** The session that a later entry goes back to; left out where it is known to be the property's. */
  session?: SessionEntry | undefined;
  /** It takes back what the property may have told of, which decides where the session is out of scope by now. */
  isOwed?: boolean | undefined;
  /** Also plans what the entry stood for before, for destinations that have no delivery of it yet. */
  replan?: boolean | undefined;
}

/** The entry with its deliveries brought up; the same object where nothing of it changes. */
export function planEntry<E extends Entry>(entry: E, planning: Planning): E {
  const { nowMs, source, before, session, replan = false } = planning;
  const kept = overtakeDeliveries(entry.deliveries, (event) => isOvertaken(entry, event, session), nowMs);
  const event = findEvent(entry, session);
  const isNew = event !== undefined && (event !== before || replan || mayBeMadeGood(entry, event, nowMs));
  const isWanted = isNew && isOwn(entry, planning);
  const planned = isWanted ? planEvent(entry, event, planning) : [];
  const judged = isNew ? notePassedOver(entry, isWanted ? undefined : event) : entry;
  if (kept === entry.deliveries && planned.length === 0) return judged;
  const ended = Object.entries(kept).filter(([key, delivery]) => delivery !== entry.deliveries[key]);
  const toChange = (what: string, about: string): EntryChange => ({ atMs: nowMs, source, what, about });
  return {
    ...judged,
    deliveries: { ...kept, ...Object.fromEntries(planned) },
    changes: addChanges(entry.changes, [
      ...ended.map(([key]) => toChange('overtaken', key)),
      ...planned.map(([key]) => toChange('planned', key)),
    ]),
  };
}

function planEvent(entry: Entry, event: LifecycleEvent, { property, nowMs, before }: Planning) {
  const isReported = entry.kind === 'session' && isReportedBy(entry, event, property);
  // What was known before needs no further patience.
  const sinceMs = event === before ? findSinceMs(entry) : nowMs;
  const planned = planDeliveries(entry.deliveries, {
    property,
    livemode: entry.livemode,
    event,
    nowMs,
    sinceMs,
    isReported,
  });
  const byKey = Object.fromEntries(
    planned.map((delivery) => [deliveryKey(event, delivery.destinationId), delivery] as const),
  );
  const claim = entry.kind === 'session' && isPageEvent(event) ? entry.events[event]?.claims.at(-1) : undefined;
  if (claim === undefined || property.sender !== 'browser_first') return Object.entries(byKey);
  const untilMs = claim.atMs + property.graceMinutes * 60_000;
  return Object.entries(holdDeliveries(byKey, { event, untilMs, sinceMs }));
}

/** When the event that a session's entry stands for was first known. */
export function findSinceMs(entry: Entry): number {
  return (entry.kind === 'session' ? entry.settledAtMs : null) ?? entry.firstSeenAtMs;
}

/** What came about before the property's scope took it in is told of where a person wants that, and not else. */
function isOwn(entry: Entry, { property, session, isOwed = false, replan = false }: Planning): boolean {
  if (entry.kind === 'session') return isEntryInScope(property, entry) && (replan || wasEntryTakenIn(property, entry));
  return session === undefined || isOwed || isEntryInScope(property, session);
}

/** A process that did not know yet of a grown scope, or when it was paid, may have passed over what is the property's. */
function mayBeMadeGood(entry: Entry, event: LifecycleEvent, nowMs: number): boolean {
  return entry.kind === 'session' && entry.passedOver === event && nowMs - findSinceMs(entry) <= maxUntoldMs;
}

function notePassedOver<E extends Entry>(entry: E, event: LifecycleEvent | undefined): E {
  if (entry.kind !== 'session' || entry.passedOver === event) return entry;
  if (event !== undefined) return { ...entry, passedOver: event };
  const judged = { ...entry };
  if (judged.kind === 'session') delete judged.passedOver;
  return judged;
}
