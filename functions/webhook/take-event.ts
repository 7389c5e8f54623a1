// Takes one event from Stripe: whose it is, whether Stripe sent it, whether it concerns us; then it is recorded.
import type { IncomingMessage } from 'node:http';
import { readClientAddress, toAddressGroup } from '../http/client-address.ts';
import { HttpError } from '../http/http-error.ts';
import { maxEventBytes } from '../http/limit-bodies.ts';
import { readBody } from '../http/read-body.ts';
import type { TokenBuckets } from '../http/token-buckets.ts';
import { recordChange } from '../ledger/record-change.ts';
import type { PropertyCache, PropertyRecord } from '../properties/property-cache.ts';
import { findObjectId } from '../rules/merge-later.ts';
import type { ChangedObject } from '../rules/stripe-change.ts';
import type { Store } from '../store/store.ts';
import { type EventRefusal, verifyEvent } from '../stripe/verify-event.ts';
import type { EventNote, WebhookLogs } from './logs.ts';
import { openWebhookSecrets } from './open-webhook-secrets.ts';

export interface WebhookContext {
  store: Store;
  properties: PropertyCache;
  /** How many unknown properties each address may ask the store for. */
  strangers: TokenBuckets;
  logs: WebhookLogs;
  now: () => number;
  trustedHops: number;
}

/** What became of an event that Stripe need not send again. */
export type EventOutcome = { kind: 'recorded' | 'repeat' } | { kind: 'ignored'; reason: string };

const refusals = {
  missing_signature: 'missing_signature',
  malformed_signature: 'malformed_signature',
  invalid_signature: 'invalid_signature',
  too_old: 'signature_too_old',
  in_the_future: 'signature_in_the_future',
  malformed_event: 'malformed_event',
} as const satisfies Record<EventRefusal, string>;

/**
 * Records the event of this request for the property, and fills `note` in on the way. Rejects with an HttpError for what is
 * no event of Stripe's to this property, and with the store's errors, after which Stripe sends the event again.
 */
export async function takeEvent(
  context: WebhookContext,
  request: IncomingMessage,
  propertyId: string | undefined,
  note: EventNote,
): Promise<EventOutcome> {
  const { store, logs, now } = context;
  const { property, openWebhookSecrets: open } = await findRecord(context, request, propertyId);
  note.propertyId = property.id;
  const secrets = openWebhookSecrets(open);
  const rawBody = await readBody(request, maxEventBytes);
  const header = request.headers['stripe-signature'];
  const verified = await verifyEvent(
    rawBody,
    Array.isArray(header) ? header.join(',') : header,
    secrets.all,
    now(),
    (field, value) => logs.unknownStripeValue(note, field, value),
  );
  if (verified.kind === 'refused') {
    // One of the closed secrets may have been the right one.
    if (verified.reason === 'invalid_signature' && secrets.fault !== undefined) throw secrets.fault;
    throw new HttpError(refusals[verified.reason]);
  }
  const { event, livemode, secretIndex } = verified;
  const { eventId: id, type } = event.kind === 'change' ? event.change : event.ignored;
  note.stripeEvent = { id, type, livemode };
  if (event.kind === 'change') note.objectId = idOf(event.change.object);
  else if (event.ignored.reason === 'thin_event') throw new HttpError('thin_event');
  if (!secrets.isOf(livemode ? 'live' : 'test', secretIndex)) return { kind: 'ignored', reason: 'wrong_mode' };
  if (event.kind === 'ignored') {
    const { reason } = event.ignored;
    if (reason === 'malformed_object') throw new HttpError('malformed_event', { detail: 'Its object is not whole.' });
    return { kind: 'ignored', reason };
  }
  const outcome = await recordChange(store, property, event.change, { nowMs: now(), source: 'webhook' });
  return outcome.kind === 'ignored' ? outcome : { kind: outcome.kind };
}

async function findRecord(
  { properties, strangers, trustedHops }: WebhookContext,
  request: IncomingMessage,
  propertyId: string | undefined,
): Promise<PropertyRecord> {
  if (propertyId === undefined) throw new HttpError('unknown_property');
  const remembered = properties.recall(propertyId);
  if (remembered === null) throw new HttpError('unknown_property');
  if (remembered !== undefined) return remembered;
  const address = toAddressGroup(readClientAddress(request, trustedHops));
  const retryAfterMs = strangers.peek(address);
  if (retryAfterMs > 0) throw new HttpError('rate_limited', { retryAfterMs });
  const record = await properties.find(propertyId);
  if (record !== undefined) return record;
  // Only what is not there counts, because all of Stripe's events come from a few addresses.
  strangers.take(address);
  throw new HttpError('unknown_property');
}

function idOf(object: ChangedObject): string {
  return object.kind === 'session' ? object.session.id : findObjectId(object);
}
