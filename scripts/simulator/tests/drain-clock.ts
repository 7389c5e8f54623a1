// Lets everything happen that a scenario left for later, promises first, without waiting in real time.
import type { FakeClock } from '../sandbox/fake-clock.ts';
import { EndlessError } from './run-limited.ts';

/** How far the clock is moved: beyond every time-out of the APIs. */
const horizonMs = 60_000;
const mostTurns = 2000;

/** Resolves when nothing is due within a minute; rejects when it never ends. */
export async function drainClock(clock: FakeClock): Promise<void> {
  const untilMs = clock.now() + horizonMs;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    // Promise callbacks are microtasks: all of them run before this comes back.
    await new Promise((resolve) => setImmediate(resolve));
    if (!clock.runNext(untilMs)) {
      return;
    }
  }
  throw new EndlessError(
    `The scenario did not end: something was due again ${mostTurns} times. Look for a callback that schedules itself.`,
  );
}
