// What the set-up of a property is judged by: the property itself, and what the store holds of its events.
import type { Entry, SessionEntry } from '../../rules/entry.ts';
import { isBareTombstone } from '../../rules/erased-session.ts';
import type { Property } from '../../rules/property.ts';
import type { Tally } from '../../rules/stored-records.ts';
import type { DamageListener } from '../../store/store.ts';
import type { ConsoleContext } from '../console-context.ts';
import { createConsoleLogs } from '../logs.ts';
import { readSharers, type Sharer } from './read-sharers.ts';

/** Read anew for every page, so that a set-up can be left and resumed anywhere. */
export interface SetupFacts {
  property: Property;
  /** The newest of any kind, newest first, at most `maxEntries`. */
  entries: Entry[];
  /** Days (`YYYY-MM-DD`) on which Stripe's webhook brought events that were accepted, oldest first. */
  eventDays: string[];
  /** How often a page asked with the literal placeholder, by day, oldest first. */
  placeholderDays: [string, number][];
  /** How often a page on a host that is not allowed asked, likewise. */
  hostDays: [string, number][];
  /** Other properties of the deployment that get payments of this one. */
  sharers: readonly Sharer[];
}

/** How many entries are read at most. */
export const maxEntries = 20;

/** The word under which the webhook counts an event that it took; a repeat of one proves as much. */
const eventWords = ['accepted', 'repeated'];

/** How old the list of those that share payments may be, in milliseconds: on pages that are opened often, and on those that ask again by themselves. */
export const sharersAgeMs = { overview: 300_000, step: 60_000, anew: 0 } as const;

/** The facts of one property; `listAll` gives all of the deployment where they are read already. Rejects as the store does; damaged records are left out and logged. */
export async function readSetupFacts(
  context: ConsoleContext,
  property: Property,
  maxSharersAgeMs: number = sharersAgeMs.anew,
  listAll?: () => Promise<readonly Property[]>,
): Promise<SetupFacts> {
  const { store, now } = context;
  const onDamaged = toDamageListener(context);
  const query = { propertyId: property.id, limit: maxEntries };
  const [entries, tallies, sharers] = await Promise.all([
    store.listEntries(query, onDamaged),
    store.listTallies(property.id, now(), onDamaged),
    readSharers(context, property, maxSharersAgeMs, listAll),
  ]);
  return {
    property,
    entries,
    eventDays: countByDay(tallies, eventWords).map(([day]) => day),
    placeholderDays: countByDay(tallies, ['placeholder_session_id']),
    hostDays: countByDay(tallies, ['host_not_allowed']),
    sharers,
  };
}

/** The checkouts that are known, of whatever outcome, newest first. */
export function listSessions({ entries }: Pick<SetupFacts, 'entries'>): SessionEntry[] {
  return entries.filter((entry) => entry.kind === 'session').filter((entry) => !isBareTombstone(entry));
}

/** The newest of them. */
export function findNewestSession(facts: Pick<SetupFacts, 'entries'>): SessionEntry | undefined {
  return listSessions(facts)[0];
}

/** Whether a page of the site has asked about the checkout, which proves that the container runs there. */
export function wasSeenByPage({ changes, events }: SessionEntry): boolean {
  return Object.keys(events).length > 0 || changes.some(({ source }) => source === 'page');
}

/** Whether a page has asked about any of those that are known. */
export function hasPage({ entries }: Pick<SetupFacts, 'entries'>): boolean {
  return entries.some((entry) => entry.kind === 'session' && wasSeenByPage(entry));
}

/** Logs that a record of a list cannot be read; the list goes without it. */
export function toDamageListener({ log }: Pick<ConsoleContext, 'log'>): DamageListener {
  return createConsoleLogs(log).damaged;
}

function countByDay(tallies: readonly Tally[], words: readonly string[]): [string, number][] {
  const days = new Map<string, number>();
  for (const { day, counts } of tallies) {
    const count = words.reduce((sum, word) => sum + (counts[word] ?? 0), 0);
    if (count > 0) days.set(day, (days.get(day) ?? 0) + count);
  }
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1));
}
