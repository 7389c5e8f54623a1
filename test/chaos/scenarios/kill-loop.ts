// Processes that are killed again and again while they work.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

export const killLoop: Scenario = {
  name: 'kill-loop',
  does: 'kill -9 hits one of two processes during every bundle of requests and every sweep',
  holds: 'Stripe and the pages ask again, and what a process held is sent after its lease or stands as uncertain',
  store: 'sqlite',
  minutes: 12,
  isQuick: true,
  begin: ({ processes, chance }) => ({
    async disturb() {
      await sleep(chance.between(0, 60));
      const place = processes.pick();
      await place.kill();
      // The clock leaps; where nobody answers, a day would pass in a moment.
      if (!processes.other(place).isUp) await place.up();
    },
    end: () => processes.allUp(),
  }),
};
