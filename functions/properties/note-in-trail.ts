// Writes to the audit trail what Tilltag itself or somebody at a terminal did to a property, whom no sign-in names.
import { findOwningAccount } from '../rules/account.ts';
import type { Property } from '../rules/property.ts';
import { auditEventId } from '../store/console-store.ts';
import type { Store } from '../store/store.ts';

/** What the note is written with. */
export interface TrailTools {
  store: Pick<Store, 'console'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What was done; no part holds a buyer's address, a secret or a whole session id. */
export interface TrailNote {
  /** A short stable word, of those that the console's trail has a sentence for. */
  what: string;
  /** To whom or what, in words. */
  about: string;
  /** Tells it from whatever else is noted in the same millisecond. */
  token: string;
  /** Its place in the trail, where that is not the moment of writing: the same place and token are written once. */
  sortedAtMs?: number;
}

/** What stands behind the subject where somebody at a terminal did it; a line without it was done by Tilltag itself. */
export const byTerminal = ', at the command line';

/** Writes it in the trail of the property's account; nothing where nobody ever signed in, so that there is none. Rejects as the store does. */
export async function noteInTrail(
  { store, now }: TrailTools,
  property: Pick<Property, 'id' | 'accountId'>,
  { what, about, token, sortedAtMs }: TrailNote,
): Promise<void> {
  const deployment = property.accountId === null ? await store.console.findDeployment() : undefined;
  const accountId = findOwningAccount(property, deployment);
  if (accountId === undefined) return;
  const atMs = now();
  const id = auditEventId(accountId, sortedAtMs ?? atMs, token);
  const nobody = { userId: null, email: null };
  await store.console.addAuditEvent({ ...nobody, id, accountId, atMs, propertyId: property.id, what, about });
}
