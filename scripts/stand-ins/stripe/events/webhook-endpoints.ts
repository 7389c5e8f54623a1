// Webhook endpoints: where an account's events go, in which version, and what they are signed with.
import type Stripe from 'stripe';
import { newObjectId, randomText } from '../ids.ts';
import { nowSeconds } from '../now-seconds.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { EndpointRecord } from '../state.ts';
import type { EventOwner } from './emit-event.ts';

/** What an endpoint is made with. */
export interface EndpointDraft {
  url: string;
  /** `*` is all of them. */
  enabledEvents: string[];
  /** The account's own unless given. */
  apiVersion?: string | null;
  description?: string | null;
}

/** A new endpoint with a new secret. */
export function addWebhookEndpoint(
  context: StandInContext,
  { accountId, livemode }: EventOwner,
  draft: EndpointDraft,
): EndpointRecord {
  const id = newObjectId('we', context.randomIndex);
  const object: Stripe.WebhookEndpoint = {
    id,
    object: 'webhook_endpoint',
    api_version: draft.apiVersion ?? null,
    application: null,
    created: nowSeconds(context),
    description: draft.description ?? null,
    enabled_events: draft.enabledEvents,
    livemode,
    metadata: {},
    status: 'enabled',
    url: draft.url,
  };
  const record = { accountId, livemode, object, secrets: [newSecret(context)] };
  context.state.webhookEndpoints.set(id, record);
  context.save();
  return record;
}

/** The endpoint with the draft's description, its address and events changed; a new one where there is none yet. */
export function putWebhookEndpoint(
  context: StandInContext,
  owner: EventOwner,
  draft: EndpointDraft & { description: string },
): EndpointRecord {
  const known = [...context.state.webhookEndpoints.values()].find(
    ({ accountId, livemode, object }) =>
      accountId === owner.accountId && livemode === owner.livemode && object.description === draft.description,
  );
  if (known === undefined) {
    return addWebhookEndpoint(context, owner, draft);
  }
  known.object.url = draft.url;
  known.object.enabled_events = draft.enabledEvents;
  context.save();
  return known;
}

/** A new secret beside the old one, which still signs too until the next roll, as Stripe allows for up to a day. */
export function rollWebhookSecret(context: StandInContext, endpointId: string): string {
  const record = context.state.webhookEndpoints.get(endpointId);
  if (record === undefined) {
    throw new TypeError(`There is no webhook endpoint ${endpointId}.`);
  }
  const secret = newSecret(context);
  record.secrets = [secret, ...record.secrets.slice(0, 1)];
  context.save();
  return secret;
}

function newSecret({ randomIndex }: StandInContext): string {
  return `whsec_${randomText(32, randomIndex)}`;
}
