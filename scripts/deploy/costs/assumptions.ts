// What is assumed where nothing can be counted: how shops are visited, and how long others take to answer.

/** Changed together with the sentences that say them. */
export interface Assumptions {
  /**
   * Visits for each payment, two in a hundred of which buy. Each asks our function for the script once: the browser keeps it for
   * an hour, so the pages of one visit cost one request, but no browser has it for another's visitor.
   */
  visitorsPerPayment: number;
  /** Requests for the script that a CDN makes instead: some hundred places, each of which keeps it for an hour. */
  cdnFillsPerMonth: number;
  clicksPerPayment: number;
  /** Payments of which no page reported anything, from 0 to 1. */
  unreportedShare: number;
  /** How long a call to each takes, in milliseconds. */
  storeCallMs: number;
  stripeCallMs: number;
  sendMs: number;
  /**
   * Processor time of one request of ours, all kinds mixed: what `npm run load -- --store firestore` shows as cores, divided by
   * its requests a second. It was 3.6 ms on 2026-11-22, on two cores shared with others; with SQLite, 1.4 ms.
   */
  ownMs: number;
  /** What Cloud Run writes into the log about each request: its address, browser, referrer and labels. */
  logBytesPerRequest: number;
  /** Google counts a request's time in steps of so many milliseconds. */
  stepMs: number;
  /** Starts of an instance each month, each of which reads its secrets. */
  startsPerMonth: number;
  properties: number;
}

export const assumptions: Assumptions = {
  visitorsPerPayment: 50,
  cdnFillsPerMonth: 100 * 720,
  clicksPerPayment: 3,
  unreportedShare: 0.1,
  storeCallMs: 15,
  stripeCallMs: 300,
  sendMs: 100,
  ownMs: 4,
  logBytesPerRequest: 1_200,
  stepMs: 100,
  startsPerMonth: 3_000,
  properties: 1,
};
