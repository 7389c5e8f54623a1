// What a property's Stripe key may do for the life of a payment after the thank-you page, in words.
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import type { Settings } from '../../../functions/settings.ts';
import { UnsealError } from '../../../functions/store/errors.ts';
import { unseal } from '../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import type { webhookPermission } from '../../../functions/stripe/connect-webhook.ts';
import { type LaterRight, laterRights, probeRights } from '../../../functions/stripe/probe-rights.ts';
import { toKeyLink } from '../stripe-key.ts';

/** The property's key of a mode, or why there is none to ask with. */
export type OpenedKey = { kind: 'key'; apiKey: string } | { kind: 'none' } | { kind: 'closed'; fault: string };

/** A right that is good for what comes after the thank-you page; to make a webhook endpoint is not one of them. */
export type NeededRight = Exclude<LaterRight, typeof webhookPermission>;

/** What was found out about a key's rights; `missing` are those of the needed ones that it lacks. */
export type KeyRights =
  | { kind: 'found'; missing: NeededRight[] }
  | { kind: 'no_key' }
  | { kind: 'unknown'; reason: string };

/** The boxes to tick in Stripe's form, by right. */
export const boxes: Record<NeededRight, string> = {
  rak_event_read: 'Events: Read',
  rak_charge_read: 'Charges and Refunds: Read',
  rak_payment_intent_read: 'PaymentIntents: Read',
  rak_invoice_read: 'Invoices: Read',
  rak_subscription_read: 'Subscriptions: Read',
};

const neededRights = Object.keys(boxes).filter(isNeeded);

/** Opens Stripe's form for a restricted key that may read what refunds, renewals and missed events take. */
export const fullKeyLink = toKeyLink(neededRights);

/** Opens the key of a mode. */
export function openStripeKey({ id, stripeKeys }: Property, mode: StripeMode, { keyRing }: Settings): OpenedKey {
  const sealed = stripeKeys[mode];
  if (sealed === null) return { kind: 'none' };
  try {
    return { kind: 'key', apiKey: unseal(keyRing, sealed, stripeKeyPlace(id, mode)) };
  } catch (error) {
    if (error instanceof UnsealError) return { kind: 'closed', fault: error.message };
    throw error;
  }
}

/** Asks Stripe which of the needed rights the key has. */
export async function findKeyRights(key: OpenedKey, apiBase: string | undefined): Promise<KeyRights> {
  if (key.kind === 'none') return { kind: 'no_key' };
  if (key.kind === 'closed') return { kind: 'unknown', reason: key.fault };
  const probe = await probeRights({ apiKey: key.apiKey, ...(apiBase !== undefined && { apiBase }) });
  if (probe.kind === 'found') return { kind: 'found', missing: probe.missing.filter(isNeeded) };
  if (probe.kind === 'rejected')
    return { kind: 'unknown', reason: 'Stripe does not know it; it expired or was revoked.' };
  return { kind: 'unknown', reason: `Stripe could not be asked (${probe.reason}).` };
}

/** What the missing rights keep Tilltag from, and where to tick them; empty where none is missing. */
export function describeRights(propertyId: string, mode: StripeMode, rights: KeyRights): string {
  if (rights.kind === 'no_key') {
    return `The property has no ${mode} key. Refunds, renewals and missed events need one, which is made at\n  ${fullKeyLink}\nand stored with: npm run tilltag -- property update ${propertyId} --stripe-key-file FILE\n`;
  }
  if (rights.kind === 'unknown') return `What the ${mode} key may do could not be found out: ${rights.reason}\n`;
  const { missing } = rights;
  if (missing.length === 0) {
    return `The ${mode} key may read all that refunds, renewals, disputes and missed events take.\n`;
  }
  const lines = missing.map((right) => `  ${boxes[right].padEnd(27)}or else it cannot ${laterRights[right]}\n`);
  return `Boxes that are not ticked at the ${mode} key:
${lines.join('')}Tick them in Stripe under Developers → API keys → Edit key, or create a key with all of them at
  ${fullKeyLink}
and store it with: npm run tilltag -- property update ${propertyId} --stripe-key-file FILE
`;
}

function isNeeded(right: string): right is NeededRight {
  return Object.hasOwn(boxes, right);
}
