// What the step about Stripe keys says.
import type { StripeMode } from '../../rules/property.ts';

export const keyStepTexts = {
  intro:
    'A restricted key may do what its boxes say and nothing else. With those that the two buttons tick, Tilltag reads payments and can neither move money nor change anything. Secret keys (sk_…) are refused, because they can.',
  how: [
    'The button opens Stripe’s form with the needed boxes ticked, all of them for reading. Check that the mode at the top is the one you want, and press “Create key”.',
    'One of the boxes is recommended and may be left out: “Payment Links: Read”. Without it the redirects of your payment links cannot be checked, neither here nor by the check-up, and you copy their ids by hand.',
    'Copy the key, which begins with rk_, and enter it below. It is checked with Stripe at once, stored encrypted, and never shown again.',
  ],
  create: { live: 'Make the live key in Stripe', test: 'Make the test key in Stripe' } satisfies Record<
    StripeMode,
    string
  >,
  moreTitle: 'A key that may also set things up',
  more: 'With two more boxes ticked (Webhook Endpoints: Write, Payment Links: Write) the next steps make the webhook and the redirects for you: such a key can change webhooks and payment links, and still move no money. You can replace the key by the smaller one when the set-up is done. Without them, every step says what to do by hand.',
  createMore: {
    live: 'Make the live key with them',
    test: 'Make the test key with them',
  } satisfies Record<StripeMode, string>,
  submit: 'Check and store',
  nothing: 'No key was entered. Enter at least one; both, if you sell already.',
  checkTitle: 'What the stored keys may do',
  check: 'Check the stored keys now',
  checked: {
    none: (mode: StripeMode) => `There is no ${mode} key.`,
    all: (mode: StripeMode) => `The ${mode} key has every right that is needed.`,
    mayChange: (mode: StripeMode) =>
      `The ${mode} key may also change payment links, which the set-up uses. When that is done, a key that only reads is enough.`,
    missing: (mode: StripeMode) =>
      `The ${mode} key works on thank-you pages, but lacks rights for what comes later. In Stripe, open Developers → API keys, edit the key and tick:`,
    unknown: (mode: StripeMode, reason: string) => `The ${mode} key could not be checked: ${reason}`,
  },
  linksUnread: (mode: StripeMode) =>
    `The ${mode} key may not read payment links. That is optional: without it, where your links send buyers is not checked. To have it checked, tick “Payment Links: Read” for the key in Stripe under Developers → API keys.`,
  missingRight: (box: string, purpose: string) => `“${box}”, so that it can ${purpose}`,
  goOn: 'Go on',
} as const;
