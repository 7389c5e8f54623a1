// Asks Stripe, with a property's keys, in which sessions a buyer gave an address.
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

/** A mode in which Stripe could not be asked for the address; `reason` is a short stable word. */
export interface NotAsked {
  mode: StripeMode;
  reason: string;
}

/** The ids of the sessions, and where Stripe could not be asked for all of them. */
export interface FoundAtStripe {
  sessionIds: string[];
  notAsked: NotAsked[];
}

/** As far as the property's keys may read sessions. Never rejects with one of our Stripe errors. */
export async function findAtStripe(
  tools: Pick<ErasureTools, 'keyRing' | 'stripeApiBase'>,
  property: Property,
  email: string,
): Promise<FoundAtStripe> {
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
