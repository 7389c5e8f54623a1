// Whether a destination knows of the purchase that a refund takes back: what it was never told cannot be taken back there.
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import { type DeliveryState, deliveryKey } from './delivery.ts';
import type { InvoiceEntry, SessionEntry } from './entry.ts';
import { isReportedBy } from './plan-entry.ts';
import type { Property } from './property.ts';

type Sender = Property['sender'];

/** `awaited`: it is on its way, or a person may still send it; `dueAtMs` is when it is due next, `null` where nobody knows. */
export type PurchaseTelling = { kind: 'told' } | { kind: 'untold' } | { kind: 'awaited'; dueAtMs: number | null };

/** Of which destination, and who sends for its property now. */
export interface TellingQuestion {
  destinationId: string;
  sender: Sender;
}

/** What the destination knows of a purchase or renewal, from its own deliveries or from a page. */
export function findPurchaseTelling(
  purchase: SessionEntry | InvoiceEntry,
  { destinationId, sender }: TellingQuestion,
): PurchaseTelling {
  // A renewal that turned out to be a conversion, or the reverse, has a delivery of each.
  const known = sales.flatMap((event) => purchase.deliveries[deliveryKey(event, destinationId)] ?? []);
  if (known.some(({ state }) => toldStates.has(state))) return { kind: 'told' };
  const open = known.find(({ state }) => openStates.has(state));
  return open === undefined ? findUnsent(purchase, sender) : { kind: 'awaited', dueAtMs: open.dueAtMs };
}

const sales = ['purchase', 'subscription_renewal', 'trial_converted'] as const satisfies LifecycleEvent[];

const toldStates: ReadonlySet<DeliveryState> = new Set<DeliveryState>(['sent', 'reported', 'uncertain']);
/** A dead one is due no more, but a person may still send it. */
const openStates: ReadonlySet<DeliveryState> = new Set<DeliveryState>(['waiting', 'leased', 'dead']);

function findUnsent(purchase: SessionEntry | InvoiceEntry, sender: Sender): PurchaseTelling {
  if (purchase.kind === 'session' && wasPushed(purchase, sender)) return { kind: 'told' };
  // Whoever heard of the renewal is still looking for its session, and plans its delivery then.
  if (purchase.kind === 'invoice' && purchase.resolution.state === 'orphan') {
    return { kind: 'awaited', dueAtMs: purchase.resolution.dueAtMs };
  }
  // Money that was refunded had arrived, and the webhook that says so may still come.
  const isUnsettled = purchase.kind === 'session' && purchase.settledAtMs === null;
  return isUnsettled ? { kind: 'awaited', dueAtMs: null } : { kind: 'untold' };
}

/**
 * A page that held it has pushed it, as far as anybody knows: plain snippets do not report. Under the sender `server` pages
 * push something else, so that only a report counts which is older than that.
 */
function wasPushed(purchase: SessionEntry, sender: Sender): boolean {
  if (sender === 'server') return isReportedBy(purchase, 'purchase', { sender });
  return purchase.events.purchase !== undefined;
}
