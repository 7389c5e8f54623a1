// What a destination must or may hold, by what truly happened.
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import type { RefundTruth, SessionTruth } from '../world/truth.ts';

/** The money of an event, in minor units. A refund's share is judged beside the others of its purchase. */
export type ExpectedMoney =
  | { kind: 'none' }
  | { kind: 'exact'; currency: string; valueMinor: number; taxMinor?: number; shippingMinor?: number; items?: number }
  | { kind: 'share'; currency: string; refund: RefundTruth; totalMinor: number; valueMinor: number };

export interface ExpectedEvent {
  event: LifecycleEvent;
  /** The Stripe object whose entry it stands in. */
  stripeId: string;
  eventId: string;
  session: SessionTruth;
  /** Whether its absence is a loss; else it may have been overtaken. */
  isDemanded: boolean;
  happenedAtMs: number;
  /** Since when it is at Stripe: a refund or dispute may count only later. */
  begunAtMs: number;
  transactionId: string;
  money: ExpectedMoney;
  /** Nothing is kept of the buyer of a session out of scope, though what came of it later may be told. */
  mayLackBuyer?: boolean;
  /** Whether a page could tell of it too. */
  isOfPages: boolean;
}
