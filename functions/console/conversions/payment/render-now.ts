// The event of a delivery as it would be sent now, without anything personal.
import type { ForwardedEvent } from '../../../contract/forwarded-event.ts';
import { findSettings } from '../../../delivery/find-ending.ts';
import type { Delivery } from '../../../rules/delivery.ts';
import type { Entry, InvoiceEntry } from '../../../rules/entry.ts';
import { IncompleteEntryError } from '../../../rules/forwarded-money.ts';
import type { Property } from '../../../rules/property.ts';
import { toForwardedEvent } from '../../../rules/to-forwarded-event.ts';
import type { Payment } from './read-payment.ts';

/** The event, or why there is none. */
export type RenderedNow =
  | { kind: 'event'; event: Omit<ForwardedEvent, 'user_data' | 'meta_user_data'> }
  | { kind: 'none'; reason: 'consent' | 'mode' | 'incomplete' | 'removed' };

/** What of a payment is rendered. */
export interface Rendering {
  payment: Payment;
  entry: Entry;
  delivery: Delivery;
  property: Property;
  nowMs: number;
}

/** By what consent and settings say at `nowMs`. */
export function renderNow({ payment, entry, delivery, property, nowMs }: Rendering): RenderedNow {
  const destination = findSettings(entry, delivery.destinationId, property);
  if (destination === undefined) return { kind: 'none', reason: 'removed' };
  const { session, click } = payment;
  const invoice = findInvoice(payment, entry);
  try {
    const parts = { event: delivery.event, entry, session, invoice, property, click, destination, nowMs };
    const rendered = toForwardedEvent(parts);
    if (rendered.kind === 'suppressed') return { kind: 'none', reason: rendered.reason };
    const { user_data, meta_user_data, ...event } = rendered.event;
    return { kind: 'event', event };
  } catch (error) {
    if (error instanceof IncompleteEntryError) return { kind: 'none', reason: 'incomplete' };
    throw error;
  }
}

function findInvoice({ later }: Payment, entry: Entry): InvoiceEntry | undefined {
  if (entry.kind === 'invoice') return entry;
  const invoiceId = entry.kind === 'refund' || entry.kind === 'dispute' ? entry.invoiceId : null;
  const found = later.find((one) => one.kind === 'invoice' && one.invoice.id === invoiceId);
  return found?.kind === 'invoice' ? found : undefined;
}
