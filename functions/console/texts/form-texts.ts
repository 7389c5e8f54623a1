// What stands at the fields of a property's settings, in every form that has them.

import type { KeyFault } from '../../properties/stripe-keys/parse-stripe-key.ts';
import { findRightBox } from '../../properties/stripe-keys/set-up-rights.ts';
import type { Scope, StripeMode, ValueBasis } from '../../rules/property.ts';

export const formTexts = {
  name: 'Name',
  nameHint: 'For you and your colleagues; buyers never see it.',
  hostnames: 'Hostnames of your thank-you pages',
  hostnamesHint:
    'Only pages there may ask about payments. One a line; *.example.com stands for everything before the first dot. An address copied from the browser is understood.',
  hostnamesExample: 'shop.example.com',
  noHostname: 'Without a hostname no page may ask. Enter at least one, such as shop.example.com.',
  tooManyHostnames: (max: number) => `These are more than ${max} hostnames. Use *.example.com for many of one domain.`,
  hostnameFault: (line: number, sentence: string) => `Number ${line}: ${sentence}`,
  chooseOne: 'Choose one of these.',
  stored: 'stored',
} as const;

const sessionBox = findRightBox('rak_checkout_session_read') ?? '';

export const keyTexts = {
  label: {
    live: 'Restricted key for live payments',
    test: 'Restricted key for test payments',
  } satisfies Record<StripeMode, string>,
  hint: {
    live: 'It begins with rk_live_. Payments of real buyers need it.',
    test: 'It begins with rk_test_. Test payments need it, and so does the last step of the set-up.',
  } satisfies Record<StripeMode, string>,
  storedHint: 'A key is stored, encrypted, and never shown again. Enter another one only to replace it.',
  cures: {
    secret_key: 'Make a restricted key with the button above and enter that one, which begins with rk_.',
    publishable_key: 'Make a restricted key with the button above and enter that one, which begins with rk_.',
    webhook_secret: 'It belongs to the step about the webhook. Enter a restricted key here, which begins with rk_.',
    cut_short: 'If Stripe does not show it any more, make a new one with the button above.',
    no_key: 'Make one with the button above and copy it whole.',
  } satisfies Record<KeyFault, string>,
  otherMode: {
    live: 'This is a key for test payments (rk_test_…). Enter it in the other field, and here the one for live payments.',
    test: 'This is a key for live payments (rk_live_…). Enter it in the other field, and here the one for test payments.',
  } satisfies Record<StripeMode, string>,
  lacksRight: (right: string) =>
    `Stripe knows this key, but it may not read Checkout Sessions. In Stripe, open Developers → API keys, edit the key and tick “${findRightBox(right) ?? sessionBox}”, or make a new one with the button above; then enter it again.`,
  rejected: (mode: StripeMode) =>
    `Stripe does not know this key: it was revoked, has expired, or was copied incompletely. Make a new one in ${mode} mode with the button above.`,
  unavailable: (reason: string) =>
    `Stripe could not be asked about this key (${reason}), so it was not stored. Wait a minute and enter it again.`,
} as const;

export const valueTexts = {
  label: 'What counts as the value of a payment',
  hint: 'GA4, Google Ads and Meta get this as revenue. The example is a payment of 59.50: goods for 45.10, shipping for 4.90, and 9.50 tax on both.',
  choices: {
    total: { label: 'Everything the buyer paid', hint: 'Example: 59.50. It equals what Stripe’s dashboard shows.' },
    excluding_tax: {
      label: 'Without tax',
      hint: 'Example: 50.00. Goods and shipping, as most shops count revenue.',
    },
    excluding_tax_and_shipping: {
      label: 'Without tax and shipping',
      hint: 'Example: 45.10. This is Google’s own definition of value: price times quantity of the items.',
    },
  } satisfies Record<ValueBasis, { label: string; hint: string }>,
} as const;

export const scopeTexts = {
  label: 'Which payments belong to this property',
  hint: 'Stripe’s webhook brings the payments of the whole Stripe account. What does not belong here is counted and otherwise ignored. A change counts for purchases and renewals from then on; refunds and disputes follow what was already sent.',
  choices: {
    account: { label: 'All payments of the Stripe account', hint: 'Right where the account sells for one site only.' },
    payment_links: {
      label: 'Those of certain payment links',
      hint: 'Recommended where several sites sell through one Stripe account: each payment names its link, so nothing is mixed up.',
    },
    hostnames: {
      label: 'Those whose buyers come back to the hostnames of this property',
      hint: 'Only for Checkout that your own server starts. It goes by the address that buyers return to; for payment links it is not certain that Stripe tells that address, so choose the links there.',
    },
  } satisfies Record<Scope['kind'], { label: string; hint: string }>,
  offered: 'Payment links in Stripe',
  links: 'Ids of payment links',
  linksHint: 'One a line. An id begins with plink_ and stands at the end of the link’s address in Stripe’s dashboard.',
  otherLinksHint: 'Further links that are not in the list above, such as those of the other mode; one a line.',
  noLinks: 'No payment link is chosen. Choose at least one, or another answer above.',
} as const;
