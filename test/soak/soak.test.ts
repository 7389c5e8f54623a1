// The simulated shop run, with a few seeds on both stores. `npm run soak` runs as many as one likes.
import { describe, expect, it } from 'vitest';
import { findEmulator } from '../functions/store/emulator.ts';
import { openSoakStores, type StoreKind } from './open-soak-store.ts';
import { judge } from './oracle/judge.ts';
import { tellFinding } from './report/tell-finding.ts';
import { type RunRecord, runShop } from './run-shop.ts';

/** A quiet shop is swept less often, which spares the emulator. */
async function run(
  kind: StoreKind,
  seed: number,
  sessions: number,
  idleHours = 1,
): Promise<{ record: RunRecord; told: string[] }> {
  const stores = await openSoakStores(kind);
  const store = await stores.open();
  try {
    const record = await runShop({ seed, sessions, store, idleHours });
    return { record, told: judge(record).findings.map((finding) => tellFinding(finding, seed)) };
  } finally {
    await store.close();
    await stores.close();
  }
}

/** Machines are busy at times; an idle one needs a tenth of it. */
const timeoutMs = 600_000;

/** What makes a run worth having: without these, nothing found would mean nothing tried. */
function expectTrials({ truth }: RunRecord): void {
  expect(truth.deaths.length).toBeGreaterThan(5);
  expect(truth.storeFaults.length).toBeGreaterThan(5);
}

/** In a run with many sessions every kind of fault and of end comes up. */
function expectVariety({ sendings, entries }: RunRecord): void {
  const faults = new Set(sendings.map(({ fault }) => fault));
  expect([...faults]).toEqual(expect.arrayContaining(['was away', 'hung', 'took it and answered 500']));
  const states = [...entries.values()].flatMap(({ deliveries }) => Object.values(deliveries).map(({ state }) => state));
  expect([...new Set(states)]).toEqual(expect.arrayContaining(['sent', 'reported', 'suppressed', 'uncertain']));
}

describe('the simulated shop', () => {
  it.each([1, 2])(
    'loses, doubles and distorts nothing of 500 sessions on SQLite, seed %i',
    async (seed) => {
      const { record, told } = await run('sqlite', seed, 500);
      expect(told).toEqual([]);
      expectTrials(record);
      expectVariety(record);
    },
    timeoutMs,
  );

  it(
    'takes the same steps again from the same seed',
    async () => {
      const tell = ({ truth, sendings }: RunRecord): unknown => [
        truth.sessions.map(({ story }) => story),
        truth.deaths,
        sendings.map(({ eventId, startedAtMs, fault }) => [eventId, startedAtMs, fault]),
      ];
      const [first, second] = [await run('sqlite', 3, 40), await run('sqlite', 3, 40)];
      expect(tell(first.record)).toEqual(tell(second.record));
    },
    timeoutMs,
  );

  const source = findEmulator();
  it.skipIf(source.kind === 'missing')(
    `loses, doubles and distorts nothing of 30 sessions on Firestore${source.kind === 'missing' ? ` (${source.cure})` : ''}`,
    async () => {
      const { record, told } = await run('firestore', 4, 30, 8);
      expect(told).toEqual([]);
      expectTrials(record);
    },
    timeoutMs,
  );
});
