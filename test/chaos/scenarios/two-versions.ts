// Two versions of the code share one database, as they do while a new one is deployed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { thisBesideEarlier } from '../world/versions.ts';

export const twoVersions: Scenario = {
  name: 'two-versions',
  does: 'an earlier version and this one work on one SQLite file, and are restarted in turn',
  holds: 'each reads what the other wrote, and neither takes away what it does not know',
  store: 'sqlite',
  minutes: 40,
  openVersions: ({ against }) => thisBesideEarlier(against),
  begin({ processes, chance }) {
    return {
      async disturb() {
        if (!chance.is(0.1)) return;
        await sleep(chance.between(0, 60));
        const place = processes.pick();
        await place.kill();
        await place.up();
      },
      end: () => processes.allUp(),
    };
  },
};
