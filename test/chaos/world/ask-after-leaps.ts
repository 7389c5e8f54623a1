// Asks nothing before every process knows what time it is, and waits for no answer for ever.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../soak/world/ask.ts';
import type { LeapingClock } from './leaping-clock.ts';

/** Longer than a sweep may take, which is the longest that anything does. */
const patienceMs = 90_000;

/** The client, whose questions count as lost after a minute and a half. */
export function askAfterLeaps(client: Client, clock: LeapingClock): Client {
  return {
    async ask(url, question) {
      await clock.followed();
      const waiting = new AbortController();
      const tooLate = sleep(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined);
      try {
        return await Promise.race([client.ask(url, question), tooLate]);
      } finally {
        waiting.abort();
      }
    },
    close: () => client.close(),
  };
}
