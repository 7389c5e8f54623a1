// Finds the session that something at Stripe goes back to: in the ledger first, else by asking Stripe step by step.
import { recordChange } from '../ledger/record-change.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { Missing } from '../rules/delivery-steps.ts';
import type { InvoiceEntry, LaterEntry, SessionEntry } from '../rules/entry.ts';
import type { Property } from '../rules/property.ts';
import type { Invoice } from '../rules/stripe-change.ts';
import { entryId } from '../store/store.ts';
import type { PaymentReader } from '../stripe/payment-reader.ts';
import { completeSession, readSession } from './complete-session.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { withStripe } from './with-stripe.ts';

/** `invoice` is the renewal, where it was not the session itself that sold it. */
export interface Purchase {
  session: SessionEntry;
  invoice?: InvoiceEntry;
}

/**
 * `foreign`: known for good to be none of ours. `not_found`: as far as Stripe knows now. `missing`: nobody could be asked.
 */
export type FoundPurchase =
  | { kind: 'found'; purchase: Purchase }
  | { kind: 'foreign'; reason: string }
  | { kind: 'not_found' }
  | { kind: 'missing'; missing: Missing };

/** One step of the search: on with the value, or the end of it. */
type Step<T> = { kind: 'on'; value: T } | Exclude<FoundPurchase, { kind: 'found' }>;

interface Search {
  run: DeliveryRun;
  record: PropertyRecord;
  livemode: boolean;
}

/** The purchase that the entry goes back to, with its items. Rejects as the store does. */
export async function findPurchase(
  run: DeliveryRun,
  record: PropertyRecord,
  entry: LaterEntry,
): Promise<FoundPurchase> {
  const search: Search = { run, record, livemode: entry.livemode };
  switch (entry.kind) {
    case 'subscription':
      return await findByReference(search, entry.subscription.id);
    case 'invoice':
      // Sold without Checkout's subscriptions; that never changes.
      return entry.invoice.subscriptionId === null
        ? { kind: 'foreign', reason: 'no_subscription' }
        : await findByReference(search, entry.invoice.subscriptionId);
    case 'refund':
      return await findByPayment(search, entry.refund);
    case 'dispute':
      return await findByPayment(search, entry.dispute);
  }
}

async function findByPayment(
  search: Search,
  { paymentIntentId, chargeId }: { paymentIntentId: string | null; chargeId: string | null },
): Promise<FoundPurchase> {
  const payment = paymentIntentId === null ? await findPayment(search, chargeId) : toStep(paymentIntentId);
  if (payment.kind !== 'on') return payment;
  const own = await findByReference(search, payment.value);
  if (own.kind !== 'not_found') return own;
  return await findByInvoice(search, payment.value);
}

async function findPayment(search: Search, chargeId: string | null): Promise<Step<string>> {
  // Checkout takes every payment by a payment intent.
  if (chargeId === null) return { kind: 'foreign', reason: 'no_payment' };
  return await ask(search, (reader) => reader.findPaymentIntentId(chargeId));
}

async function findByInvoice(search: Search, paymentIntentId: string): Promise<FoundPurchase> {
  const id = await ask(search, (reader) => reader.findInvoiceId(paymentIntentId));
  if (id.kind !== 'on') return id;
  const { run, record } = search;
  const stored = await run.context.store.findEntry(entryId(record.property.id, id.value));
  const known = stored?.kind === 'invoice' ? stored : undefined;
  const invoice = known ? toStep(known.invoice) : await ask(search, (reader) => reader.readInvoice(id.value));
  if (invoice.kind !== 'on') return invoice;
  if (invoice.value.subscriptionId === null) return { kind: 'foreign', reason: 'no_subscription' };
  const found = await findByReference(search, invoice.value.subscriptionId);
  // What the first invoice bills is what the session sold.
  if (found.kind !== 'found' || invoice.value.billingReason === 'subscription_create') return found;
  const entry = known ?? (await recordInvoice(search, invoice.value));
  return entry === undefined
    ? { kind: 'missing', missing: { reason: 'invoice_missing' } }
    : { kind: 'found', purchase: { ...found.purchase, invoice: entry } };
}

/** What is told of later than this is written down, not sent: destinations would take it for new. */
const maxRenewalAgeMs = 72 * 3_600_000;

/** A renewal that no webhook told of. It happened when it was paid. */
async function recordInvoice({ run, record, livemode }: Search, invoice: Invoice): Promise<InvoiceEntry | undefined> {
  const { store, now } = run.context;
  const createdSeconds = invoice.paidAtSeconds ?? invoice.createdSeconds;
  const change = { eventId: invoice.id, type: 'invoice.paid', livemode, createdSeconds } as const;
  const isOld = now() - createdSeconds * 1000 > maxRenewalAgeMs;
  const property: Property = isOld ? { ...record.property, destinations: [] } : record.property;
  await recordChange(
    store,
    property,
    { ...change, object: { kind: 'invoice', invoice } },
    { nowMs: now(), source: 'sweep' },
  );
  // One out of scope is ignored, and still kept as that.
  const stored = await store.findEntry(entryId(property.id, invoice.id));
  return stored?.kind === 'invoice' ? stored : undefined;
}

async function findByReference(search: Search, reference: string): Promise<FoundPurchase> {
  const { run, record } = search;
  const { id: propertyId } = record.property;
  const known = await run.context.store.findSessionEntry(propertyId, reference);
  if (known !== undefined) return toFound(await completeSession(run, record, known, 'sweep'));
  const sessionId = await ask(search, (reader) => reader.findSessionId(reference));
  if (sessionId.kind !== 'on') return sessionId;
  const stored = await run.context.store.findEntry(entryId(propertyId, sessionId.value));
  // One that lacks the reference is read again, so that whatever comes next finds it by itself.
  const isJoined = stored?.kind === 'session' && stored.session?.lines != null && hasReference(stored, reference);
  if (isJoined) return toFound({ kind: 'complete', session: stored });
  return toFound(await readSession(run, record, sessionId.value, 'sweep'));
}

function hasReference({ session }: SessionEntry, reference: string): boolean {
  return session?.paymentIntentId === reference || session?.subscriptionId === reference;
}

function toFound(completed: Awaited<ReturnType<typeof completeSession>>): FoundPurchase {
  if (completed.kind === 'complete') return { kind: 'found', purchase: { session: completed.session } };
  return completed.kind === 'ignored' ? { kind: 'foreign', reason: completed.reason } : completed;
}

function toStep<T>(value: T | undefined): Step<T> {
  return value === undefined ? { kind: 'not_found' } : { kind: 'on', value };
}

async function ask<T>(
  { run, record, livemode }: Search,
  question: (reader: PaymentReader) => Promise<T | undefined>,
): Promise<Step<T>> {
  const mode = livemode ? 'live' : 'test';
  const answer = await withStripe(run, { record, mode, purpose: 'payment' }, (apiKey) =>
    question(run.context.openPaymentReader(apiKey)),
  );
  if (answer.kind === 'missing') return answer;
  return answer.kind === 'unknown' ? { kind: 'not_found' } : toStep(answer.value);
}
