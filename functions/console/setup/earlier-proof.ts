// Looks for a payment that came through whole before those that a page reads, when nobody opened a page at the time.
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import type { Store } from '../../store/store.ts';
import type { ConsoleContext } from '../console-context.ts';
import { maxEntries, type SetupFacts, toDamageListener } from './setup-facts.ts';
import { findProof } from './setup-steps.ts';

/** So many entries are looked at, and so many of them are read at once. */
const maxRead = 1_000;
const batchSize = 250;

/** Pages that wait ask again every few seconds, and what came since is among those that they read. */
const lookEveryMs = 300_000;

const maxRemembered = 500;
const lookedAtMs = new WeakMap<ProofContext['store'], Map<string, number>>();

/** What is looked with. */
export interface ProofContext extends Pick<ConsoleContext, 'now' | 'log'> {
  store: Pick<Store, 'listEntries'>;
}

/**
 * What earlier payments prove, as `findProof` says it; `undefined` where nothing does, where it is kept already, and where this
 * instance looked within the last minutes. Rejects as the store does; damaged records are left out and logged.
 */
export async function findEarlierProof(
  context: ProofContext,
  { property, ...facts }: SetupFacts,
): Promise<ReturnType<typeof findProof>> {
  const isKept = property.ticked?.['test'] !== undefined;
  if (isKept || facts.entries.length < maxEntries || !isDue(context, property.id)) return undefined;
  let last = facts.entries.at(-1);
  for (let read = 0; read < maxRead && last !== undefined; read += batchSize) {
    const after = { occurredAtMs: findOccurredAtMs(last), id: last.id };
    const query = { propertyId: property.id, after, limit: batchSize };
    const entries = await context.store.listEntries(query, toDamageListener(context));
    const proof = findProof({ ...facts, property, entries });
    if (proof !== undefined) return proof;
    last = entries.at(-1);
  }
  return undefined;
}

function isDue({ store, now }: ProofContext, propertyId: string): boolean {
  const ofStore = lookedAtMs.get(store) ?? new Map<string, number>();
  lookedAtMs.set(store, ofStore);
  const nowMs = now();
  if (nowMs - (ofStore.get(propertyId) ?? Number.NEGATIVE_INFINITY) < lookEveryMs) return false;
  ofStore.delete(propertyId);
  ofStore.set(propertyId, nowMs);
  const [oldest] = ofStore.keys();
  if (ofStore.size > maxRemembered && oldest !== undefined) ofStore.delete(oldest);
  return true;
}
