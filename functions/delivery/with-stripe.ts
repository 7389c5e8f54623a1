// Asks Stripe with a property's key, and says in one shape why there is no answer.
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { Missing } from '../rules/delivery-steps.ts';
import type { StripeMode } from '../rules/property.ts';
import { UnsealError } from '../store/errors.ts';
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from '../stripe/errors.ts';
import type { DeliveryRun } from './delivery-run.ts';
import type { StripeParty, StripePurpose } from './troubles.ts';

/** `unknown`: Stripe knows no such thing for this key. */
export type StripeAnswer<T> =
  | { kind: 'answer'; value: T }
  | { kind: 'unknown' }
  | { kind: 'missing'; missing: Missing };

/** Which of a property's keys, and what for. */
export interface StripeQuestion {
  record: PropertyRecord;
  mode: StripeMode;
  purpose: StripePurpose;
}

/**
 * What `ask` comes to with the property's key of this mode. Where this party was refused or let down repeatedly in this run it
 * is not asked again. Rejects only with what is not Stripe's or the key's fault.
 */
export async function withStripe<T>(
  run: DeliveryRun,
  { record, mode, purpose }: StripeQuestion,
  ask: (apiKey: string) => Promise<T>,
): Promise<StripeAnswer<T>> {
  const party: StripeParty = { propertyId: record.property.id, mode, purpose };
  const known = run.troubles.findStripeTrouble(party);
  if (known !== undefined) return { kind: 'missing', missing: known };
  const key = openKey(run, record, mode);
  if (key.kind === 'missing') return key;
  try {
    const value = await ask(key.apiKey);
    run.troubles.noteStripe(party, undefined);
    return { kind: 'answer', value };
  } catch (error) {
    if (error instanceof UnknownSessionError) return { kind: 'unknown' };
    const missing = toMissing(error);
    if (missing === undefined) throw error;
    const isRefused = error instanceof StripeKeyRejectedError;
    run.troubles.noteStripe(party, { ...missing, isLasting: isRefused });
    run.book.fail(party.propertyId, missing.reason);
    if (isRefused) run.logs.stripeRefused(party.propertyId, purpose, error.permission);
    return { kind: 'missing', missing };
  }
}

type OpenedKey = { kind: 'key'; apiKey: string } | { kind: 'missing'; missing: Missing };

function openKey({ book }: DeliveryRun, record: PropertyRecord, mode: StripeMode): OpenedKey {
  const fail = (reason: string): OpenedKey => {
    book.fail(record.property.id, reason);
    return { kind: 'missing', missing: { reason } };
  };
  try {
    const apiKey = record.openStripeKey(mode);
    return apiKey === undefined ? fail('no_stripe_key') : { kind: 'key', apiKey };
  } catch (error) {
    if (error instanceof UnsealError) return fail('stripe_key_unreadable');
    throw error;
  }
}

function toMissing(error: unknown): Missing | undefined {
  if (error instanceof StripeKeyRejectedError) {
    return { reason: error.permission === undefined ? 'stripe_key_rejected' : 'stripe_permission_missing' };
  }
  if (error instanceof StripeUnavailableError) {
    return { reason: `stripe_${error.reason}`, retryAfterMs: error.retryAfterMs };
  }
  return undefined;
}
