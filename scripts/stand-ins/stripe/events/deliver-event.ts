// Carries an event to an endpoint over real HTTP, well or badly, as the network and the world between would.
import { nowSeconds } from '../now-seconds.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { EndpointRecord, EventRecord } from '../state.ts';
import { wantsEvent } from './emit-event.ts';
import { renderEvent } from './render-event.ts';
import { signPayload } from './sign-payload.ts';

/** How the event travels. */
export interface DeliveryOptions {
  /** To this endpoint alone; to all that want the event unless given. */
  endpointId?: string;
  /** How often it is sent, one after the other; once unless given. */
  times?: number;
  /** When the signature says that it was made; the stand-in's clock unless given. An old one is a replay. */
  signedAtMs?: number;
  /** What somebody in between changes, after it was signed. */
  tamper?: 'body' | 'signature' | 'truncate';
  /** Signed with this in place of the endpoint's own secrets. */
  secret?: string;
  /** What gets lost: the request before it leaves, or the answer on its way back. */
  lose?: 'request' | 'answer';
  /** How long an answer is awaited. */
  timeoutMs?: number;
}

/** What came of one sending. Stripe counts an answer from 200 to 299 as taken, and nothing else. */
export interface DeliveryAttempt {
  endpointId: string;
  outcome: { kind: 'answered'; status: number } | { kind: 'lost' | 'timed_out' | 'unreachable' };
}

/** A request that is ready to be sent. */
export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const defaultTimeoutMs = 10_000;

/** Sends the event as told, and notes who took it. Throws a TypeError for an event or endpoint that is not there. */
export async function deliverEvent(
  context: StandInContext,
  eventId: string,
  options: DeliveryOptions = {},
): Promise<DeliveryAttempt[]> {
  const record = getEvent(context, eventId);
  const attempts: DeliveryAttempt[] = [];
  for (const endpoint of findEndpoints(context, record, options.endpointId)) {
    for (let time = 0; time < (options.times ?? 1); time += 1) {
      const outcome = await send(toRequest(context, record, endpoint, options), options);
      attempts.push({ endpointId: endpoint.object.id, outcome });
      if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
        record.undelivered = record.undelivered.filter((id) => id !== endpoint.object.id);
      }
    }
  }
  context.save();
  return attempts;
}

/** The request that the event would travel in, for callers who carry it themselves. */
export function renderRequest(
  context: StandInContext,
  eventId: string,
  endpointId: string,
  options: DeliveryOptions = {},
): WebhookRequest {
  const record = getEvent(context, eventId);
  const [endpoint] = findEndpoints(context, record, endpointId);
  if (endpoint === undefined) {
    throw new TypeError(`There is no webhook endpoint ${endpointId}.`);
  }
  return toRequest(context, record, endpoint, options);
}

function getEvent({ state }: StandInContext, eventId: string): EventRecord {
  const record = state.events.get(eventId);
  if (record === undefined) {
    throw new TypeError(`There is no event ${eventId}.`);
  }
  return record;
}

function findEndpoints({ state }: StandInContext, record: EventRecord, endpointId?: string): EndpointRecord[] {
  const own = [...state.webhookEndpoints.values()].filter(
    ({ accountId, livemode }) => accountId === record.accountId && livemode === record.livemode,
  );
  if (endpointId !== undefined) {
    return own.filter(({ object }) => object.id === endpointId);
  }
  return own.filter((endpoint) => wantsEvent(endpoint, record.object.type));
}

function toRequest(
  context: StandInContext,
  record: EventRecord,
  { object, secrets }: EndpointRecord,
  { signedAtMs, tamper, secret }: DeliveryOptions,
): WebhookRequest {
  const signedAt = signedAtMs === undefined ? nowSeconds(context) : Math.floor(signedAtMs / 1000);
  const body = JSON.stringify(renderEvent(context, record, object.api_version), null, 2);
  const signature = signPayload(body, secret === undefined ? secrets : [secret], signedAt);
  return {
    url: object.url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature':
        tamper === 'signature' ? signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) : signature,
    },
    body: tamperWith(body, tamper),
  };
}

function tamperWith(body: string, tamper: DeliveryOptions['tamper']): string {
  if (tamper === 'truncate') {
    return body.slice(0, -Math.ceil(body.length / 3));
  }
  // One digit of a time or an amount: still JSON, and no longer what was signed.
  return tamper === 'body' ? body.replace(/\d(?=,\n)/, (digit) => String((Number(digit) + 1) % 10)) : body;
}

async function send(request: WebhookRequest, options: DeliveryOptions): Promise<DeliveryAttempt['outcome']> {
  if (options.lose === 'request') {
    return { kind: 'lost' };
  }
  const signal = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  try {
    const { url, ...init } = request;
    const response = await fetch(url, { ...init, method: 'POST', redirect: 'manual', signal });
    await response.arrayBuffer();
    return options.lose === 'answer' ? { kind: 'lost' } : { kind: 'answered', status: response.status };
  } catch {
    return { kind: signal.aborted ? 'timed_out' : 'unreachable' };
  }
}
