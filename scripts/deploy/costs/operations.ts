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

export type ActionName = (typeof actionNames)[number];

/** What happens to a payment, in order, and the minutes in which nothing does. */
export const actionNames = ['click', 'lookup', 'report', 'event', 'settle', 'send', 'idleHour'] as const;

/** What each is, in words. */
export const actionTexts: Readonly<Record<ActionName, string>> = {
  click: 'a click on a payment link',
  lookup: 'the thank-you page asks what was bought, and claims it',
  report: 'the page reports what it pushed',
  event: 'Stripe tells of the checkout',
  settle: 'the sweep finds the payment reported, and is done with it',
  idleHour: 'an hour of sweeps with nothing to do, one a minute',
  send: 'the sweep sends a payment that no page reported to GA4',
};
