// What a payment and an idle minute take of the database and of Stripe, counted, and how long the parts of a request last.

/** What one action asked of others. */
export interface Operations {
  /** Documents as Firestore charges for them: a question that finds nothing costs one. */
  reads: number;
  writes: number;
  deletes: number;
  /** Calls to the database, one after the other. */
  calls: number;
  stripe: number;
  /** Events sent to GA4. */
  sends: number;
}

/**
 * `click`: on a payment link. `event`: Stripe tells of the checkout. `lookup`: the thank-you page asks what was bought, and
 * claims it. `report`: that page says what it pushed. `settle`: the sweep finds the payment reported. `send`: the sweep sends
 * one that no page reported to GA4. `idleHour`: an hour of sweeps with nothing to do, one a minute.
 */
export type ActionName = 'click' | 'event' | 'lookup' | 'report' | 'settle' | 'send' | 'idleHour';
