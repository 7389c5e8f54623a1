// The API about webhook endpoints; the secret is in the answer to the creation and never again.
import { type Caller, ownerOf } from '../accounts.ts';
import { invalidParameter, isErrorAnswer, type StripeErrorAnswer } from '../api-errors.ts';
import type { Parameters } from '../parameters.ts';
import { findKept, listKept } from '../payments/list-kept.ts';
import { listParameters, type Route } from '../route.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { EndpointRecord } from '../state.ts';
import { renderedVersions } from './render-event.ts';
import { addWebhookEndpoint } from './webhook-endpoints.ts';

const write = 'rak_webhook_write';
const read = 'rak_webhook_read';
const changeable = ['url', 'enabled_events[*]', 'description', 'disabled'];

/** Listing, reading, making, changing and removing endpoints. */
export const webhookEndpointRoutes: Route[] = [
  {
    method: 'GET',
    pattern: /^\/v1\/webhook_endpoints$/,
    permission: read,
    parameters: listParameters,
    answer: ({ state }, caller, _id, { values }) =>
      listKept(state.webhookEndpoints, caller, values, {
        url: '/v1/webhook_endpoints',
        matches: () => true,
        render: ({ object }) => object,
      }),
  },
  {
    method: 'GET',
    pattern: /^\/v1\/webhook_endpoints\/([^/]+)$/,
    permission: read,
    parameters: [],
    answer: (context, caller, id) => {
      const record = findEndpoint(context, caller, id);
      return isErrorAnswer(record) ? record : record.object;
    },
  },
  {
    method: 'POST',
    pattern: /^\/v1\/webhook_endpoints$/,
    permission: write,
    parameters: [...changeable, 'api_version'],
    answer: create,
  },
  {
    method: 'POST',
    pattern: /^\/v1\/webhook_endpoints\/([^/]+)$/,
    permission: write,
    parameters: changeable,
    answer: change,
  },
  {
    method: 'DELETE',
    pattern: /^\/v1\/webhook_endpoints\/([^/]+)$/,
    permission: write,
    parameters: [],
    answer: remove,
  },
];

function findEndpoint({ state }: StandInContext, caller: Caller, id: string): EndpointRecord | StripeErrorAnswer {
  return findKept(state.webhookEndpoints, caller, id, { object: 'webhook endpoint', param: 'webhook_endpoint' });
}

function create(context: StandInContext, caller: Caller, _id: string, { values }: Parameters): object {
  const enabledEvents = readEvents(values);
  const url = values.get('url') ?? '';
  const apiVersion = values.get('api_version') ?? null;
  const fault = findFault(caller, url, enabledEvents, apiVersion);
  if (fault !== undefined) {
    return fault;
  }
  const description = values.get('description') ?? null;
  const draft = { url, enabledEvents, apiVersion, description };
  const { object, secrets } = addWebhookEndpoint(context, ownerOf(caller), draft);
  return { ...object, secret: secrets[0] };
}

function change(context: StandInContext, caller: Caller, id: string, { values }: Parameters): object {
  const record = findEndpoint(context, caller, id);
  if (isErrorAnswer(record)) {
    return record;
  }
  const { object } = record;
  const enabledEvents = readEvents(values);
  const events = enabledEvents.length === 0 ? object.enabled_events : enabledEvents;
  const url = values.get('url') ?? object.url;
  const fault = findFault(caller, url, events, object.api_version);
  if (fault !== undefined) {
    return fault;
  }
  object.url = url;
  object.enabled_events = events;
  object.description = values.get('description') ?? object.description;
  object.status = values.get('disabled') === 'true' ? 'disabled' : 'enabled';
  context.save();
  return object;
}

function remove(context: StandInContext, caller: Caller, id: string): object {
  const record = findEndpoint(context, caller, id);
  if (isErrorAnswer(record)) {
    return record;
  }
  context.state.webhookEndpoints.delete(id);
  context.save();
  return { id, object: 'webhook_endpoint', deleted: true };
}

function readEvents(values: Map<string, string>): string[] {
  return [...values].filter(([name]) => name.startsWith('enabled_events[')).map(([, type]) => type);
}

function findFault(
  { livemode }: Caller,
  url: string,
  events: readonly string[],
  apiVersion: string | null,
): StripeErrorAnswer | undefined {
  if (!URL.canParse(url)) {
    return invalidParameter('url', 'Invalid URL: An explicit scheme (such as https) must be provided.', 'url_invalid');
  }
  if (livemode && !url.startsWith('https:')) {
    return invalidParameter('url', 'Invalid URL: URL must be HTTPS in live mode.', 'url_invalid');
  }
  if (events.length === 0) {
    return invalidParameter('enabled_events', 'Missing required param: enabled_events.', 'parameter_missing');
  }
  const unknown = events.find((type) => type !== '*' && !/^[a-z_]+(?:\.[a-z_]+)+$/.test(type));
  if (unknown !== undefined) {
    return invalidParameter('enabled_events', `Invalid enabled_events: ${unknown} is not an event type.`);
  }
  return apiVersion === null || renderedVersions.includes(apiVersion)
    ? undefined
    : invalidParameter('api_version', `Invalid API version: ${apiVersion}`);
}
