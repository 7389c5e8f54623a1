// Page, webhook and sender over one entry: whoever is first at a boundary, the purchase is told once. On every store.
import { expect, it } from 'vitest';
import type { Report } from '../../../functions/contract/report.ts';
import { changeStoredEntry } from '../../../functions/ledger/change-entry.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import { leaseDelivery } from '../../../functions/rules/delivery-steps.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { ga4, newSendingProperty, newSession, nowMs, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';

const minuteMs = 60_000;
const graceMs = 15 * minuteMs;
const key = 'purchase:dest_1';

/** Takes the purchase up as a sweep does; whether it got it. */
async function lease(store: Store, property: Property, sessionId: string, atMs: number): Promise<boolean> {
  let isLeased = false;
  const take = (entry: Entry): Entry | undefined => {
    const delivery = entry.deliveries[key];
    const leased = delivery && leaseDelivery(delivery, 'lease_of_a_sweep', atMs);
    isLeased = leased !== undefined;
    return leased && { ...entry, deliveries: { ...entry.deliveries, [key]: leased } };
  };
  await changeStoredEntry(store, entryId(property.id, sessionId), take);
  return isLeased;
}

describeOnStores('one sender', ({ one, other }) => {
  const start = async (changes: Partial<Property> = {}) => {
    const property = newSendingProperty(changes);
    const session = newSession();
    const view = newView(property, { session });
    const report: Report = {
      property_id: property.id,
      checkout_session_id: session.id,
      event_id: `purchase:${session.id}`,
      claim: view.claim ?? '',
    };
    const find = async () => {
      const entry = await one().findEntry(entryId(property.id, session.id));
      return entry?.deliveries[key];
    };
    const hear = () => recordChange(other(), property, tellSession(session), { nowMs, source: 'webhook' });
    return { property, session, view, report, find, hear };
  };
  const dueIds = async (atMs: number, propertyId: string): Promise<string[]> => {
    const due = await one().findDueEntries({ nowMs: atMs, limit: 10, propertyId }, () => {});
    return due.map(({ id }) => id);
  };

  it('claim at 14:59: the server leaves the purchase to the page for another quarter of an hour', async () => {
    const { property, session, view, find, hear } = await start();
    await hear();
    const claimedAtMs = nowMs + graceMs - 1_000;
    expect((await recordView(one(), view, claimedAtMs)).firstView).toBe(true);
    expect(await dueIds(nowMs + graceMs, property.id)).toEqual([]);
    expect(await lease(other(), property, session.id, nowMs + graceMs)).toBe(false);
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: claimedAtMs + graceMs });
    expect(await dueIds(claimedAtMs + graceMs, property.id)).toEqual([entryId(property.id, session.id)]);
    expect(await lease(other(), property, session.id, claimedAtMs + graceMs)).toBe(true);
  });

  it('report at the moment the grace ends, first: nothing is sent', async () => {
    const { property, session, view, report, find } = await start();
    await recordView(one(), view, nowMs);
    expect(await recordReport(one(), property, report, nowMs + graceMs)).toMatchObject({ kind: 'settled' });
    expect(await lease(other(), property, session.id, nowMs + graceMs)).toBe(false);
    expect(await find()).toMatchObject({ state: 'reported', dueAtMs: null });
  });

  it('report at the moment the grace ends, second: the sender has it, and no page is first any more', async () => {
    const { property, session, view, report, find } = await start();
    await recordView(one(), view, nowMs);
    expect(await lease(other(), property, session.id, nowMs + graceMs)).toBe(true);
    expect((await recordView(one(), view, nowMs + graceMs)).firstView).toBe(false);
    expect(await recordReport(one(), property, report, nowMs + graceMs)).toMatchObject({ kind: 'settled' });
    expect(await find()).toMatchObject({ state: 'leased' });
  });

  it('report at the moment the grace ends, at the same time: one of the two has it', async () => {
    for (let round = 0; round < 10; round++) {
      const { property, session, view, report, find } = await start();
      await recordView(one(), view, nowMs);
      const [isLeased] = await Promise.all([
        lease(other(), property, session.id, nowMs + graceMs),
        recordReport(one(), property, report, nowMs + graceMs),
      ]);
      expect(await find()).toMatchObject({ state: isLeased ? 'leased' : 'reported' });
    }
  });

  it('a page’s claim against a sender’s lease: one of the two has the purchase', async () => {
    for (let round = 0; round < 10; round++) {
      const { property, session, view, find, hear } = await start();
      await hear();
      const [isLeased, { firstView }] = await Promise.all([
        lease(other(), property, session.id, nowMs + graceMs),
        recordView(one(), view, nowMs + graceMs),
      ]);
      expect(firstView).toBe(!isLeased);
      expect(await find()).toMatchObject(
        isLeased ? { state: 'leased' } : { state: 'waiting', dueAtMs: nowMs + 2 * graceMs },
      );
    }
  });

  it('answer lost and loader retries: the same claim stays first, on any instance, and costs no further write', async () => {
    const { property, session, view, find } = await start();
    const first = await recordView(one(), view, nowMs);
    const again = await recordView(other(), view, nowMs + 4_000);
    expect([first.firstView, again.firstView]).toEqual([true, true]);
    expect(again.entry).toEqual(first.entry);
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + graceMs });
    expect((await recordView(other(), { ...view, claim: 'claim_of_another_page' }, nowMs + 4_000)).firstView).toBe(
      false,
    );
    expect(await lease(one(), property, session.id, nowMs + graceMs - 1)).toBe(false);
  });

  it('answer lost and the sender was faster: the retry is not first', async () => {
    const { property, session, view, hear } = await start();
    await hear();
    expect(await lease(other(), property, session.id, nowMs + graceMs)).toBe(true);
    expect((await recordView(one(), view, nowMs + graceMs + 1)).firstView).toBe(false);
  });

  it('under the sender server a visit makes the waiting purchase due at once, with or without a claim', async () => {
    for (const claim of [undefined, 'claim_of_the_first_page']) {
      const destinations: DestinationSettings[] = [
        { kind: 'server_container', id: 'dest_1', mode: 'test', url: 'https://sgtm.example.com', secret: 'sealed' },
      ];
      const { view, find, hear } = await start({ sender: 'server', destinations });
      await hear();
      expect(await find()).toMatchObject({ dueAtMs: nowMs + 2 * minuteMs });
      const visit = await recordView(one(), { ...view, claim }, nowMs + 3_000);
      expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + 3_000 });
      const repeated = await recordView(one(), { ...view, claim }, nowMs + 4_000);
      expect(repeated.entry).toEqual(visit.entry);
    }
  });

  it('under the sender server claims and reports concern no delivery', async () => {
    const { property, session, view, report, find, hear } = await start({ sender: 'server' });
    await hear();
    expect(await lease(other(), property, session.id, nowMs)).toBe(true);
    expect((await recordView(one(), view, nowMs + 1)).firstView).toBe(true);
    expect(await recordReport(one(), property, report, nowMs + 2)).toMatchObject({ kind: 'settled' });
    expect(await find()).toMatchObject({ state: 'leased' });
  });

  it('a page that is first plans what the server sends, should it never report', async () => {
    const { property, view, find } = await start({ destinations: [ga4, { ...ga4, id: 'dest_2', mode: 'live' }] });
    const { entry } = await recordView(one(), view, nowMs);
    expect(Object.keys(entry.deliveries)).toEqual([key]);
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + graceMs });
    expect(await dueIds(nowMs + graceMs, property.id)).toEqual([entry.id]);
  });
});
