// What a day brought a property, added up from its entries: recomputed as a whole whenever one of them changed, never incremented.
import type { StripeMode } from './property.ts';

/** Whether the click that caused a sale was the last of a visitor's, or the first. */
export type TouchKind = 'first' | 'last';

/** Money of one currency, in minor units. */
export interface RollupMoney {
  /** Lower case. */
  currency: string;
  /** How many purchases or renewals it comes from, free ones included. */
  count: number;
  /** What counts as value under the property's basis. */
  grossMinor: number;
  /** What of it was taken back, by whenever the roll-up was made; never more than the gross. */
  refundedMinor: number;
  /** What banks took back for good, of what refunds left; absent where it is none. */
  disputedMinor?: number;
  /**
   * What banks took back for good in other currencies than was paid in, in minor units by currency, lower case. It is in none of
   * the sums, because no rate between the two is known; absent where there is none.
   */
  otherDisputes?: Record<string, number>;
}

/** What came of one campaign, as one kind of touch names it. */
export interface CampaignShare {
  touch: TouchKind;
  /** `null` where nothing is known. */
  source: string | null;
  medium: string | null;
  campaign: string | null;
  conversions: number;
  money: RollupMoney[];
}

/** How the deliveries of a day's purchases to one destination stand. */
export interface DestinationShare {
  /** `page` for what pages pushed. */
  destinationId: string;
  sent: number;
  /** By a short stable word: why the others were not sent, such as `pending`, `consent`, `dead`, `uncertain`, `not_reportable`. */
  unsent: Record<string, number>;
}

/** One property, mode and day. */
export interface DailyRollup {
  /** `<property id>:<live|test>:<YYYY-MM-DD>`, as the store builds it. */
  id: string;
  propertyId: string;
  mode: StripeMode;
  /** `YYYY-MM-DD`, UTC, of the moment at which Stripe made the session. */
  day: string;
  computedAtMs: number;
  /** Names the settings by which it was added up; those of older versions name none. */
  settings?: string;
  /** That the other mode has a roll-up of the day as well, made in the same go; absent where it has none. */
  hasTwin?: boolean;
  /** Clicks on payment links that pages told of. */
  clicks: number;
  /** Sessions of any status that are recorded. */
  checkouts: number;
  /** Sessions that became `paid`, or `free` with a purchase of 0. */
  purchases: number;
  /** Sessions that are not settled yet. */
  pending: number;
  money: RollupMoney[];
  /** What subscriptions brought after their first payment. */
  renewals: { count: number; money: RollupMoney[] };
  campaigns: CampaignShare[];
  destinations: DestinationShare[];
  /** What Stripe said about that day when it was last asked; `null` until then. */
  stripe: StripeDay | null;
}

/** A day as Stripe counts it. */
export interface StripeDay {
  askedAtMs: number;
  /** Names the scope by which they were told apart; those of older versions name none. */
  scope?: string;
  /** Completed sessions that are paid or free, and those whose money came in since. */
  paidSessions: number;
  /** Those of them that the ledger does not have as purchases, by why: `out_of_scope`, `missing`, `outdated`. */
  unrecorded: Record<string, number>;
  /** Of those that may still be recorded why they are not, by session id; not of all where they are very many. */
  open?: Record<string, string>;
}
