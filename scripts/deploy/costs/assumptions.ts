// What is assumed where nothing can be counted: how shops are visited, and how long others take to answer.

/** Changed together with the sentences that say them. */
export interface Assumptions {
  /** Visitors who load the script, for each who pays. */
  visitorsPerPayment: number;
  clicksPerPayment: number;
  /** Payments of which no page reported anything, from 0 to 1. */
  unreportedShare: number;
  /** How long a call to each takes, in milliseconds. */
  storeCallMs: number;
  stripeCallMs: number;
  sendMs: number;
  /** Processor time of one request of ours; measured by the bench. */
  ownMs: number;
  /** Google counts a request's time in steps of so many milliseconds. */
  stepMs: number;
  /** Starts of an instance each month, each of which reads its secrets. */
  startsPerMonth: number;
  properties: number;
}

export const assumptions: Assumptions = {
  visitorsPerPayment: 50,
  clicksPerPayment: 3,
  unreportedShare: 0.1,
  storeCallMs: 15,
  stripeCallMs: 300,
  sendMs: 100,
  ownMs: 3,
  stepMs: 100,
  startsPerMonth: 3_000,
  properties: 1,
};
