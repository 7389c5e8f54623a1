// Refunds, invoices, disputes and ended subscriptions: whatever tells of one, in any order and any number of times, ends the same.
import { addChanges } from './change-history.ts';
import type { DisputeEntry, EntryChange, InvoiceEntry, LaterEntry, RefundEntry, Resolution } from './entry.ts';
import { toErasedLater } from './erased-session.ts';
import { isRenewal } from './lifecycle.ts';
import type { ChangedObject, Dispute, Invoice, Refund } from './stripe-change.ts';

/** What became of a payment after its session. */
export type LaterObject = Exclude<ChangedObject, { kind: 'session' }>;

/** What somebody newly tells of it. `what` stands in the entry's history. */
export interface LaterNews {
  object: LaterObject;
  livemode: boolean;
  change: EntryChange;
}

/** The id of the Stripe object. */
export function findObjectId(object: LaterObject): string {
  switch (object.kind) {
    case 'refund':
      return object.refund.id;
    case 'invoice':
      return object.invoice.id;
    case 'dispute':
      return object.dispute.id;
    case 'subscription':
      return object.subscription.id;
  }
}

/** The first entry of it: an orphan that is due at once, or foreign where nothing is ever to be told of it. */
export function beginLaterEntry(id: string, propertyId: string, { object, livemode, change }: LaterNews): LaterEntry {
  const resolution: Resolution = { state: 'orphan', dueAtMs: change.atMs, attempts: 0, reason: null };
  const base = {
    id,
    version: 1,
    propertyId,
    livemode,
    firstSeenAtMs: change.atMs,
    deliveries: {},
    changes: [change],
    sessionId: null,
    resolution,
  };
  switch (object.kind) {
    case 'refund':
      return { ...base, ...object, invoiceId: null, share: null, hasFailedLater: false };
    case 'invoice':
      // The session told of the first invoice; others that are no renewals are recorded, and nobody is asked about them. They
      // never get a session, by which an erasure would find whose they are.
      return isRenewal(object.invoice)
        ? { ...base, ...object, refunds: {} }
        : toErasedLater({ ...base, ...object, refunds: {}, resolution: { state: 'foreign', reason: 'no_renewal' } });
    case 'dispute':
      return { ...base, ...object, invoiceId: null };
    case 'subscription':
      return { ...base, ...object };
  }
}

/** The entry after the news, or `undefined` where they tell nothing new. */
export function mergeLater(entry: LaterEntry, { object, change }: LaterNews): LaterEntry | undefined {
  const changes = addChanges(entry.changes, [change]);
  if (entry.kind === 'refund' && object.kind === 'refund')
    return mergeRefund(entry, object.refund, changes, change.atMs);
  if (entry.kind === 'dispute' && object.kind === 'dispute') return mergeDispute(entry, object.dispute, changes);
  if (entry.kind === 'invoice' && object.kind === 'invoice') return mergeInvoice(entry, object.invoice, changes);
  return undefined;
}

const refundRanks: Record<Refund['status'], number> = {
  pending: 0,
  requires_action: 1,
  succeeded: 2,
  canceled: 3,
  failed: 4,
};

function mergeRefund(entry: RefundEntry, told: Refund, changes: EntryChange[], nowMs: number): RefundEntry | undefined {
  const known = entry.refund;
  const isNewer = refundRanks[told.status] > refundRanks[known.status];
  const refund = fill(isNewer ? told : known, isNewer ? known : told, ['paymentIntentId', 'chargeId']);
  const statuses = [told.status, known.status];
  const hasFailedLater =
    entry.hasFailedLater || (statuses.includes('succeeded') && refundRanks[refund.status] > refundRanks.succeeded);
  if (refund === known && hasFailedLater === entry.hasFailedLater) return undefined;
  // Its share must be found, which is work for whoever comes by should this process end here.
  const isUnshared = refund.status === 'succeeded' && entry.share === null && entry.resolution.state === 'resolved';
  const resolution: Resolution = isUnshared
    ? { state: 'orphan', dueAtMs: nowMs, attempts: 0, reason: null }
    : entry.resolution;
  return { ...entry, refund, hasFailedLater, resolution, changes };
}

/** An inquiry may become a dispute, and a dispute ends; what Stripe adds to this list one day counts as its middle. */
const disputeStatuses = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
];
const finalDisputeStatuses = ['prevented', 'lost', 'won'];

function mergeDispute(entry: DisputeEntry, told: Dispute, changes: EntryChange[]): DisputeEntry | undefined {
  const known = entry.dispute;
  const isNewer = compareDisputeStatuses(told.status, known.status) > 0;
  const dispute = fill(isNewer ? told : known, isNewer ? known : told, ['paymentIntentId', 'chargeId']);
  return dispute === known ? undefined : { ...entry, dispute, changes };
}

function compareDisputeStatuses(a: string, b: string): number {
  // By their names where neither is known, so that any order of news ends the same.
  return rankDisputeStatus(a) - rankDisputeStatus(b) || (a < b ? -1 : Number(a > b));
}

function rankDisputeStatus(status: string): number {
  const final = finalDisputeStatuses.indexOf(status);
  if (final >= 0) return disputeStatuses.length + 1 + final;
  const place = disputeStatuses.indexOf(status);
  return place >= 0 ? place : disputeStatuses.length;
}

function mergeInvoice(entry: InvoiceEntry, told: Invoice, changes: EntryChange[]): InvoiceEntry | undefined {
  const known = entry.invoice;
  const filled = fill(known, told, ['paidAtSeconds', 'subscriptionId']);
  const invoice = known.lines.length === 0 && told.lines.length > 0 ? { ...filled, lines: told.lines } : filled;
  return invoice === known ? undefined : { ...entry, invoice, changes };
}

/** `a`, its unknown fields filled from `b`; `a` itself where there is nothing to fill. */
function fill<T extends object, K extends keyof T>(a: T, b: T, fields: readonly K[]): T {
  const gaps = fields.filter((field) => a[field] === null && b[field] !== null);
  if (gaps.length === 0) return a;
  const filled = { ...a };
  for (const field of gaps) filled[field] = b[field];
  return filled;
}
