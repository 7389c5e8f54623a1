// What a payment link takes from its address and what it hands back: https://docs.stripe.com/payment-links/url-parameters

import type Stripe from 'stripe';

/** What survived; anything malformed is dropped without a word, as at Stripe. */
export interface LinkParameters {
  clientReferenceId: string | undefined;
  prefilledEmail: string | undefined;
  locale: Stripe.Checkout.Session.Locale | undefined;
  utm: [string, string][];
}

const utmNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];
const referencePattern = /^[A-Za-z0-9_-]{1,200}$/;
const utmPattern = /^[A-Za-z0-9_-]{1,150}$/;
const locales =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  );
const emailPattern = /^[^\s@]+@[^\s@]+$/;

/** The parameters of a payment link's address that Stripe keeps. */
export function readLinkParameters(search: URLSearchParams): LinkParameters {
  const reference = search.get('client_reference_id');
  const email = search.get('locked_prefilled_email') ?? search.get('prefilled_email');
  const kept = utmNames.map((name): [string, string] => [name, search.get(name) ?? '']);
  return {
    clientReferenceId: reference !== null && isReference(reference) ? reference : undefined,
    prefilledEmail: email !== null && emailPattern.test(email) ? email : undefined,
    locale: locales.find((locale) => locale === search.get('locale')),
    utm: kept.filter(([, value]) => utmPattern.test(value)),
  };
}

/** Whether Stripe keeps this `client_reference_id`. */
export function isReference(text: string): boolean {
  return referencePattern.test(text);
}

/** Whether an address looks like one that Stripe would take. */
export function isEmail(text: string): boolean {
  return emailPattern.test(text);
}

/**
 * The thank-you page's address: the literal placeholder replaced, the campaign appended. Only the exact text
 * `{CHECKOUT_SESSION_ID}` is a placeholder; any other spelling stays as it was typed.
 */
export function toReturnUrl(template: string, sessionId: string, utm: readonly [string, string][]): string {
  const [beforeHash = '', ...hash] = template.replaceAll('{CHECKOUT_SESSION_ID}', sessionId).split('#');
  const added = utm.map(([name, value]) => `${name}=${value}`).join('&');
  const joint = added === '' ? '' : beforeHash.includes('?') ? '&' : '?';
  return [beforeHash + joint + added, ...hash].join('#');
}
