// A run of the simulated shop for the tests: judged, and held to be worth something.
import { expect } from 'vitest';
import { openSoakStores, type StoreKind } from './open-soak-store.ts';
import { judge } from './oracle/judge.ts';
import { tellFinding } from './report/tell-finding.ts';
import { type RunRecord, runShop } from './run-shop.ts';

/** One run, and what its judge has to tell of it. A quiet shop is swept every `idleHours`; seldom spares the emulator. */
export async function runJudged(
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
export const soakTimeoutMs = 600_000;

/** What makes a run worth having: without these, nothing found would mean nothing tried. */
export function expectTrials({ truth }: RunRecord): void {
  expect(truth.deaths.length).toBeGreaterThan(5);
  expect(truth.storeFaults.length).toBeGreaterThan(5);
}

/** In a run with many sessions every kind of fault and of end comes up. */
export function expectVariety({ sendings, entries }: RunRecord): void {
  const faults = new Set(sendings.map(({ fault }) => fault));
  expect([...faults]).toEqual(expect.arrayContaining(['was away', 'hung', 'took it and answered 500']));
  const states = [...entries.values()].flatMap(({ deliveries }) => Object.values(deliveries).map(({ state }) => state));
  expect([...new Set(states)]).toEqual(expect.arrayContaining(['sent', 'reported', 'suppressed', 'uncertain']));
}
