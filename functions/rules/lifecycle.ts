// Which events an entry stands for: what a session's status, a refund, an invoice, a dispute or a cancellation means.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import type { Entry, InvoiceEntry, LaterEntry, SessionEntry } from './entry.ts';
import { toOutcome } from './status.ts';
import type { Dispute, Invoice } from './stripe-change.ts';

/** The events that a thank-you page can tell of. */
export const pageEvents = [
  'purchase',
  'trial_start',
  'setup_complete',
  'checkout_pending',
] as const satisfies CheckoutEvent[];

/** Whether a page can tell of the event. */
export function isPageEvent(event: LifecycleEvent): event is CheckoutEvent {
  return pageEvents.some((pageEvent) => pageEvent === event);
}

/**
 * The event that the entry stands for as it is now, `undefined` where nothing is to be told. A later entry stands for
 * something only once it is known what it goes back to; `session` is that entry.
 */
export function findEvent(entry: Entry, session?: SessionEntry): LifecycleEvent | undefined {
  return entry.kind === 'session' ? findSessionEvent(entry) : findLaterEvent(entry, session);
}

/** Whether an event that was planned for the entry has been made untrue by what happened since, as far as is known. */
export function isOvertaken(entry: Entry, event: LifecycleEvent, session?: SessionEntry): boolean {
  if (entry.kind === 'session') return findSessionEvent(entry) !== event;
  if (entry.kind === 'refund') return entry.hasFailedLater;
  if (entry.kind === 'invoice' && session !== undefined) return findInvoiceEvent(entry, session) !== event;
  return entry.resolution.state === 'foreign';
}

/**
 * Whether a paid invoice is one that is told of: a further period that costs something, whether it was paid by card or from
 * the customer's balance. What a customer owed from before may be paid with an invoice that itself charges nothing.
 */
export function isRenewal({ billingReason, totalMinor, subscriptionId }: Invoice): boolean {
  return billingReason === 'subscription_cycle' && totalMinor > 0 && subscriptionId !== null;
}

/** Whether it is decided who keeps the money of a dispute; that may change once more. */
export function hasEnded({ status }: Dispute): boolean {
  return status === 'lost' || status === 'won' || status === 'prevented';
}

/** Whether a subscription that began free can have become a paid one by this invoice. */
export function canConvert({ status }: SessionEntry, invoice: Invoice): boolean {
  return isRenewal(invoice) && status === 'free';
}

function findSessionEvent({ status, session }: SessionEntry): LifecycleEvent | undefined {
  switch (status) {
    case 'expired':
      return 'checkout_expired';
    case 'failed':
      return 'checkout_failed';
    case 'pending':
      return 'checkout_pending';
    case 'paid':
      return 'purchase';
    case 'free': {
      const outcome = session && toOutcome(session);
      return outcome?.kind === 'completed' ? outcome.event : undefined;
    }
  }
}

function findLaterEvent(entry: LaterEntry, session: SessionEntry | undefined): LifecycleEvent | undefined {
  if (entry.resolution.state !== 'resolved') return undefined;
  switch (entry.kind) {
    case 'refund':
      if (entry.hasFailedLater || entry.share === null) return undefined;
      return entry.invoiceId === null ? 'refund' : 'subscription_refund';
    case 'invoice':
      return findInvoiceEvent(entry, session);
    case 'dispute':
      return entry.dispute.status.startsWith('warning_') ? undefined : 'dispute';
    case 'subscription':
      return 'subscription_cancel';
  }
}

function findInvoiceEvent({ invoice }: InvoiceEntry, session: SessionEntry | undefined): LifecycleEvent | undefined {
  if (!isRenewal(invoice)) return undefined;
  return session?.convertedBy === invoice.id ? 'trial_converted' : 'subscription_renewal';
}
