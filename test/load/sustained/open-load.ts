// Sends requests when they are due and not when the last was answered, and times each from the moment it was due.
//
// A load that waits for answers would ask a slow server less, and would not count those who would have come meanwhile
// ("coordinated omission", https://www.scylladb.com/2021/04/22/on-coordinated-omission/).
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { sendRequest } from '../../bench/load/send-request.ts';
import { toRequest } from '../../bench/load/to-request.ts';
import { type Arrival, type ArrivalWish, planArrivals, requestOfKind } from './arrivals.ts';
import { createLatencyWindows, type LatencyRow } from './latency-windows.ts';

/** What is sent where. */
export interface OpenLoadPlan extends ArrivalWish {
  /** Where the server under test answers, without a slash at the end. */
  origin: string;
  /** Names the sessions together with the payment's number; see `toSessionId`. */
  run: string;
  /** How long each stretch is for which figures are given. */
  windowMs: number;
}

export interface OpenLoadResult {
  rows: LatencyRow[];
  requests: number;
  errors: number;
  /** Method, path, status and body of the first wrong answer, or the error in its place. */
  firstError?: string;
  /** How late this process at most began a request; as much of the latencies is its own. */
  latestStartMs: number;
  /** How much of the time, 0 to 1, this process worked; near 1 it measured itself. */
  busyShare: number;
}

/** No more than may wait to be accepted (511 of Node), or the kernel drops some and their latency is that of its retries. */
const maxConnections = 256;
const requestTimeoutMs = 30_000;

/** Resolves when every request was answered or failed; wrong answers are counted, never thrown. */
export async function runOpenLoad(
  plan: OpenLoadPlan,
  onProgress: (elapsedMs: number) => void = () => {},
): Promise<OpenLoadResult> {
  const pool = new Pool(plan.origin, {
    connections: maxConnections,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
  });
  const idle = performance.eventLoopUtilization();
  const book = createBook(plan, pool);
  const underWay = new Set<Promise<void>>();
  for (const arrival of planArrivals(plan)) {
    const waitMs = arrival.atMs - book.elapse();
    if (waitMs > 0) await sleep(waitMs);
    onProgress(book.elapse());
    const sending = book.send(arrival).finally(() => underWay.delete(sending));
    underWay.add(sending);
  }
  await Promise.all(underWay);
  const { utilization: busyShare } = performance.eventLoopUtilization(idle);
  await pool.close();
  return { ...book.read(), busyShare };
}

/** Sends and writes down, by the time since now. */
function createBook(plan: OpenLoadPlan, pool: Pool) {
  const windows = createLatencyWindows(plan.windowMs);
  /** When the page of a payment was answered. */
  const pages = new Map<number, Promise<number>>();
  const errors: string[] = [];
  let requests = 0;
  let latestStartMs = 0;
  const beganAtMs = performance.now();
  const elapse = (): number => performance.now() - beganAtMs;

  async function sendDue(arrival: Arrival, dueAtMs: number): Promise<number> {
    requests += 1;
    latestStartMs = Math.max(latestStartMs, elapse() - dueAtMs);
    const fault = await sendRequest(pool, toLoadRequest(plan, arrival));
    const answeredAtMs = elapse();
    windows.add(arrival.atMs, arrival.kind, answeredAtMs - dueAtMs, fault !== undefined);
    if (fault !== undefined) errors.push(fault);
    return answeredAtMs;
  }

  return {
    elapse,
    async send(arrival: Arrival): Promise<void> {
      const { payment, kind, atMs } = arrival;
      if (kind === 'lookup') {
        const answered = sendDue(arrival, atMs);
        pages.set(payment, answered);
        await answered;
        return;
      }
      // What a page does next it does when it was answered; that it had to wait counts for the lookup.
      const pageAnsweredAtMs = kind === 'report' || kind === 'again' ? await pages.get(payment) : undefined;
      if (kind === 'again') pages.delete(payment);
      await sendDue(arrival, Math.max(atMs, pageAnsweredAtMs ?? 0));
    },
    read() {
      const [firstError] = errors;
      const told = firstError === undefined ? {} : { firstError };
      return { rows: windows.read(), requests, errors: errors.length, latestStartMs, ...told };
    },
  };
}

function toLoadRequest({ origin, run }: OpenLoadPlan, { kind, payment }: Arrival) {
  const one = { origin, run, first: payment, sessions: 1, requests: 1, concurrency: 1, hasClicks: true };
  return toRequest({ ...one, request: requestOfKind[kind] }, 0);
}
