// Which of Stripe's event types concern us, and what each of them holds.

/** What an event's `data.object` is, by the event's type. Several types of one object tell of it at different moments. */
export const handledEventTypes = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'checkout.session.async_payment_failed': 'session',
  'checkout.session.expired': 'session',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
  // Endpoints made before refunds had events of their own hear of some refunds only by this name.
  'charge.refund.updated': 'refund',
  'invoice.paid': 'invoice',
  'customer.subscription.deleted': 'subscription',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'dispute',
  'charge.dispute.funds_reinstated': 'dispute',
} as const;

/** A type of event that concerns us. */
export type HandledEventType = keyof typeof handledEventTypes;

/** Whether events of this type concern us. */
export function isHandledEventType(type: string): type is HandledEventType {
  return Object.hasOwn(handledEventTypes, type);
}

/**
 * What a webhook endpoint is to be subscribed to: enough to hear of everything, no more. `invoice.paid` comes for every paid
 * invoice, also where `invoice.payment_succeeded` does not, so that one is not asked for.
 */
export const webhookEventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'invoice.paid',
  'customer.subscription.deleted',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const satisfies readonly HandledEventType[];
