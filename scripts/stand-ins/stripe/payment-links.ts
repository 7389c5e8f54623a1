// Payment links: what a merchant would set up in the dashboard, and the whole object that the API answers for it.
import type Stripe from 'stripe';
import { newObjectId } from './ids.ts';
import type { SessionDraft } from './session-draft.ts';
import type { StandInContext } from './stand-in-context.ts';

/** A link and the cart behind it. */
export interface PaymentLinkDraft
  extends Pick<
    SessionDraft,
    'livemode' | 'mode' | 'currency' | 'lines' | 'shipping' | 'discount' | 'trialDays' | 'metadata'
  > {
  /** The last part of its address: `/test_<slug>`, or `/<slug>` in live mode. */
  slug: string;
  afterCompletion: { redirectUrl: string } | { confirmation: string };
  /** `buy_btn_…`, where the link is also sold through an embedded button. */
  buyButtonId?: string;
  /** `prctbl_…`, where it also stands in a pricing table, maybe with others. */
  pricingTableId?: string;
  /** Whether the page offers a debit that settles days later. */
  offersBankDebit?: boolean;
}

export interface PaymentLinkRecord {
  accountId: string;
  draft: PaymentLinkDraft;
  link: Stripe.PaymentLink;
}

/** Makes the link, or changes the one with this slug and keeps its id, so that a demo may say it at every start. */
export function putPaymentLink(context: StandInContext, accountId: string, draft: PaymentLinkDraft): PaymentLinkRecord {
  const path = `${draft.livemode === true ? '' : 'test_'}${draft.slug}`;
  const known = context.state.paymentLinks.get(path);
  const id = known?.link.id ?? newObjectId('plink', context.randomIndex);
  const record = { accountId, draft, link: toPaymentLink(id, `${context.baseUrl()}/${path}`, draft) };
  context.state.paymentLinks.set(path, record);
  context.save();
  return record;
}

function toPaymentLink(id: string, url: string, draft: PaymentLinkDraft): Stripe.PaymentLink {
  return {
    ...blankPaymentLink(id, url),
    after_completion:
      'redirectUrl' in draft.afterCompletion
        ? { type: 'redirect', redirect: { url: draft.afterCompletion.redirectUrl } }
        : { type: 'hosted_confirmation', hosted_confirmation: { custom_message: draft.afterCompletion.confirmation } },
    currency: draft.currency ?? 'usd',
    livemode: draft.livemode ?? false,
    metadata: draft.metadata ?? {},
    payment_method_types: draft.offersBankDebit === true ? ['card', 'sepa_debit'] : null,
    subscription_data:
      draft.mode === 'subscription'
        ? {
            description: null,
            invoice_settings: {
              account_tax_ids: null,
              custom_fields: null,
              description: null,
              footer: null,
              issuer: { type: 'self' },
            },
            metadata: {},
            trial_period_days: draft.trialDays ?? null,
            trial_settings: null,
          }
        : null,
  };
}

function blankPaymentLink(id: string, url: string): Stripe.PaymentLink {
  return {
    id,
    object: 'payment_link',
    active: true,
    after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: null } },
    allow_promotion_codes: false,
    application: null,
    application_fee_amount: null,
    application_fee_percent: null,
    automatic_tax: { enabled: false, liability: null },
    billing_address_collection: 'auto',
    consent_collection: null,
    currency: 'usd',
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer_creation: 'if_required',
    inactive_message: null,
    invoice_creation: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    on_behalf_of: null,
    payment_intent_data: null,
    payment_method_collection: 'always',
    payment_method_options: null,
    payment_method_types: null,
    phone_number_collection: { enabled: false },
    restrictions: null,
    shipping_address_collection: null,
    shipping_options: [],
    submit_type: 'auto',
    subscription_data: null,
    tax_id_collection: { enabled: false, required: 'never' },
    transfer_data: null,
    url,
  };
}
