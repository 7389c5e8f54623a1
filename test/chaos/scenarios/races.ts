// Two processes are given the same work at the same moment, so that preconditions fail all the time.
import { sweepPath } from '../../../functions/http/sweep-path.ts';
import { sweepToken } from '../../soak/world/instance.ts';
import type { Scenario, World } from '../scenario.ts';

const shared = {
  does: 'every sweep runs on two processes at once, three times over, and beside every bundle of requests',
  holds: 'of two that want the same entry one writes, and only whoever holds the lease sends',
  minutes: 40,
  begin: ({ processes }: World) => ({
    async disturb() {
      const headers = { authorization: `Bearer ${sweepToken}` };
      const addresses = processes.all().flatMap(({ url }) => Array<string>(3).fill(url));
      await Promise.all(addresses.map((url) => fetch(url + sweepPath, { method: 'POST', headers })));
    },
    end: () => undefined,
  }),
} as const;

export const races: Scenario = { ...shared, name: 'races', store: 'sqlite' };

export const firestoreRaces: Scenario = { ...shared, name: 'firestore-races', store: 'firestore', minutes: 15 };
