// Asks nothing before every process knows what time it is, and waits for no answer for ever.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../soak/world/ask.ts';
import type { LeapingClock } from './leaping-clock.ts';

/** Longer than a sweep may take, which is the longest that anything does. */
const patienceMs = 90_000;

/** The client, whose questions count as lost after a minute and a half; `onStuck` is told of each of these. */
export function askAfterLeaps(client: Client, clock: LeapingClock, onStuck: (words: string) => void): Client {
  return {
    async ask(url, question) {
      await clock.followed();
      const waiting = new AbortController();
      const tooLate = sleep(patienceMs, undefined, { signal: waiting.signal }).then(
        () => onStuck(`${question.method} ${question.path} had no answer after ${patienceMs / 1_000} seconds`),
        () => undefined,
      );
      try {
        return (await Promise.race([client.ask(url, question), tooLate])) ?? undefined;
      } finally {
        waiting.abort();
      }
    },
    close: () => client.close(),
  };
}
