// Erases buyers of a property because somebody asked for it, by session or by address, and has every function forget them.
import { type ErasedSessions, type ErasureOutcome, eraseByEmail, eraseSession } from '../ledger/erase-buyer.ts';
import { changeProperty } from '../properties/change-property.ts';
import { getProperty } from '../properties/get-property.ts';
import { PropertyError } from '../properties/property-error.ts';
import { type ErasureTools, findAtStripe, type NotAsked } from './find-at-stripe.ts';

/** Whose data. With an address also those of sessions that were found for it before, whatever Stripe says now. */
export type ErasureWish =
  | { kind: 'session'; sessionId: string }
  | { kind: 'email'; email: string; sessionIds?: readonly string[] | undefined };

/** What was erased. By address Stripe is asked as well, as far as the property's keys may. */
export interface Erasure {
  /** How many sessions came to which end. */
  counts: Record<ErasureOutcome, number>;
  /** Those that were erased now, and those that were known to Stripe alone. */
  sessionIds: string[];
  notAsked: NotAsked[];
}

/**
 * Erases and says how many. Doing it again does no harm and finishes what was left. Rejects with `PropertyError`
 * (`unknown_property`, or `property_being_removed`, which takes all its buyers along) and as the store does.
 */
export async function eraseBuyers(tools: ErasureTools, propertyId: string, wish: ErasureWish): Promise<Erasure> {
  const { store, now } = tools;
  const property = await getProperty(store, propertyId);
  // A tombstone written now might stay behind when all else is gone.
  if (property.removalStartedAtMs !== undefined)
    throw new PropertyError(propertyId, { code: 'property_being_removed' });
  const recording = { nowMs: now(), source: 'console' } as const;
  let erasure: Erasure;
  if (wish.kind === 'session') {
    const sessions: ErasedSessions = { erased: [], repeated: [], unknown: [] };
    sessions[await eraseSession(store, property, wish.sessionId, recording)].push(wish.sessionId);
    erasure = toErasure(sessions, []);
  } else {
    const { sessionIds, notAsked } = await findAtStripe(tools, property, wish.email);
    const all = { email: wish.email, sessionIds: [...(wish.sessionIds ?? []), ...sessionIds] };
    erasure = toErasure(await eraseByEmail(store, property, all, recording), notAsked);
  }
  // Instances remember sessions for as long as their property stays at one version.
  await changeProperty(tools, propertyId, (stored) =>
    stored.removalStartedAtMs === undefined ? { ...stored } : stored,
  );
  return erasure;
}

function toErasure({ erased, repeated, unknown }: ErasedSessions, notAsked: NotAsked[]): Erasure {
  const counts = { erased: erased.length, repeated: repeated.length, unknown: unknown.length };
  return { counts, sessionIds: [...erased, ...unknown], notAsked };
}
