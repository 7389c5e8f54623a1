// Translates an event of Stripe's into our own shape, whichever API version wrote it, or says why it is none of ours.
import type Stripe from 'stripe';
import type { ChangedObject, StripeChange } from '../rules/stripe-change.ts';
import { isWholeSession } from './is-whole-session.ts';
import type { IgnoredEvent, ReadEvent } from './payment-reader.ts';
import { toCheckoutSession, type UnknownValueListener } from './to-checkout-session.ts';
import { toDispute } from './to-dispute.ts';
import { toInvoice } from './to-invoice.ts';
import { toRefund } from './to-refund.ts';
import { toSubscription } from './to-subscription.ts';
import { type HandledEventType, handledEventTypes, isHandledEventType } from './webhook-event-types.ts';
import type { WireRecord } from './wire-record.ts';

/** What every event of Stripe's says of itself. */
export interface EventFrame {
  eventId: string;
  type: string;
  livemode: boolean;
  createdSeconds: number;
  isThin: boolean;
}

/** The frame of an event, thin ones included; `undefined` where the JSON is no event. */
export function readEventFrame(event: WireRecord): EventFrame | undefined {
  const [eventId, type, object] = [event.text('id'), event.text('type'), event.text('object')];
  const isThin = object === 'v2.core.event';
  // A thin event writes its time as text, and its mode only where it has one.
  const createdSeconds = isThin ? toSeconds(event.text('created')) : event.seconds('created');
  const livemode = event.flag('livemode') ?? (isThin ? false : null);
  if (eventId === null || type === null || createdSeconds === null || livemode === null) return undefined;
  return isThin || object === 'event' ? { eventId, type, livemode, createdSeconds, isThin } : undefined;
}

function toSeconds(time: string | null): number | null {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}

/** The event in our shape. Which shape its object is in, is seen by what is there rather than by the version's name. */
export function toChange(
  event: WireRecord,
  { isThin, ...frame }: EventFrame,
  onUnknownValue: UnknownValueListener = () => {},
): ReadEvent {
  const { eventId, type } = frame;
  const ignore = (reason: IgnoredEvent['reason']): ReadEvent => ({
    kind: 'ignored',
    ignored: { eventId, type, reason },
  });
  if (isThin) return ignore('thin_event');
  if (event.text('account') !== null) return ignore('connected_account');
  if (!isHandledEventType(type)) return ignore('unknown_type');
  const payload = event.record('data')?.record('object');
  const object = payload && toChangedObject(type, payload, frame, onUnknownValue);
  return object === undefined ? ignore('malformed_object') : { kind: 'change', change: { ...frame, object } };
}

/** What `data.object` must name itself, so that a mix-up is not taken for money. */
const objectNames = {
  session: 'checkout.session',
  refund: 'refund',
  invoice: 'invoice',
  subscription: 'subscription',
  dispute: 'dispute',
} as const satisfies Record<ChangedObject['kind'], string>;

function toChangedObject(
  type: HandledEventType,
  payload: WireRecord,
  { createdSeconds, livemode }: Pick<StripeChange, 'createdSeconds' | 'livemode'>,
  onUnknownValue: UnknownValueListener,
): ChangedObject | undefined {
  const kind = handledEventTypes[type];
  if (payload.text('object') !== objectNames[kind]) return undefined;
  switch (kind) {
    case 'session':
      // Money of one mode must never be reported as that of the other.
      return payload.flag('livemode') === livemode ? toSessionChange(type, payload, onUnknownValue) : undefined;
    case 'refund': {
      const refund = toRefund(payload);
      return refund && { kind, refund };
    }
    case 'invoice': {
      const invoice = toInvoice(payload);
      return invoice && { kind, invoice };
    }
    case 'subscription': {
      const subscription = toSubscription(payload, createdSeconds);
      return subscription && { kind, subscription };
    }
    case 'dispute': {
      const dispute = toDispute(payload);
      return dispute && { kind, dispute };
    }
  }
}

function toSessionChange(
  type: HandledEventType,
  payload: WireRecord,
  onUnknownValue: UnknownValueListener,
): ChangedObject | undefined {
  if (!isWholeSession(payload)) return undefined;
  // What the translation reads was looked at above; the rest of the type is not relied on.
  const session = payload.raw as unknown as Stripe.Checkout.Session;
  const isFailed = type === 'checkout.session.async_payment_failed';
  return { kind: 'session', session: toCheckoutSession(session, [], onUnknownValue), isFailed };
}
