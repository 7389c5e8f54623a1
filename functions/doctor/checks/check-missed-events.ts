// Whether a payment came in of which Stripe's webhook should have told, and nothing came from there since.
import type { Entry } from '../../rules/entry.ts';
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import { isBareTombstone } from '../../rules/erased-session.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property } from '../../rules/property.ts';
import type { Finding } from '../finding.ts';
import type { StoredFacts } from '../stored-facts.ts';
import { countWords } from './count-words.ts';

/** Stripe sends within moments; a buyer who is on the page already may be faster. */
const graceMs = 5 * 60_000;

type Facts = Pick<StoredFacts, 'entries' | 'tallies' | 'nowMs'>;

/** The newest such payment of each mode with a webhook secret, where nothing told of came from the webhook after it. */
export function checkMissedEvents(property: Property, facts: Facts): Finding[] {
  const connected = stripeModes.filter((mode) => property.webhookSecrets[mode].length > 0);
  return connected.flatMap((mode): Finding[] => {
    const own = facts.entries.filter(({ livemode }) => livemode === (mode === 'live'));
    // A version that kept nothing of the webhook stored the secret before the last change at the latest.
    const sinceMs = Math.max(property.webhooks?.[mode]?.sinceMs ?? property.updatedAtMs, findHeardAtMs(own));
    const missed = own.find(
      (entry) =>
        isTellable(entry) &&
        findOccurredAtMs(entry) > sinceMs &&
        entry.firstSeenAtMs <= facts.nowMs - graceMs &&
        !wasCountedSince(entry, facts, connected.length === 1),
    );
    if (missed === undefined) return [];
    const data = { mode, paidAtMs: findOccurredAtMs(missed) };
    return [{ code: 'events_missed', verdict: 'red', about: `webhook:${mode}`, data }];
  });
}

/** Whether Stripe has an event for it by itself. */
function isTellable(entry: Entry): boolean {
  if (entry.kind !== 'session' || isBareTombstone(entry)) return false;
  return entry.status === 'paid' || entry.status === 'free' || entry.status === 'pending';
}

/** When the webhook last told any news; 0 where it never did. */
function findHeardAtMs(entries: readonly Entry[]): number {
  const told = entries.flatMap(({ changes }) => changes.filter(({ source }) => source === 'webhook'));
  return told.reduce((latest, { atMs }) => Math.max(latest, atMs), 0);
}

/** What was counted has no time but its day, and no mode. */
function wasCountedSince(entry: Entry, { tallies, nowMs }: Facts, isOnlyMode: boolean): boolean {
  const day = new Date(findOccurredAtMs(entry)).toISOString().slice(0, 10);
  // A sweep that was faster than the webhook leaves no news for it to tell.
  const repeated = countWords(tallies, ['repeated'], nowMs);
  if (repeated !== undefined && repeated.lastDay >= day) return true;
  const accepted = countWords(tallies, ['accepted', 'out_of_scope'], nowMs);
  return isOnlyMode && accepted !== undefined && accepted.lastDay > day;
}
