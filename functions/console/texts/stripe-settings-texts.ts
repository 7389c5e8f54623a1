// What the settings page about Stripe's keys and webhook says.
import type { StripeMode } from '../../rules/property.ts';

export const stripeSettingsTexts = {
  keysTitle: 'Restricted keys',
  keysIntro:
    'With them payments are read from Stripe. They can be written, replaced and removed here, and are never shown. A new key is checked with Stripe first and then takes the place of the old one at once.',
  rotate:
    'To replace a key: make a new one with the button, enter it here, and delete the old one in Stripe (Developers → API keys) a few minutes later, because running functions remember the old one for up to a minute.',
  state: {
    none: 'none',
    stored: 'stored',
    endsIn: (last4: string) => `stored, ends in ${last4}`,
    closed: (fault: string) => `stored, but it cannot be opened: ${fault}`,
  },
  coupons: {
    label: (mode: StripeMode) => `Coupons of ${mode} payments`,
    codes: 'reported by the code that the buyer typed',
    ids: 'reported by Stripe’s id, because the key may not read promotion codes',
  },
  storeKeys: 'Check and store',
  nothing: 'No key was entered. Enter at least one.',
  rights: 'What the stored keys may do',
  removeTitle: (mode: StripeMode) => `Remove the ${mode} key`,
  removeIntro: (mode: StripeMode) =>
    `Without it, ${mode} payments are not found any more: thank-you pages get an error, and nothing of them is reported. What is recorded stays. Delete the key in Stripe as well.`,
  webhookTitle: 'Signing secrets of the webhook',
  webhookIntro:
    'With them a message is known to come from Stripe. Up to three of each mode are kept, so that a new one can be added before the old one ends.',
  rotateWebhook:
    'To replace a secret: roll it in Stripe (Developers → Webhooks → the endpoint), leave the old one a few hours, add the new one here, and forget the old one when events arrive.',
  setUp: 'Make the webhook, or see its address',
  secretLabel: { live: 'Add a secret for live payments', test: 'Add a secret for test payments' } satisfies Record<
    StripeMode,
    string
  >,
  secretHint: 'It begins with whsec_ and stands in Stripe under Developers → Webhooks, in the endpoint.',
  forgetOld: 'Forget the ones that are stored for this mode',
  addSecret: { live: 'Store the live secret', test: 'Store the test secret' } satisfies Record<StripeMode, string>,
  secretsOf: (mode: StripeMode) => (mode === 'live' ? 'Live payments' : 'Test payments'),
  newest: (summary: string) => `${summary} (newest)`,
  forgetTitle: (mode: StripeMode) => `Forget the old ${mode} secrets`,
  forgetIntro: 'Only the newest stays. Events that Stripe still signs with an older one are refused from then on.',
  sealTitle: 'Encryption',
  sealIntro:
    'Keys and secrets are encrypted with the key ring of this deployment. When its operator has put a new key in front (TILLTAG_KEYS), they are encrypted anew here, so that the old key can be taken away.',
  sealedNewest: (count: number) =>
    count === 0
      ? 'There is nothing to encrypt.'
      : `${count === 1 ? 'The one secret is' : `All ${count} secrets are`} encrypted with the newest key.`,
  sealedOlder: (count: number, all: number) => `${count} of ${all} secrets are encrypted with an older key.`,
  reseal: 'Encrypt anew',
  sealedClosed: (names: string) =>
    `These cannot be opened with any key of the ring and stayed as they are: ${names}. Enter them anew, or put the missing key back into TILLTAG_KEYS.`,
} as const;
