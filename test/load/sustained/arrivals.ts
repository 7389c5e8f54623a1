// When which request is to be sent: payments begin whenever they do, and each brings its requests, whatever the server makes of the last.
import type { LoadPlan } from '../../bench/load/load-plan.ts';
import { createNoise } from './noise.ts';

/** What a payment brings, in the order in which it does. */
export const requestKinds = ['click', 'event', 'lookup', 'report', 'again'] as const;

/** `lookup` is the first of its session, `again` a repeated one. */
export type RequestKind = (typeof requestKinds)[number];

/** One request, and when it is due. */
export interface Arrival {
  /** Milliseconds since the load began. */
  atMs: number;
  kind: RequestKind;
  /** Which payment, counted from 0. */
  payment: number;
}

export interface ArrivalWish {
  /** Payments that begin in a second, in the mean. */
  paymentsPerSecond: number;
  durationMs: number;
  /** The same seed gives the same arrivals. */
  seed: number;
}

/** How long after the click each follows; a buyer takes longer on Stripe's page, which is nothing to the server. */
const delaysMs: Readonly<Record<RequestKind, number>> = {
  click: 0,
  event: 400,
  lookup: 600,
  report: 1_100,
  again: 2_100,
};

/** Of so many buyers one closes the page at once: it never reports, and the server sends. */
const closedEvery = 5;

/** The request that a kind stands for. */
export const requestOfKind: Readonly<Record<RequestKind, LoadPlan['request']>> = {
  click: 'click',
  event: 'event',
  lookup: 'lookup',
  report: 'report',
  again: 'lookup',
};

/** How many requests a payment brings, in the mean. */
export const requestsPerPayment = requestKinds.length - 2 / closedEvery;

/**
 * All requests of the load in the order of their times. Payments begin independently of each other (Poisson); none begins so late that
 * its last request would fall behind the end.
 */
export function* planArrivals(wish: ArrivalWish): Generator<Arrival> {
  const beginsMs = planPayments(wish);
  const next = new Map(requestKinds.map((kind) => [kind, skipClosed(kind, 0)]));
  for (;;) {
    let first: Arrival | undefined;
    for (const [kind, payment] of next) {
      const beginMs = beginsMs[payment];
      if (beginMs === undefined) continue;
      const atMs = beginMs + delaysMs[kind];
      if (first === undefined || atMs < first.atMs) first = { atMs, kind, payment };
    }
    if (first === undefined) return;
    next.set(first.kind, skipClosed(first.kind, first.payment + 1));
    yield first;
  }
}

function planPayments({ paymentsPerSecond, durationMs, seed }: ArrivalWish): number[] {
  const random = createNoise(seed);
  const begins: number[] = [];
  const lastMs = durationMs - Math.max(...Object.values(delaysMs));
  for (let atMs = 0; ; ) {
    atMs += (-Math.log(1 - random()) / paymentsPerSecond) * 1_000;
    if (atMs > lastMs) return begins;
    begins.push(atMs);
  }
}

function skipClosed(kind: RequestKind, payment: number): number {
  const isOfOpenPage = kind === 'report' || kind === 'again';
  return isOfOpenPage && payment % closedEvery === closedEvery - 1 ? payment + 1 : payment;
}
