// How reports settle events.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../functions/contract/report.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { newProperty } from '../store/records.ts';
import { newView } from './new-view.ts';

const property = newProperty();
const view = newView(property);
const report: Report = {
  property_id: property.id,
  checkout_session_id: view.session.id,
  event_id: `purchase:${view.session.id}`,
  claim: 'claim_of_the_first_page',
};

async function openViewed(): Promise<Store> {
  const store = await openStore('sqlite::memory:');
  await recordView(store, view, 1_000);
  return store;
}

describe('recordReport', () => {
  it('settles the event for good', async () => {
    const store = await openViewed();
    const outcome = await recordReport(store, property, report, 2_000);
    expect(outcome).toMatchObject({ kind: 'settled', entry: { events: { purchase: { reportedAtMs: 2_000 } } } });
    const stored = await store.findEntry(entryId(property.id, view.session.id));
    expect(outcome).toEqual({ kind: 'settled', entry: stored });
    expect((await recordView(store, view, 3_000)).firstView).toBe(false);
  });

  it('keeps the time of the first report', async () => {
    const store = await openViewed();
    await recordReport(store, property, report, 2_000);
    expect(await recordReport(store, property, report, 3_000)).toMatchObject({
      kind: 'settled',
      entry: { events: { purchase: { reportedAtMs: 2_000 } } },
    });
  });

  it('does not believe a claim that never held it, nor another event or session', async () => {
    const store = await openViewed();
    for (const change of [
      { claim: 'claim_of_another_page' },
      { event_id: `trial_start:${view.session.id}` },
      { event_id: 'purchase:cs_test_a1b2c3d4e5f7' },
      { event_id: `constructor:${view.session.id}` },
    ]) {
      expect(await recordReport(store, property, { ...report, ...change }, 2_000)).toMatchObject({
        kind: 'not_believed',
      });
    }
    expect((await recordView(store, view, 3_000)).firstView).toBe(true);
  });

  it('knows no entry that nobody looked at', async () => {
    expect(await recordReport(await openStore('sqlite::memory:'), property, report, 2_000)).toEqual({
      kind: 'unknown',
    });
  });

  it('tries again when another page writes in between', async () => {
    const store = await openViewed();
    let conflicts = 2;
    const contended: Store = {
      ...wrapStore(store),
      changeEntry: async (entry) => (conflicts-- > 0 ? 'conflict' : store.changeEntry(entry)),
    };
    expect(await recordReport(contended, property, report, 2_000)).toMatchObject({ kind: 'settled' });
  });

  it('gives up with StoreUnavailableError when others always write first', async () => {
    const contended: Store = { ...wrapStore(await openViewed()), changeEntry: async () => 'conflict' };
    await expect(recordReport(contended, property, report, 2_000)).rejects.toMatchObject({
      name: 'StoreUnavailableError',
    });
  });
});
