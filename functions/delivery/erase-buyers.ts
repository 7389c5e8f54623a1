// Erases buyers of a property because somebody asked for it, by session or by address, and has every function forget them.
import { type ErasureCounts, eraseByEmail, eraseSession } from '../ledger/erase-buyer.ts';
import { changeProperty } from '../properties/change-property.ts';
import { getProperty } from '../properties/get-property.ts';
import { openStripeKey } from '../properties/stripe-keys/open-stripe-key.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Store } from '../store/store.ts';
import type { StripeRefusal } from '../stripe/ask-with-key.ts';
import { findSessionsOfEmail } from '../stripe/find-sessions-of-email.ts';

/** What an erasure works with. */
export interface ErasureTools {
  store: Store;
  keyRing: KeyRing;
  /** Stripe's own address unless given. */
  stripeApiBase: string | undefined;
  now: () => number;
}

/** Whose data. */
export type ErasureWish = { kind: 'session'; sessionId: string } | { kind: 'email'; email: string };

/** A mode in which Stripe could not be asked for the address; `reason` is a short stable word. */
export interface NotAsked {
  mode: StripeMode;
  reason: string;
}

/** What was erased. By address Stripe is asked as well, as far as the property's keys may. */
export interface Erasure {
  counts: ErasureCounts;
  notAsked: NotAsked[];
}

/**
 * Erases and says how many. Doing it again does no harm and finishes what was left. Rejects with `PropertyError`
 * (`unknown_property`) and as the store does.
 */
export async function eraseBuyers(tools: ErasureTools, propertyId: string, wish: ErasureWish): Promise<Erasure> {
  const { store, now } = tools;
  const property = await getProperty(store, propertyId);
  const recording = { nowMs: now(), source: 'console' } as const;
  let erasure: Erasure;
  if (wish.kind === 'session') {
    const outcome = await eraseSession(store, property, wish.sessionId, recording);
    erasure = { counts: { erased: 0, repeated: 0, unknown: 0, [outcome]: 1 }, notAsked: [] };
  } else {
    const { sessionIds, notAsked } = await findAtStripe(tools, property, wish.email);
    erasure = { counts: await eraseByEmail(store, property, { email: wish.email, sessionIds }, recording), notAsked };
  }
  // Instances remember sessions for as long as their property stays at one version.
  await changeProperty(tools, propertyId, (stored) => ({ ...stored }));
  return erasure;
}

interface FoundAtStripe {
  sessionIds: string[];
  notAsked: NotAsked[];
}

async function findAtStripe(tools: ErasureTools, property: Property, email: string): Promise<FoundAtStripe> {
  const found: FoundAtStripe = { sessionIds: [], notAsked: [] };
  // Stripe keeps what the buyer typed, and nobody knows how they cased it.
  const spellings = [...new Set([email.trim(), email.trim().toLowerCase()])];
  for (const mode of ['live', 'test'] as const) {
    const key = openStripeKey(property, mode, tools.keyRing);
    if (key.kind === 'none') continue;
    if (key.kind === 'closed') {
      found.notAsked.push({ mode, reason: 'stripe_key_unreadable' });
      continue;
    }
    const errand = { apiKey: key.apiKey, apiBase: tools.stripeApiBase };
    const answers = await Promise.all(spellings.map((spelling) => findSessionsOfEmail(errand, spelling)));
    for (const answer of answers) if (answer.kind === 'found') found.sessionIds.push(...answer.sessionIds);
    const refusal = answers.find((answer) => answer.kind !== 'found');
    const isCut = answers.some((answer) => answer.kind === 'found' && answer.hasMore);
    if (refusal !== undefined) found.notAsked.push({ mode, reason: toReason(refusal) });
    else if (isCut) found.notAsked.push({ mode, reason: 'stripe_too_many' });
  }
  return found;
}

function toReason(refusal: StripeRefusal): string {
  switch (refusal.kind) {
    case 'missing_permission':
      return 'stripe_permission_missing';
    case 'rejected':
      return 'stripe_key_rejected';
    case 'missing':
      return 'stripe_refused_request';
    case 'unavailable':
      return `stripe_${refusal.reason}`;
  }
}
