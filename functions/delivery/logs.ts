// Every line that deliveries log: what a person has to know of; the rest stands in the report and in the entries.
import type { Log, LogFields } from '../http/log.ts';
import type { Delivery } from '../rules/delivery.ts';
import type { Entry } from '../rules/entry.ts';
import { redact, shortSessionId } from '../rules/redact.ts';

export interface DeliveryLogs {
  /** A delivery ended in a way that only a person can put right. */
  deliveryParked(entry: Entry, delivery: Delivery): void;
  /** Stripe refused a property's key, or something it may not read; `permission` as Stripe names it. */
  stripeRefused(propertyId: string, purpose: string, permission: string | undefined): void;
  stripePermissionLost(propertyId: string, permission: string): void;
  unknownStripeValue(propertyId: string, field: string, value: string): void;
  /** A stored record cannot be read; what is about it is left out. */
  recordDamaged(id: string, error: Error): void;
  /** Something of a property could not be done; `what` is a short stable word. */
  failed(propertyId: string, what: string, error: unknown): void;
}

/** The lines, written to `log`. */
export function createDeliveryLogs(log: Log): DeliveryLogs {
  return {
    deliveryParked: (entry, delivery) =>
      log('WARNING', sentences[delivery.state === 'dead' ? 'dead' : 'uncertain'], {
        event: `delivery_${delivery.state}`,
        property_id: entry.propertyId,
        entry: shortEntryId(entry),
        delivery: delivery.event,
        destination: delivery.destinationId,
        reason: delivery.reason,
        attempts: delivery.attempts,
      }),
    stripeRefused: (propertyId, purpose, permission) =>
      log(
        'WARNING',
        permission === undefined
          ? 'Stripe refused the key of the property. Store a new restricted key.'
          : 'The Stripe key lacks a right that this needs. Grant it.',
        { event: 'stripe_key_rejected', property_id: propertyId, purpose, missing_permission: permission },
      ),
    stripePermissionLost: (propertyId, permission) =>
      log('WARNING', 'The Stripe key lost a right that it had, so the session is sent without. Grant it again.', {
        event: 'stripe_permission_lost',
        property_id: propertyId,
        missing_permission: permission,
      }),
    unknownStripeValue: (propertyId, field, value) =>
      log('WARNING', 'Stripe sent a value that its pinned API version does not have.', {
        event: 'unknown_stripe_value',
        property_id: propertyId,
        field,
        value: redact(value).slice(0, 60),
      }),
    recordDamaged: (id, error) =>
      log('ERROR', 'A stored record cannot be read and is left out. Restore it from a backup.', {
        event: 'record_damaged',
        record: redact(id),
        detail: redact(error.message).slice(0, 500),
      }),
    failed: (propertyId, what, error) =>
      log('ERROR', 'Something could not be done now and is tried again later.', {
        event: 'delivery_failed',
        property_id: propertyId,
        what,
        ...toErrorFields(error),
      }),
  };
}

const sentences = {
  dead: 'A delivery was given up. Mend what the reason names, then send it again with: npm run tilltag -- replay EVENT_ID.',
  uncertain:
    'A delivery may or may not have arrived, and its destination cannot drop a repeat. Look there, then decide whether to send it again.',
};

function shortEntryId(entry: Entry): string {
  const stripeId = entry.id.slice(entry.propertyId.length + 1);
  return entry.kind === 'session' ? shortSessionId(stripeId) : stripeId;
}

function toErrorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { cause: typeof error };
  return {
    cause: error.name,
    detail: redact(error.message).slice(0, 1_000),
    stack_trace: redact(error.stack ?? '').slice(0, 4_000),
  };
}
