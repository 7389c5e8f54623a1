// Whether an event that a page pushed went out from the server as well without need.

import type { EventCase } from './judge-event.ts';
import { graceOf, isPushOf } from './pushes.ts';

/** Clocks of processes differ by so much. */
const skewMs = 10_000;

/** A claim that is asked for again so soon is not renewed. */
const unrenewedMs = 60_000;

/** Pages can hold the server off so long in all. */
const maxHoldMs = 6 * 3_600_000;

/** In words; nothing where either alone told of it, or where the page's report never came in time. */
export function judgePageAndServer({ arrivals, expected, shop }: EventCase): string[] {
  if (shop.spec.sender !== 'browser_first') return [];
  const pushes = expected.session.pushes.filter((push) => isPushOf(push, expected, shop));
  const [arrival] = arrivals;
  return pushes.flatMap((push) => {
    if (arrival === undefined) return [];
    const { startedAtMs } = arrival.sending;
    if (startedAtMs < push.atMs)
      return [`was pushed by a page ${push.atMs - startedAtMs} ms after the server had sent it`];
    const isReportedInTime = push.reportedAtMs !== undefined && push.reportedAtMs < startedAtMs - skewMs;
    if (isReportedInTime) return ['was sent though a page had reported it'];
    // Whoever claims this late has less than the whole grace left.
    const graceEndsAtMs = Math.min(push.atMs + graceOf(shop) - unrenewedMs, expected.happenedAtMs + maxHoldMs) - skewMs;
    return startedAtMs < graceEndsAtMs ? ["was sent within the page's grace"] : [];
  });
}
