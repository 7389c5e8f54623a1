// Whether a destination knows of the purchase that a refund takes back: what it was never told cannot be taken back there.
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import { deliveryKey } from './delivery.ts';
import type { InvoiceEntry, SessionEntry } from './entry.ts';

/** `awaited`: it is on its way, or a person may still send it; `dueAtMs` is when it is due next, `null` where nobody knows. */
export type PurchaseTelling = { kind: 'told' } | { kind: 'untold' } | { kind: 'awaited'; dueAtMs: number | null };

/** What the destination knows of a purchase or renewal, from its own delivery or from a page. */
export function findPurchaseTelling(purchase: SessionEntry | InvoiceEntry, destinationId: string): PurchaseTelling {
  const delivery = sales
    .map((event) => purchase.deliveries[deliveryKey(event, destinationId)])
    .find((known) => known !== undefined);
  switch (delivery?.state) {
    case 'sent':
    case 'reported':
    case 'uncertain':
      return { kind: 'told' };
    case 'waiting':
    case 'leased':
      return { kind: 'awaited', dueAtMs: delivery.dueAtMs };
    case 'dead':
      return { kind: 'awaited', dueAtMs: null };
    case 'suppressed':
    case 'overtaken':
    case undefined:
      return findUnsent(purchase);
  }
}

const sales = ['purchase', 'subscription_renewal', 'trial_converted'] as const satisfies LifecycleEvent[];

function findUnsent(purchase: SessionEntry | InvoiceEntry): PurchaseTelling {
  if (wasWithPage(purchase)) return { kind: 'told' };
  // Whoever heard of the renewal is still looking for its session, and plans its delivery then.
  if (purchase.kind === 'invoice' && purchase.resolution.state === 'orphan') {
    return { kind: 'awaited', dueAtMs: purchase.resolution.dueAtMs };
  }
  // Money that was refunded had arrived, and the webhook that says so may still come.
  const isUnsettled = purchase.kind === 'session' && purchase.settledAtMs === null;
  return isUnsettled ? { kind: 'awaited', dueAtMs: null } : { kind: 'untold' };
}

/** A page that held it has pushed it, as far as anybody knows: plain snippets do not report. */
function wasWithPage(purchase: SessionEntry | InvoiceEntry): boolean {
  return purchase.kind === 'session' && purchase.events.purchase !== undefined;
}
