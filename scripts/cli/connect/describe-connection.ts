// Says what was done about a property's webhook, and what is left for a person to do in Stripe's dashboard.
import type { ByHandReason, ConnectedWebhook } from '../../../functions/properties/webhook/connect-property.ts';
import { toEndpointLink } from '../../../functions/properties/webhook/endpoint-link.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import type { KnownEndpoint } from '../../../functions/stripe/connect-webhook.ts';
import { stripeApiVersion } from '../../../functions/stripe/create-client.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';

/** What the texts are about. */
export interface ConnectionTold {
  property: Property;
  mode: StripeMode;
  /** Absent where only secrets were changed. */
  url: string | undefined;
  connected: Connected;
}

/** What was done about the webhook: what came of the endpoint, or what became of secrets alone. */
export type Connected = { kind: 'stored' | 'forgotten' } | Exclude<ConnectedWebhook, { kind: 'not_stored' }>;

const reasons: Record<ByHandReason, string> = {
  no_key: 'The property has no key of this mode, so the endpoint is made by hand.',
  key_unreadable: 'The key of this mode cannot be opened with TILLTAG_KEYS, so the endpoint is made by hand.',
  missing_permission:
    'The key may not make webhook endpoints, which is good: it is needed only once. The endpoint is made by hand.',
  key_rejected: 'Stripe does not know the key any more. Store a new one; the endpoint can be made by hand meanwhile.',
  stripe_unavailable: 'Stripe could not be asked just now. Run the command again later, or make the endpoint by hand.',
};

/** Why nothing was connected, and the cure, to be said last. */
export function describeObstacle(reason: ByHandReason, mode: StripeMode): string {
  return reason === 'no_key'
    ? `the property has no ${mode} key. Store one, or make the endpoint by hand as above and store its secret.`
    : reasons[reason];
}

/** The lines about the endpoint and its secret. */
export function describeConnection(told: ConnectionTold): string {
  const { property, mode, connected } = told;
  const count = property.webhookSecrets[mode].length;
  const held = `${count} ${mode} ${count === 1 ? 'secret is' : 'secrets are'} held; an event counts with any of them.\n`;
  switch (connected.kind) {
    case 'stored':
      return `Stored the webhook secret, sealed. ${held}${count > 1 ? toForgetHint(told) : ''}`;
    case 'forgotten':
      return `Kept the newest webhook secret alone. ${held}`;
    case 'created':
      return `Stripe made the webhook endpoint ${connected.endpointId}; its secret is stored, sealed. ${held}`;
    case 'exists':
      return `${describeKnown(connected.endpoint)}${count === 0 ? toSecretHint(told) : held}`;
    case 'by_hand':
      return `${reasons[connected.reason]}\n${toSteps(told)}`;
  }
}

function toSteps(told: ConnectionTold): string {
  const { mode, url } = told;
  return `
  1. In Stripe (${mode === 'test' ? 'test mode' : 'live mode'}) open Developers → Webhooks → Add destination, or
     ${toEndpointLink(mode)}
  2. Events from: Your account. Payload style: Snapshot. API version: ${stripeApiVersion}.
  3. Tick exactly these events:
${webhookEventTypes.map((type) => `       ${type}\n`).join('')}  4. Destination type: Webhook endpoint. Endpoint URL:
       ${url ?? ''}
  5. Open the endpoint and reveal its “Signing secret” (whsec_…).
${toSecretHint(told)}`;
}

function toSecretHint({ property, mode }: ConnectionTold): string {
  return `Then store the signing secret, which stays out of the shell's history:
  npm run tilltag -- property connect ${property.id} --mode ${mode} --secret-file FILE
`;
}

function toForgetHint({ property, mode }: ConnectionTold): string {
  return `When Stripe uses the new one alone: npm run tilltag -- property connect ${property.id} --mode ${mode} --forget-old\n`;
}

function describeKnown({ id, isEnabled, missingEventTypes }: KnownEndpoint): string {
  const faults = [
    ...(isEnabled ? [] : ['It is disabled: enable it there.']),
    ...(missingEventTypes.length > 0
      ? [`It does not get these events; add them: ${missingEventTypes.join(', ')}.`]
      : []),
  ];
  return `Stripe has the webhook endpoint ${id} for this URL already.${faults.map((fault) => ` ${fault}`).join('')}\n`;
}
