// What the step about Stripe's webhook says.

import type { ByHandReason } from '../../properties/webhook/connect-property.ts';
import type { StripeMode } from '../../rules/property.ts';

export const webhookStepTexts = {
  intro:
    'A thank-you page tells only of buyers who come back. Stripe’s webhook tells of the others: closed tabs, bank debits that arrive days later, refunds, renewals, disputes.',
  stateTitle: 'How it stands',
  secrets: (mode: StripeMode, count: number) =>
    count === 0
      ? `No ${mode} webhook is connected.`
      : `The ${mode} webhook is connected${count === 1 ? '' : `, with ${count} signing secrets`}.`,
  events: (day: string) => `Stripe’s events arrive; the last day with one was ${day}.`,
  bothModes: 'Live and test mode are counted together, so the events may all be of one of them.',
  addressLabel: 'Address of your functions',
  addressHint:
    'Under which Stripe reaches the webhook function, such as https://tags.example.com. It is not the address of a server container.',
  show: 'Show the webhook’s address',
  makeTitle: 'Let Tilltag make it',
  make: 'Where your key may write webhook endpoints, Stripe makes the endpoint with the right events and tells its secret, which is stored at once.',
  makeSubmit: { live: 'Make the live webhook', test: 'Make the test webhook' } satisfies Record<StripeMode, string>,
  handTitle: 'Or make it by hand',
  handAloneTitle: 'To make it by hand',
  hand: [
    'Open Stripe’s form with the button. The events below are ticked already; tick them by hand if they are not.',
    'Paste this address as “Endpoint URL”:',
  ],
  handAfter: 'Press “Add endpoint”, reveal its “Signing secret”, which begins with whsec_, and enter it here.',
  openForm: {
    live: 'Open Stripe’s form for live payments',
    test: 'Open Stripe’s form for test payments',
  } satisfies Record<StripeMode, string>,
  eventsTitle: 'The events to tick',
  copy: 'Copy',
  secretLabel: {
    live: 'Signing secret of the live webhook',
    test: 'Signing secret of the test webhook',
  } satisfies Record<StripeMode, string>,
  secretHint: 'It begins with whsec_. It is stored encrypted and never shown again.',
  secretStored: 'One is stored; enter another only to add or replace it.',
  secretSubmit: 'Store the secret',
  nothing: 'No signing secret was entered.',
  skip: 'Go on without the webhook',
  skipHint: 'Then refunds, renewals, late bank debits and closed tabs are not reported anywhere.',
  byHand: {
    no_key: 'There is no key of this mode yet. Store one in the second step, or make the webhook by hand below.',
    key_unreadable:
      'The stored key cannot be opened with the key ring of this deployment. Enter it anew in the second step.',
    missing_permission:
      'Your key may not make webhooks. Make it by hand below, or tick “Webhook Endpoints: Write” for the key in Stripe under Developers → API keys and try again.',
    key_rejected: 'Stripe does not know the stored key any more. Enter a new one in the second step.',
    stripe_unavailable: 'Stripe did not answer. Try again in a minute, or make the webhook by hand below.',
  } satisfies Record<ByHandReason, string>,
  exists:
    'Stripe has a webhook for this address already. Its secret is shown in Stripe only: open the endpoint there, reveal its “Signing secret”, and enter it below.',
  existsDisabled: 'It is disabled in Stripe; enable it there.',
  existsMissing: (types: string) => `It does not get all events that are needed. Add these to it: ${types}.`,
  notStored: (id: string) =>
    `Stripe made the endpoint ${id}, but its secret could not be stored here. Open it in Stripe, reveal its “Signing secret”, and enter it below.`,
} as const;
