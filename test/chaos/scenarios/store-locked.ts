// Another process locks the SQLite file for seconds, again and again.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

export const storeLocked: Scenario = {
  name: 'store-locked',
  does: 'another process holds BEGIN EXCLUSIVE on the SQLite file, mostly for longer than anybody waits',
  holds: 'what could not be written was not acknowledged, so Stripe and the pages bring it again',
  store: 'sqlite',
  minutes: 10,
  hidesWrites: true,
  begin({ store, chance }) {
    const database = new DatabaseSync(store.file(), { timeout: 5_000 });
    return {
      async disturb() {
        await sleep(chance.between(0, 30));
        database.exec('BEGIN EXCLUSIVE');
        // A store waits for three seconds.
        await sleep(
          chance.weigh([
            [1, chance.between(100, 2_000)],
            [2, chance.between(3_200, 4_500)],
          ]),
        );
        database.exec('ROLLBACK');
      },
      end: () => database.close(),
    };
  },
};
