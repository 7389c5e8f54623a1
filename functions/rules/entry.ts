// What the ledger keeps of one session: its status, and who held and settled each of its events. No personal data.
import type { CheckoutEvent, CheckoutStatus } from '../contract/checkout-answer.ts';

/** One page's hold on an event, newest last. */
export interface ClaimRecord {
  claim: string;
  atMs: number;
}

/** What is known of one event of an entry: who held it, and when it was settled. */
export interface EventState {
  claims: ClaimRecord[];
  reportedAtMs: number | null;
}

/** One line of the ledger: a Checkout Session as one property saw it. */
export interface Entry {
  /** `<property id>:<session id>`, as the store builds it. */
  id: string;
  version: number;
  propertyId: string;
  sessionId: string;
  status: CheckoutStatus;
  firstSeenAtMs: number;
  /** When the session was first seen paid or free; personal data are answered from here on for a while. */
  settledAtMs: number | null;
  events: Partial<Record<CheckoutEvent, EventState>>;
  /** Names the click record: the passport's click, else the one that the thank-you page named; `null` where neither did. */
  clickId: string | null;
  /** The session's client_reference_id where it is a passport: GA ids, consent and click as they were when the link was clicked. */
  passport: string | null;
}
