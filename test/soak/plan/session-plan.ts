// What is to happen to one buyer: the order, how it is paid, who looks at the thank-you page, and what comes later.

import type { Passport } from '../../../functions/rules/passport.ts';
import type { BuyerDraft, SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';

/** How the checkout ends. */
export type Ending = 'card' | 'debit_settles' | 'debit_fails' | 'debit_stays_pending' | 'nothing_due' | 'expires';

/** What happens to the request of a page on its way. A lost answer came too late for the page. */
export type Luck = 'arrives' | 'request_lost' | 'answer_lost';

/** One look at the thank-you page. */
export interface VisitPlan {
  /** After the checkout was completed. */
  afterMs: number;
  /** Pages of one browser tab share what they remember; a number for each. */
  tab: number;
  /** What each try of the lookup meets; there is a second one where the first brings nothing. */
  lookups: readonly [Luck, Luck];
  /** After the push: how the page's report fares. `tab_closed`: nobody sends it, though a reload makes up for it. */
  report: 'arrives' | 'lost' | 'tab_closed';
  reportAfterMs: number;
  /** Four letters as a lookup has them, `undefined` where the page tells none. */
  consent: string | undefined;
}

/** Something that comes later; `afterMs` counts from the settlement of the checkout, or for what names a renewal from that. */
export type LaterPlan =
  | {
      kind: 'refund';
      afterMs: number;
      /** Of what is left then. */
      part: number;
      /** What is refunded: what the session sold, or the so manieth renewal. */
      renewal: number | undefined;
      /** Becomes successful or fails after this time, if not at once. */
      later: { status: 'succeeds' | 'fails'; afterMs: number } | undefined;
      isPendingFirst: boolean;
      namesPaymentIntent: boolean;
    }
  | { kind: 'renewal'; afterMs: number }
  | { kind: 'cancellation'; afterMs: number }
  | {
      kind: 'dispute';
      afterMs: number;
      renewal: number | undefined;
      isInquiry: boolean;
      next: { status: 'needs_response' | 'won' | 'lost' | 'warning_closed'; afterMs: number } | undefined;
    };

/** One buyer's whole story as it is planned; chance decides only what the machines do to it. */
export interface SessionPlan {
  index: number;
  propertyId: string;
  /** Sold by the same account, not through the link that is always in the property's scope. */
  isForeign: boolean;
  draft: SessionDraft;
  buyer: BuyerDraft;
  passport: Passport | undefined;
  ending: Ending;
  /** When the session is created, after the beginning of the run. */
  startMs: number;
  /** From then to the press of the button, or to the expiry. */
  thinkMs: number;
  /** From then to the money, for delayed ways. */
  settleAfterMs: number;
  visits: readonly VisitPlan[];
  later: readonly LaterPlan[];
}
