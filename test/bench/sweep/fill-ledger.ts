// Fills a ledger with entries of which nothing is due, and adds some of which something is.
import { toBuyerRecord } from '../../../functions/rules/buyer-record.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { BenchContext } from '../bench.ts';
import { toSessionId } from '../shops.ts';
import type { Ledger } from './ledger.ts';
import { toDueEntry, toSentEntry, toSession } from './ledger-entries.ts';

const entriesAtOnce = 500;

/** Adds `count` entries whose purchases were sent, spread over the properties. */
export async function addSentEntries(
  context: BenchContext,
  ledger: Ledger,
  properties: readonly Property[],
  count: number,
): Promise<void> {
  for (let added = 0; added < count; added += entriesAtOnce) {
    if (added % 10_000 === 0) context.progress(`writing entries: ${added} of ${count}`);
    const numbers = takeNumbers(context, Math.min(entriesAtOnce, count - added));
    await ledger.fill(numbers.map((number) => toSentEntry(toEntry(context, properties, number).entry)));
  }
}

/** Adds `count` entries with their buyers, each with a purchase that is due now. */
export async function addDueEntries(
  context: BenchContext,
  { store }: Ledger,
  properties: readonly Property[],
  count: number,
): Promise<void> {
  const add = async (number: number): Promise<void> => {
    const { entry, buyer } = toEntry(context, properties, number);
    await store.createEntry(entry, buyer);
  };
  await Promise.all(takeNumbers(context, count).map(add));
}

function takeNumbers(context: BenchContext, count: number): number[] {
  const first = context.takeSessions(count);
  return Array.from({ length: count }, (_, index) => first + index);
}

function toEntry({ run }: BenchContext, properties: readonly Property[], number: number) {
  const property = properties[number % properties.length];
  if (property === undefined) throw new RangeError('Entries need a property.');
  const nowMs = Date.now();
  const session = toSession(toSessionId(run, number), nowMs);
  const entry: SessionEntry = toDueEntry(property, session, nowMs);
  return { entry, buyer: toBuyerRecord(entry.id, property, session, nowMs) };
}
