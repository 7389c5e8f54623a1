// Finds what an erasure would erase, and which other properties know the buyer, without changing anything.
import { toSessionEntry } from '../ledger/change-entry.ts';
import { getProperty } from '../properties/get-property.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { findOccurredAtMs } from '../rules/entry-index.ts';
import { isErased } from '../rules/erased-session.ts';
import type { Property } from '../rules/property.ts';
import { CorruptRecordError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import type { ErasureWish } from './erase-buyers.ts';
import { type ErasureTools, findAtStripe, type NotAsked } from './find-at-stripe.ts';
import { forEachAtOnce } from './for-each-at-once.ts';

/** What is kept of somebody, as far as it is erased; nothing in it is shown but what was sold and when. */
export interface FoundBuyer {
  /** Newest first; those whose buyer was erased before included. */
  payments: SessionEntry[];
  /** Sessions that Stripe or a person named and the ledger holds nothing of, or nothing that can be read. */
  otherSessionIds: string[];
  /** Addresses by which other properties may know the buyer. */
  emails: string[];
  notAsked: NotAsked[];
}

/** More than anybody buys. */
const maxSessions = 2_000;
const readsAtOnce = 10;
/** Of somebody who bought that often, the newest payments tell whether another property shares them. */
const sharedSessions = 10;

/** What is there now. Rejects with `PropertyError` (`unknown_property`) and as the store does. */
export async function findBuyer(tools: ErasureTools, propertyId: string, wish: ErasureWish): Promise<FoundBuyer> {
  const property = await getProperty(tools.store, propertyId);
  if (wish.kind === 'session') {
    const { payments, otherSessionIds } = await readPayments(tools.store, property, [wish.sessionId]);
    const buyer = await tools.store.findBuyer(entryId(property.id, wish.sessionId), tools.now());
    const emails = buyer === undefined || buyer.email === null ? [] : [buyer.email];
    return { payments, otherSessionIds, emails, notAsked: [] };
  }
  const { email } = wish;
  const kept = await tools.store.findEntryIdsByEmail({ propertyId, email, limit: maxSessions });
  const { sessionIds, notAsked } = await findAtStripe(tools, property, email);
  const all = [...new Set([...kept.map((id) => id.slice(propertyId.length + 1)), ...sessionIds])];
  return { ...(await readPayments(tools.store, property, all)), emails: [email], notAsked };
}

/** Those of `candidates` that keep something of the buyer; properties of one Stripe account share its payments. Rejects as the store does. */
export async function findElsewhere(
  store: Store,
  candidates: readonly Property[],
  { payments, otherSessionIds, emails }: FoundBuyer,
): Promise<Property[]> {
  const known = payments.map(({ id, propertyId }) => id.slice(propertyId.length + 1));
  const sessionIds = [...known, ...otherSessionIds].slice(0, sharedSessions);
  const found = new Set<Property>();
  await readEach(candidates, async (property) => {
    if (await knowsBuyer(store, property.id, { sessionIds, emails })) found.add(property);
  });
  return candidates.filter((property) => found.has(property));
}

async function knowsBuyer(
  store: Store,
  propertyId: string,
  { sessionIds, emails }: { sessionIds: readonly string[]; emails: readonly string[] },
): Promise<boolean> {
  for (const email of emails) {
    if ((await store.findEntryIdsByEmail({ propertyId, email, limit: 1 })).length > 0) return true;
  }
  for (const sessionId of sessionIds) {
    const entry = await findSession(store, propertyId, sessionId);
    if (entry !== undefined && !isErased(entry)) return true;
  }
  return false;
}

async function readPayments(
  store: Store,
  { id: propertyId }: Property,
  sessionIds: readonly string[],
): Promise<Pick<FoundBuyer, 'payments' | 'otherSessionIds'>> {
  const payments: SessionEntry[] = [];
  const otherSessionIds: string[] = [];
  await readEach(sessionIds, async (sessionId) => {
    const entry = await findSession(store, propertyId, sessionId);
    if (entry === undefined) otherSessionIds.push(sessionId);
    else payments.push(entry);
  });
  payments.sort((a, b) => findOccurredAtMs(b) - findOccurredAtMs(a) || (a.id < b.id ? 1 : -1));
  return { payments, otherSessionIds: otherSessionIds.sort() };
}

/** What cannot be read cannot be shown either; to erase it then says so. */
async function findSession(
  store: Pick<Store, 'findEntry'>,
  propertyId: string,
  sessionId: string,
): Promise<SessionEntry | undefined> {
  try {
    const entry = await store.findEntry(entryId(propertyId, sessionId));
    return entry && toSessionEntry(entry);
  } catch (error) {
    if (error instanceof CorruptRecordError) return undefined;
    throw error;
  }
}

/** Some at a time; rejects with the first fault. */
async function readEach<T>(items: readonly T[], read: (item: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  const readOrNote = async (item: T): Promise<void> => {
    try {
      await read(item);
    } catch (error) {
      faults.push(error);
    }
  };
  await forEachAtOnce(items, readsAtOnce, readOrNote, () => faults.length === 0);
  if (faults.length > 0) throw faults[0];
}
