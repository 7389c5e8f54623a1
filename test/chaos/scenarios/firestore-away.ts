// Firestore cannot be reached, in the two ways in which that happens.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

export const firestoreAway: Scenario = {
  name: 'firestore-away',
  does: 'the wire to Firestore is cut, or carries nothing, most of the time',
  holds: 'what could not be written was not acknowledged, so Stripe and the pages bring it again',
  store: 'firestore',
  minutes: 6,
  hidesWrites: true,
  begin({ store, chance }) {
    const wire = store.wire();
    return {
      async disturb() {
        wire.set({ kind: chance.pick(['cut', 'hold', 'pass']) });
        await sleep(chance.between(200, 4_000));
        wire.set({ kind: chance.pick(['cut', 'pass']) });
      },
      end: () => wire.set({ kind: 'pass' }),
    };
  },
};
