// A sale that tells in every way who bought: by name and address, by the click, and as a customer of Stripe's.
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { Invoice } from '../../../functions/rules/stripe-change.ts';
import { newSession, nowMs } from './changes.ts';

/** The click that brought the visitor, and what they agreed to there. */
export const clickId = 'AAECAwQFBgcICQoLDA0ODw';

export const granted = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
} as const;

/** What travelled with the buyer to Stripe. */
const passport =
  encodePassport({
    clickId,
    clickedAtSeconds: nowMs / 1000 - 200,
    gaClientId: '1234567890.1700000000',
    consent: granted,
  }) ?? '';

/** What tells who it was. */
export const traces = [
  'lovelace',
  'Unter den Linden',
  '+493012345678',
  'cus_ada',
  clickId,
  passport,
  '1234567890.1700000000',
];

/** A paid session that brought the passport back. */
export function sale(changes: Partial<CheckoutSession> = {}): CheckoutSession {
  return newSession({ clientReferenceId: passport, ...changes });
}

/** The subscription whose invoices these are. */
export const subscriptionId = 'sub_renewed';

/** A paid one, which names the customer. */
export function newInvoice(id: string, billingReason: string): Invoice {
  return {
    ...{ id, subscriptionId, billingReason, currency: 'eur', lines: [] },
    ...{ amountPaidMinor: 900, totalMinor: 900, taxMinor: 0, discountMinor: 0, customerId: 'cus_ada' },
    ...{ createdSeconds: nowMs / 1000, paidAtSeconds: nowMs / 1000 },
  };
}
