// What every store promises, as one suite that each implementation runs.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../../functions/store/store.ts';
import { describeBuyers } from './describe-buyers.ts';
import { describeChangedEntries } from './describe-changed-entries.ts';
import { describeClicks } from './describe-clicks.ts';
import { describeDueEntries } from './describe-due-entries.ts';
import { describeEntries } from './describe-entries.ts';
import { describeEntryLists } from './describe-entry-lists.ts';
import { describeErasure } from './describe-erasure.ts';
import { describeFailures } from './describe-failures.ts';
import { describeFoundEntries } from './describe-found-entries.ts';
import { describePeople } from './describe-people.ts';
import { describeProperties } from './describe-properties.ts';
import { describeRaces } from './describe-races.ts';
import { describeRollups } from './describe-rollups.ts';
import { describeSignIns } from './describe-sign-ins.ts';
import { describeTallies } from './describe-tallies.ts';
import { describeWatermarks } from './describe-watermarks.ts';
import type { Connections, StoreUnderTest } from './store-under-test.ts';

/** Declares the suite; `skipped` is the sentence that says what is missing here, when it cannot run. */
export function describeStore(name: string, start: () => Promise<StoreUnderTest>, skipped?: string): void {
  describe.skipIf(skipped !== undefined)(skipped ? `${name} (skipped, ${skipped})` : name, () => {
    let database: StoreUnderTest;
    let store: Store;
    let other: Store;
    const connections: Connections = {
      store: () => store,
      other: () => other,
      open: () => database.open(),
      damage: (...args) => database.damage(...args),
    };

    beforeAll(async () => {
      database = await start();
      store = await database.open();
      other = await database.open();
    });
    afterAll(async () => {
      await store?.close();
      await other?.close();
      await database?.stop();
    });

    describeProperties(connections);
    describeDueEntries(connections);
    describeEntries(connections);
    describeFoundEntries(connections);
    describeEntryLists(connections);
    describeChangedEntries(connections);
    describeBuyers(connections);
    describeWatermarks(connections);
    describeTallies(connections);
    describeClicks(connections);
    describeRollups(connections);
    describeErasure(connections);
    describePeople(connections);
    describeSignIns(connections);
    describeRaces(connections);
    describeFailures(connections);
  });
}
