// Why an event may have come a second time: somebody died, the receiver failed after it took it, or nothing could be written.
import { leavesDoubt } from '../world/receivers.ts';
import type { Truth } from '../world/truth.ts';
import type { Arrival } from './arrival.ts';

/** So many tries to write the outcome down must have failed in a row. */
const writeTries = 4;

/** The reason in words; `undefined` where there is none. */
export function findRepeatReason(truth: Truth, first: Arrival, second: Arrival): string | undefined {
  const { fault, actor, startedAtMs } = first.sending;
  if (leavesDoubt(fault)) return `the receiver ${fault ?? ''}`;
  const isBetween = ({ atMs }: { atMs: number }): boolean => atMs >= startedAtMs && atMs <= second.sending.endedAtMs;
  const death = truth.deaths.find((one) => one.actor === actor.name && isBetween(one));
  if (death !== undefined) return `${actor.name} died`;
  const isAcross = truth.storeOutages.some(
    ({ fromMs, untilMs }) => fromMs <= second.sending.endedAtMs && untilMs >= startedAtMs,
  );
  if (isAcross) return 'the outcome could not be written';
  const stripeId = first.eventId.slice(first.eventId.indexOf(':') + 1);
  const failed = truth.storeFaults.filter(
    (one) => one.actor === actor.name && one.about === stripeId && isBetween(one),
  );
  return failed.length >= writeTries ? 'the outcome could not be written' : undefined;
}
