// The ledger's entries: one for each thing that happens once at Stripe, with what was done about it. No personal data.
import type { CampaignParameters, CheckoutEvent, CheckoutStatus } from '../contract/checkout-answer.ts';
import type { ClickConsent } from '../contract/click-report.ts';
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import type { CheckoutSession, LineItem } from './checkout-session.ts';
import type { Delivery } from './delivery.ts';
import type { Origins } from './origin.ts';
import type { Dispute, Invoice, Refund, Subscription } from './stripe-change.ts';

/** One page's hold on an event, newest last. */
export interface ClaimRecord {
  claim: string;
  atMs: number;
}

/** What a page is told to push: the event itself, or under the sender `server` a visit in its stead. */
export type PagePush = 'event' | 'visit';

/** What is known of one event on the pages: who held it, and when it was settled. */
export interface EventState {
  claims: ClaimRecord[];
  reportedAtMs: number | null;
  /** What the pages that held it were told to push: the event, once any of them was. Absent in what older versions wrote. */
  pushed?: PagePush;
}

/** Who brought a change: a page, Stripe's webhook, the sweep's question to Stripe, a sender, or a person. */
export type ChangeSource = 'page' | 'webhook' | 'sweep' | 'delivery' | 'replay' | 'console';

/** One line of an entry's history. */
export interface EntryChange {
  atMs: number;
  source: ChangeSource;
  /** What changed, a short stable word such as `paid`, `claimed`, `reported` or `sent`. */
  what: string;
  /** The Stripe event, destination or delivery that it is about. */
  about?: string;
}

interface EntryBase {
  /** `<property id>:<Stripe id>`, as the store builds it. */
  id: string;
  version: number;
  propertyId: string;
  livemode: boolean;
  firstSeenAtMs: number;
  /** By `<event>:<destination id>`. */
  deliveries: Record<string, Delivery>;
  /** Oldest first; of a long history the oldest after the first are dropped. */
  changes: EntryChange[];
}

/** A session as an entry keeps it: all but the buyer. */
export interface SessionRecord extends Omit<CheckoutSession, 'email' | 'phone' | 'name' | 'address' | 'lines'> {
  /** `null` until they were read: a webhook brings none. */
  lines: LineItem[] | null;
}

/** How far a session's money is; `failed` and `expired` never reach a page. */
export type SessionStatus = CheckoutStatus | 'failed' | 'expired';

/** What a refund takes back of a purchase, in minor units: what the buyer got, and what of it counts as value. */
export interface RefundShare {
  amountMinor: number;
  valueMinor: number;
  /** It failed when a destination had been told of it, where it counts for good; the money itself stayed. */
  hasFailed?: boolean;
}

/** What a buyer's bank took back for good, in minor units; fees are not in it. */
export interface LostDispute {
  amountMinor: number;
  /** Lower case. */
  currency: string;
}

/** Consent as a page last told it. */
export interface PageConsent {
  states: ClickConsent;
  atMs: number;
}

/** Whose visit in Google Analytics a page was, as Google's cookies had it there. */
export interface PageGaIds {
  gaClientId: string;
  gaSessionId?: string;
}

/** A Checkout Session as one property saw it. */
export interface SessionEntry extends EntryBase {
  kind: 'session';
  sessionId: string;
  status: SessionStatus;
  /** When the session was first seen paid or free. */
  settledAtMs: number | null;
  /** When by Stripe's clock the status came about, whole seconds; `null` where only a page told of it. */
  statusAtSeconds: number | null;
  events: Partial<Record<CheckoutEvent, EventState>>;
  /** Who among server containers that run for a page held a delivery to them, by its key; absent where none did. */
  containerClaims?: Record<string, EventState>;
  /** Names the click record: the passport's click, else the one that the thank-you page named; `null` where neither did. */
  clickId: string | null;
  /** The session's client_reference_id where it is a passport: GA ids, consent and click as they were when the link was clicked. */
  passport: string | null;
  /** What came back through Stripe in the thank-you page's address. */
  pageCampaign: CampaignParameters | null;
  /**
   * Where the visitor came from by the click record, kept because that expires, or by the passport, once the buyer was erased.
   * Absent until somebody looked, and where nothing is told.
   */
  clickOrigins?: Origins;
  pageConsent: PageConsent | null;
  /** Those of the page that told GA4 of the event, or is about to; absent where none was there or it told none. */
  pageGaIds?: PageGaIds;
  /** `null` while only pages of an older version told of it. */
  session: SessionRecord | null;
  /** By refund id. */
  refunds: Record<string, RefundShare>;
  /** By dispute id; absent where none was lost. */
  lostDisputes?: Record<string, LostDispute>;
  /** The invoice that made a subscription which began free a paid one. */
  convertedBy: string | null;
  /** What it stood for when the property's scope did not take it in, so that nothing was planned; absent where that is not so. */
  passedOver?: LifecycleEvent;
  /** When somebody had the buyer's data erased; from then on none are kept or answered. Absent where nobody did. */
  erasedAtMs?: number;
}

/** The search for the session that something goes back to. */
export type Resolution =
  | { state: 'orphan'; dueAtMs: number; attempts: number; reason: string | null }
  | { state: 'resolved' }
  /**
   * Never sold through Checkout, or out of the property's scope; nothing is sent. `byPurchase` where that was judged by what was
   * told of its purchase: earlier versions went by the scope of the moment.
   */
  | { state: 'foreign'; reason: string; byPurchase?: boolean };

interface LaterEntryBase extends EntryBase {
  /** The session it goes back to; `null` while that is unknown. */
  sessionId: string | null;
  resolution: Resolution;
}

export interface RefundEntry extends LaterEntryBase {
  kind: 'refund';
  refund: Refund;
  /** The renewal it takes back; `null` where it takes back what the session itself sold, or that is unknown. */
  invoiceId: string | null;
  /** What of it counts, fixed when its purchase is known; `null` until then. */
  share: RefundShare | null;
  /** It succeeded and failed later; GA4 knows no way to take a refund back. */
  hasFailedLater: boolean;
}

export interface InvoiceEntry extends LaterEntryBase {
  kind: 'invoice';
  invoice: Invoice;
  refunds: Record<string, RefundShare>;
  /** By dispute id; absent where none was lost. */
  lostDisputes?: Record<string, LostDispute>;
}

export interface DisputeEntry extends LaterEntryBase {
  kind: 'dispute';
  dispute: Dispute;
  invoiceId: string | null;
}

export interface SubscriptionEntry extends LaterEntryBase {
  kind: 'subscription';
  subscription: Subscription;
}

export type LaterEntry = RefundEntry | InvoiceEntry | DisputeEntry | SubscriptionEntry;

/** One line of the ledger. */
export type Entry = SessionEntry | LaterEntry;
