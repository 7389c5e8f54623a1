// Whether a destination knows of the purchase that a refund or dispute takes back: what it was never told cannot be taken back there.
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import { type Delivery, type DeliveryState, deliveryKey } from './delivery.ts';
import type { InvoiceEntry, SessionEntry } from './entry.ts';
import { wasPushed } from './page-push.ts';
import { findSinceMs, maxUntoldMs } from './plan-entry.ts';
import type { Property } from './property.ts';
import { isEntryInScope, wasTakenIn } from './scope.ts';

type TellingProperty = Pick<Property, 'sender' | 'scope' | 'hostnames' | 'scopeChanges'>;

/** `awaited`: it is on its way, or a person may still send it; `dueAtMs` is when it is due next, `null` where nobody knows. */
export type PurchaseTelling = { kind: 'told' } | { kind: 'untold' } | { kind: 'awaited'; dueAtMs: number | null };

/** What the destination knows of a purchase or renewal, from its own deliveries or from a page. `property` as it is now. */
export function findPurchaseTelling(
  purchase: SessionEntry | InvoiceEntry,
  destinationId: string,
  property: TellingProperty,
  nowMs: number,
): PurchaseTelling {
  // A renewal that turned out to be a conversion, or the reverse, has a delivery of each.
  const known = sales.flatMap((event) => purchase.deliveries[deliveryKey(event, destinationId)] ?? []);
  if (known.some(isTold)) return { kind: 'told' };
  const open = known.find(({ state }) => openStates.has(state));
  return open === undefined ? findUnsent(purchase, property, nowMs) : { kind: 'awaited', dueAtMs: open.dueAtMs };
}

/**
 * Whether the property told anybody of the purchase or renewal, or may still, whatever its scope is by now: a destination has it,
 * may have it or is to get it, or a page pushed it. A page is not asked about the scope: where two properties share a thank-you
 * page, each counts what its own tag pushed, and takes that back where its own destinations are, which nobody else does. Two
 * properties that share one GA4 property as well have it taken back there twice.
 */
export function mayBeToldOf(purchase: SessionEntry | InvoiceEntry, property: Pick<Property, 'sender'>): boolean {
  const isPlanned = Object.values(purchase.deliveries).some(
    (delivery) => sales.some((sale) => sale === delivery.event) && (isTold(delivery) || openStates.has(delivery.state)),
  );
  return isPlanned || (purchase.kind === 'session' && wasPushed(purchase, 'purchase', property));
}

const sales = ['purchase', 'subscription_renewal', 'trial_converted'] as const satisfies LifecycleEvent[];

const toldStates: ReadonlySet<DeliveryState> = new Set<DeliveryState>(['sent', 'reported', 'uncertain']);
/** A dead one is due no more, but a person may still send it. */
const openStates: ReadonlySet<DeliveryState> = new Set<DeliveryState>(['waiting', 'leased', 'dead']);

/** What was ended for another reason after a try that may have arrived counts as there. */
function isTold({ state, mayBeTaken }: Delivery): boolean {
  return toldStates.has(state) || (mayBeTaken && !openStates.has(state));
}

/**
 * Until when it may still be planned: passed over by whoever did not know that the scope took it in, or when it was paid, it is
 * by the webhook that tells that. Its first look may have been later than the payment, but not earlier.
 */
function findMadeGoodMs(purchase: SessionEntry, property: TellingProperty, nowMs: number): number | undefined {
  const { session, passedOver, statusAtSeconds } = purchase;
  const untilMs = findSinceMs(purchase) + maxUntoldMs;
  if (session === null || passedOver === undefined || nowMs > untilMs) return undefined;
  const paidAtSeconds = statusAtSeconds ?? Math.ceil(findSinceMs(purchase) / 1000) - 1;
  return wasTakenIn(property, session, paidAtSeconds) ? untilMs : undefined;
}

function findUnsent(purchase: SessionEntry | InvoiceEntry, property: TellingProperty, nowMs: number): PurchaseTelling {
  if (purchase.kind === 'session' && wasPushed(purchase, 'purchase', property)) return { kind: 'told' };
  // Whoever heard of the renewal is still looking for its session, and plans its delivery then.
  if (purchase.kind === 'invoice' && purchase.resolution.state === 'orphan') {
    return { kind: 'awaited', dueAtMs: purchase.resolution.dueAtMs };
  }
  // Out of scope whatever is still heard of it plans nothing.
  if (purchase.kind === 'invoice' || !isEntryInScope(property, purchase)) return { kind: 'untold' };
  // Money that was refunded had arrived, and the webhook that says so may still come.
  if (purchase.settledAtMs === null) return { kind: 'awaited', dueAtMs: null };
  const untilMs = findMadeGoodMs(purchase, property, nowMs);
  return untilMs === undefined ? { kind: 'untold' } : { kind: 'awaited', dueAtMs: untilMs };
}
