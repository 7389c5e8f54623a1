// Opens the session behind a payment link, whichever way the buyer came to it.
import type Stripe from 'stripe';
import type { PaymentLinkRecord } from './payment-links.ts';
import { openSession } from './sessions.ts';
import type { StandInContext } from './stand-in-context.ts';
import type { SessionRecord } from './state.ts';

/** What the way to the payment page brought along, less what Stripe drops. */
export interface Arrival {
  /** Query of the link, or attributes of the embedded element, as they arrived. */
  arrivedWith: string;
  clientReferenceId: string | undefined;
  /** Filled into the form for the buyer, who may change it. */
  prefilledEmail?: string | undefined;
  /** Given with the session, as an embedded element does. */
  customerEmail?: string | undefined;
  locale?: Stripe.Checkout.Session.Locale | undefined;
  utm: [string, string][];
}

/** Every visit of a link opens a session of its own, as at Stripe. */
export function openLinkSession(
  context: StandInContext,
  { accountId, draft, link }: PaymentLinkRecord,
  { arrivedWith, clientReferenceId, prefilledEmail, customerEmail, locale, utm }: Arrival,
): SessionRecord {
  const { slug: _1, afterCompletion: _2, buyButtonId: _3, pricingTableId: _4, offersBankDebit, ...cart } = draft;
  const record = openSession(context, accountId, {
    ...cart,
    metadata: link.metadata,
    paymentLinkId: link.id,
    // What Stripe writes here for a payment link is unproven; nothing may rely on it.
    successUrl: link.after_completion.redirect?.url ?? 'https://stripe.com',
    ...(clientReferenceId !== undefined && { clientReferenceId }),
    ...(customerEmail !== undefined && { customerEmail }),
    ...(locale !== undefined && { session: { locale } }),
  });
  record.arrivedWith = arrivedWith;
  record.forwardedUtm = utm;
  record.offersBankDebit = offersBankDebit ?? false;
  const email = customerEmail ?? prefilledEmail;
  if (email !== undefined) {
    record.prefilledEmail = email;
  }
  context.save();
  return record;
}
