// What the step about Stripe's webhook says.

import { wordLoss } from '../../doctor/texts/left-out-texts.ts';
import type { ByHandReason } from '../../properties/webhook/connect-property.ts';
import type { StripeMode } from '../../rules/property.ts';
import { stripeApiVersion } from '../../stripe/create-client.ts';

export const webhookStepTexts = {
  intro:
    'A thank-you page tells only of buyers who come back. Stripe’s webhook tells of the others: closed tabs, bank debits that arrive days later, refunds, renewals, disputes.',
  stateTitle: 'How it stands',
  secrets: (mode: StripeMode, count: number) =>
    count === 0
      ? `No ${mode} webhook is connected.`
      : `The ${mode} webhook is connected${count === 1 ? '' : `, with ${count} signing secrets`}.`,
  events: (day: string) => `Stripe’s events arrive; the last day with one was ${day}.`,
  leadsTo: 'Stripe sends its events to',
  leadsUnknown: 'Where Stripe sends its events is not known here, because a person entered its secret.',
  bothModes: 'Live and test mode are counted together, so the events may all be of one of them.',
  addressLabel: 'Address of your functions',
  addressHint:
    'Under which Stripe reaches the webhook function: https:// and a public name, such as https://tags.example.com. It is not the address of a server container.',
  show: 'Show the webhook’s address',
  makeTitle: 'Let Tilltag make it',
  make: 'Where your key may write webhook endpoints, Stripe makes the endpoint with the right events and tells its secret, which is stored at once.',
  makeSubmit: { live: 'Make the live webhook', test: 'Make the test webhook' } satisfies Record<StripeMode, string>,
  remakeTitle: 'Make it anew for this address',
  remake:
    'Stripe makes a new endpoint that leads to the address above, and its secret is stored. Those that Stripe has for this property under any address are removed.',
  remakeSubmit: {
    live: 'Make the live webhook anew for this address',
    test: 'Make the test webhook anew for this address',
  } satisfies Record<StripeMode, string>,
  handTitle: 'Or make it by hand',
  handAloneTitle: 'To make it by hand',
  hand: {
    open: 'Open Stripe’s form with the button. By hand: in Stripe, Developers → Webhooks → “Add destination”. Mind the mode: live and test have a destination and a secret each.',
    events: `Events from “Your account”, not from connected accounts. API version: ${stripeApiVersion}. Payload style, if Stripe asks: “Snapshot”, not “Thin”, which does not say what happened. Tick exactly the events below; the button has ticked them already. Then “Continue”.`,
    paste: 'Destination type: “Webhook endpoint”. Paste this address as “Endpoint URL”:',
    secret:
      'Press “Create destination”. On its page, reveal the “Signing secret”, which begins with whsec_, and enter it below.',
  },
  eventsTitle: (count: number) => `The ${count} events to tick`,
  local: {
    title: 'This address is on your own machine',
    why: 'Stripe sends events only to public addresses with https://. To try things out before your functions run under one, let Stripe’s command line tool bring the events of test mode:',
    how: [
      'Install the Stripe CLI from docs.stripe.com/stripe-cli, and sign in with “stripe login”.',
      'Run this, and leave it running:',
    ],
    secret:
      'It prints a signing secret that begins with whsec_. Enter it below as the one of the test webhook. For live payments, enter the public address of your functions above.',
  },
  openForm: {
    live: 'Open Stripe’s form for live payments',
    test: 'Open Stripe’s form for test payments',
  } satisfies Record<StripeMode, string>,
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
  skipHint: `A property can do without it. ${wordLoss('webhook')}`,
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
    'Stripe has a webhook for this address already. Its secret is shown in Stripe only: open the destination there under Developers → Webhooks, reveal its “Signing secret”, and enter it below.',
  existsDisabled: 'It is disabled in Stripe; enable it there.',
  existsMissing: (types: string) => `It does not get all events that are needed. Add these to it: ${types}.`,
  notStored: (id: string) =>
    `Stripe made the endpoint ${id}, but its secret could not be stored here. Open it in Stripe, reveal its “Signing secret”, and enter it below.`,
} as const;
