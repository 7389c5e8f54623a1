// What truly happened: at Stripe, on pages and to the machines. The oracle judges by this and by what destinations took.
import type { CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { InvoiceRecord, SessionRecord } from '../../../scripts/stand-ins/stripe/state.ts';
import type { SessionPlan } from '../plan/session-plan.ts';

/** An event that a page pushed to its data layer. */
export interface PagePush {
  atMs: number;
  tab: number;
  claim: string;
  answer: CheckoutAnswer;
  /** When a report of it was taken by the functions, surely; `undefined` where that is not known or did not happen. */
  reportedAtMs: number | undefined;
}

/** A lookup that reached a process. */
export interface PageLook {
  atMs: number;
  claim: string;
  consent: string | undefined;
  /** What was answered, whether the page heard of it or not; `undefined` where nothing was. */
  answer: CheckoutAnswer | undefined;
  status: number | undefined;
  /** Whether the page heard of it. */
  isHeard: boolean;
}

export interface RefundTruth {
  id: string;
  amountMinor: number;
  /** The renewal that it takes back, `undefined` for what the session sold. */
  invoiceId: string | undefined;
  createdAtMs: number;
  succeededAtMs: number | undefined;
  failedAtMs: number | undefined;
}

export interface DisputeTruth {
  id: string;
  amountMinor: number;
  invoiceId: string | undefined;
  createdAtMs: number;
  /** Since when it is more than an inquiry. */
  realAtMs: number | undefined;
  /** Whether the bank took the money back for good. */
  isLost: boolean;
}

/** All that happened to one buyer. */
export interface SessionTruth {
  plan: SessionPlan;
  id: string;
  accountId: string;
  /** As Stripe has it in the end. */
  record: SessionRecord;
  completedAtMs: number | undefined;
  settledAtMs: number | undefined;
  failedAtMs: number | undefined;
  expiredAtMs: number | undefined;
  renewals: { invoice: InvoiceRecord; paidAtMs: number }[];
  refunds: RefundTruth[];
  disputes: DisputeTruth[];
  subscriptionId: string | undefined;
  canceledAtMs: number | undefined;
  pushes: PagePush[];
  looks: PageLook[];
  /** In words, in order. */
  story: { atMs: number; line: string }[];
}

/** A process that was killed. */
export interface Death {
  actor: string;
  atMs: number;
  /** Its last step, and what that was about. */
  what: string;
  about: string | undefined;
  /** Whether that step was done. */
  isDone: boolean;
}

/** A call of the store that failed. */
export interface StoreFault {
  actor: string;
  atMs: number;
  what: string;
  about: string | undefined;
  isDone: boolean;
}

/** A time in which nothing could be relied on to be written, whoever tried. */
export interface StoreOutage {
  fromMs: number;
  untilMs: number;
}

/** An event that the webhook answered as taken, after which Stripe never sends it again. */
export interface TakenEvent {
  propertyId: string;
  /** Of the session, refund, invoice or dispute that it tells of. */
  stripeId: string;
  type: string;
  /** When the answer was there. */
  atMs: number;
}

/** A scope that a person gave a property. Processes may go by the former for a minute. */
export interface ScopeChange {
  propertyId: string;
  atMs: number;
  scope: Property['scope'];
}

export interface Truth {
  sessions: SessionTruth[];
  takenEvents: TakenEvent[];
  /** In order. */
  scopeChanges: ScopeChange[];
  deaths: Death[];
  storeFaults: StoreFault[];
  storeOutages: StoreOutage[];
  /** Of which session each Stripe id is. */
  sessionOf: Map<string, SessionTruth>;
  tell(about: string | undefined, line: string): void;
}

/** Nothing happened yet. */
export function createTruth(nowMs: () => number): Truth {
  const sessionOf = new Map<string, SessionTruth>();
  return {
    sessions: [],
    takenEvents: [],
    scopeChanges: [],
    deaths: [],
    storeFaults: [],
    storeOutages: [],
    sessionOf,
    tell(about, line) {
      // An event id is `<event>:<Stripe id>`.
      const id = about?.slice(about.indexOf(':') + 1) ?? '';
      sessionOf.get(id)?.story.push({ atMs: nowMs(), line });
    },
  };
}
