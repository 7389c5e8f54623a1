// Reading, making and changing payment links over the API, as far as a shop's own set-up needs it.
import type Stripe from 'stripe';
import type { Caller } from './accounts.ts';
import { invalidParameter, resourceMissing, type StripeErrorAnswer } from './api-errors.ts';
import { randomText } from './ids.ts';
import type { LineDraft } from './line-items.ts';
import { type PaymentLinkDraft, type PaymentLinkRecord, putPaymentLink } from './payment-links.ts';
import type { StandInContext } from './stand-in-context.ts';

/** Names that a change may carry; `[*]` stands for any one key. */
export const changeablePaymentLinkParameters = [
  'active',
  'metadata[*]',
  'after_completion[type]',
  'after_completion[redirect][url]',
  'after_completion[hosted_confirmation][custom_message]',
];

/** Names that a new link may carry: one price, and what a change takes but for `active`. */
export const creatablePaymentLinkParameters = [
  'line_items[0][price]',
  'line_items[0][quantity]',
  ...changeablePaymentLinkParameters.filter((name) => name !== 'active'),
];

/** The link, or Stripe's 404. */
export function findPaymentLink(
  context: StandInContext,
  caller: Caller,
  id: string,
): Stripe.PaymentLink | StripeErrorAnswer {
  return findRecord(context, caller, id)?.link ?? resourceMissing('payment_link', 'payment_link', id);
}

/** The link after the change, or Stripe's 404 or 400. */
export function changePaymentLink(
  context: StandInContext,
  caller: Caller,
  id: string,
  values: Map<string, string>,
): Stripe.PaymentLink | StripeErrorAnswer {
  const record = findRecord(context, caller, id);
  if (record === undefined) {
    return resourceMissing('payment_link', 'payment_link', id);
  }
  const afterCompletion = readAfterCompletion(values);
  if (afterCompletion !== undefined && 'error' in afterCompletion) {
    return afterCompletion;
  }
  const { link } = record;
  link.active = (values.get('active') ?? String(link.active)) === 'true';
  link.metadata = { ...link.metadata, ...readMetadata(values) };
  link.after_completion = afterCompletion ?? link.after_completion;
  context.save();
  return link;
}

/** The new link, which sells one price that a link of the account sells already, or Stripe's 400 or 404. */
export function createPaymentLink(
  context: StandInContext,
  caller: Caller,
  values: Map<string, string>,
): Stripe.PaymentLink | StripeErrorAnswer {
  const price = values.get('line_items[0][price]');
  const quantity = values.get('line_items[0][quantity]');
  if (price === undefined) {
    return invalidParameter('line_items', 'Missing required param: line_items.', 'parameter_missing');
  }
  if (quantity === undefined || !/^[1-9]\d*$/.test(quantity)) {
    return invalidParameter('line_items[0][quantity]', 'Missing required param: line_items[0][quantity].');
  }
  const sold = findSold(context, caller, price);
  if (sold === undefined) {
    return resourceMissing('price', 'line_items[0][price]', price);
  }
  const afterCompletion = readAfterCompletion(values);
  if (afterCompletion !== undefined && 'error' in afterCompletion) {
    return afterCompletion;
  }
  const { mode, currency } = sold.draft;
  const record = putPaymentLink(context, caller.account.id, {
    slug: randomText(16, context.randomIndex),
    livemode: caller.livemode,
    ...(mode !== undefined && { mode }),
    ...(currency !== undefined && { currency }),
    lines: [{ ...sold.line, quantity: Number(quantity) }],
    metadata: readMetadata(values),
    afterCompletion: toDraft(afterCompletion),
  });
  return record.link;
}

/** Prices have no list of their own here: one is known by the links that sell it. */
function findSold(
  { state }: StandInContext,
  { account, livemode }: Caller,
  priceId: string,
): { draft: PaymentLinkDraft; line: LineDraft } | undefined {
  for (const { accountId, draft, link } of state.paymentLinks.values()) {
    const line = draft.lines?.find((known) => known.priceId === priceId);
    if (accountId === account.id && link.livemode === livemode && line !== undefined) {
      return { draft, line };
    }
  }
  return undefined;
}

function toDraft(afterCompletion: Stripe.PaymentLink.AfterCompletion | undefined): PaymentLinkDraft['afterCompletion'] {
  const redirectUrl = afterCompletion?.redirect?.url;
  return redirectUrl === undefined
    ? { confirmation: afterCompletion?.hosted_confirmation?.custom_message ?? '' }
    : { redirectUrl };
}

function findRecord(context: StandInContext, caller: Caller, id: string): PaymentLinkRecord | undefined {
  return [...context.state.paymentLinks.values()].find(
    ({ accountId, link }) => accountId === caller.account.id && link.id === id && link.livemode === caller.livemode,
  );
}

function readMetadata(values: Map<string, string>): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const [name, value] of values) {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    if (key !== undefined) {
      metadata[key] = value;
    }
  }
  return metadata;
}

function readAfterCompletion(
  values: Map<string, string>,
): Stripe.PaymentLink.AfterCompletion | StripeErrorAnswer | undefined {
  const type = values.get('after_completion[type]');
  if (type === undefined) {
    return undefined;
  }
  if (type === 'hosted_confirmation') {
    const message = values.get('after_completion[hosted_confirmation][custom_message]') ?? null;
    return { type, hosted_confirmation: { custom_message: message } };
  }
  const url = values.get('after_completion[redirect][url]');
  if (type !== 'redirect' || url === undefined || !URL.canParse(url)) {
    return invalidParameter('after_completion[redirect][url]', 'Not a valid URL', 'url_invalid');
  }
  return { type, redirect: { url } };
}
