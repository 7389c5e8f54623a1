// The disk under the SQLite file is full.
import type { Scenario } from '../scenario.ts';

export const diskFull: Scenario = {
  name: 'disk-full',
  does: 'the disk under the SQLite file is full',
  holds: 'what could not be written was not acknowledged, the processes live on, and go on writing when there is room',
  store: 'sqlite',
  minutes: 10,
  needsRoom: true,
  isQuick: true,
  hidesWrites: true,
  begin({ store, processes }) {
    const pids = processes.all().map((place) => place.pid());
    const room = store.room();
    room.take(pids);
    return { end: () => room.give(pids) };
  },
};
