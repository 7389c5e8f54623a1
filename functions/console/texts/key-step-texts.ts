// What the step about Stripe keys says.
import type { StripeMode } from '../../rules/property.ts';

export const keyStepTexts = {
  intro:
    'A restricted key lets Tilltag read payments and nothing else: it cannot move money or change anything. Secret keys (sk_…) are refused, because they can.',
  how: [
    'The button opens Stripe’s form with exactly the needed boxes ticked. Check that the mode at the top is the one you want, and press “Create key”.',
    'Copy the key, which begins with rk_, and enter it below. It is checked with Stripe at once, stored encrypted, and never shown again.',
  ],
  create: { live: 'Make the live key in Stripe', test: 'Make the test key in Stripe' } satisfies Record<
    StripeMode,
    string
  >,
  moreTitle: 'A key that may also set things up',
  more: 'With three more boxes ticked (Webhook Endpoints: Write, Payment Links: Read and Write) the next steps make the webhook and the redirects for you. You can replace the key by the smaller one when the set-up is done. Without them, every step says what to do by hand.',
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
    missing: (mode: StripeMode) =>
      `The ${mode} key works on thank-you pages, but lacks rights for what comes later. In Stripe, open Developers → API keys, edit the key and tick:`,
    unknown: (mode: StripeMode, reason: string) => `The ${mode} key could not be checked: ${reason}`,
  },
  missingRight: (box: string, purpose: string) => `“${box}”, so that it can ${purpose}`,
  goOn: 'Go on',
} as const;
