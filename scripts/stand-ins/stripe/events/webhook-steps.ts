// Endpoints and the events that go to them, as tests and the demo handle them.
import type { StandInContext } from '../stand-in-context.ts';
import type { EndpointRecord, EventObject } from '../state.ts';
import {
  type DeliveryAttempt,
  type DeliveryOptions,
  deliverEvent,
  renderRequest,
  type WebhookRequest,
} from './deliver-event.ts';
import { addWebhookEndpoint, type EndpointDraft, putWebhookEndpoint, rollWebhookSecret } from './webhook-endpoints.ts';

/** Nothing is delivered unless it is asked for here, or the stand-in was started to deliver by itself. */
export interface WebhookSteps {
  /** An endpoint of one mode, as the dashboard makes it; `secrets[0]` signs. */
  addWebhookEndpoint: (accountId: string, draft: EndpointDraft & { livemode?: boolean }) => EndpointRecord;
  /** The test endpoint with this description, changed or new, so that a demo may say it at every start. */
  putWebhookEndpoint: (accountId: string, draft: EndpointDraft & { description: string }) => EndpointRecord;
  /** The new secret; the one before it signs too until the next roll. */
  rollWebhookSecret: (endpointId: string) => string;
  /** What happened so far, oldest first, of all accounts; only of these types where any are named. */
  listEvents: (...types: string[]) => EventObject[];
  /** Throws a TypeError for an unknown event. */
  deliver: (eventId: string, options?: DeliveryOptions) => Promise<DeliveryAttempt[]>;
  /** The signed request, for callers who carry it themselves. Throws a TypeError for an unknown event or endpoint. */
  renderRequest: (eventId: string, endpointId: string, options?: DeliveryOptions) => WebhookRequest;
}

/** The steps, on the context's state. */
export function createWebhookSteps(context: StandInContext): WebhookSteps {
  return {
    addWebhookEndpoint: (accountId, { livemode = false, ...draft }) =>
      addWebhookEndpoint(context, { accountId, livemode }, draft),
    putWebhookEndpoint: (accountId, draft) => putWebhookEndpoint(context, { accountId, livemode: false }, draft),
    rollWebhookSecret: (endpointId) => rollWebhookSecret(context, endpointId),
    listEvents: (...types) =>
      [...context.state.events.values()]
        .map(({ object }) => object)
        .filter(({ type }) => types.length === 0 || types.includes(type)),
    deliver: (eventId, options) => deliverEvent(context, eventId, options),
    renderRequest: (eventId, endpointId, options) => renderRequest(context, eventId, endpointId, options),
  };
}
