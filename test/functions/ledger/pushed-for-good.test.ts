// What pages pushed is known for good, whatever happens afterwards and whoever sends by then. On every store.
import { expect, it } from 'vitest';
import { findEnding } from '../../../functions/delivery/find-ending.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import { maxChanges } from '../../../functions/rules/change-history.ts';
import { claimLapseMs } from '../../../functions/rules/claims.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { findPurchaseTelling } from '../../../functions/rules/purchase-telling.ts';
import { entryId } from '../../../functions/store/store.ts';
import { newSendingProperty, newSession, nowMs } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';

const key = 'purchase:dest_1';

describeOnStores('what pages pushed', ({ one, other }) => {
  const start = (changes: Partial<Property> = {}) => {
    const property = newSendingProperty(changes);
    const view = newView(property, { session: newSession() });
    const toReport = (claim: string) => ({
      ...{ property_id: property.id, checkout_session_id: view.session.id, claim },
      event_id: `purchase:${view.session.id}`,
    });
    const find = async (): Promise<SessionEntry> => {
      const entry = await other().findEntry(entryId(property.id, view.session.id));
      if (entry?.kind !== 'session') throw new Error('There is always a session.');
      return entry;
    };
    return { property, view, find, toReport };
  };

  it('stays told after any number of visits under the sender `server`', async () => {
    const { property, view, find } = start();
    await recordView(one(), view, nowMs);
    const visited: Property = { ...property, sender: 'server', destinations: [] };
    for (let visit = 1; visit <= maxChanges + 1; visit++) {
      const claim = `claim_of_visit_number_${visit}`;
      await recordView(one(), { ...view, property: visited, claim }, nowMs + visit * claimLapseMs);
    }
    const entry = await find();
    expect(entry.changes).not.toContainEqual(expect.objectContaining({ what: 'claimed', about: 'purchase' }));
    for (const now of [property, visited]) {
      expect(findPurchaseTelling(entry, 'dest_of_later', now, nowMs)).toEqual({ kind: 'told' });
    }
  });

  it('counts the report of a page that was told to push it, though the server sends by now', async () => {
    const { property, view, find, toReport } = start();
    await recordView(one(), view, nowMs);
    const report = toReport(view.claim ?? '');
    await recordReport(other(), { ...property, sender: 'server' }, report, nowMs + 2_000);
    expect(await find()).toMatchObject({ deliveries: { [key]: { state: 'reported' } } });
  });

  it('leaves to the server what a page reported its visit of, though pages send by now', async () => {
    const { property, view, find, toReport } = start({ sender: 'server' });
    await recordView(one(), view, nowMs);
    const now: Property = { ...property, sender: 'browser_first' };
    await recordReport(other(), now, toReport(view.claim ?? ''), nowMs + 2_000);
    const entry = await find();
    expect(entry).toMatchObject({ events: { purchase: { pushed: 'visit', reportedAtMs: nowMs + 2_000 } } });
    expect(entry.deliveries[key]).toMatchObject({ state: 'waiting' });
    const delivery = { event: 'purchase', destinationId: 'dest_1' } as const;
    expect(findEnding(entry, delivery, now)).toBeUndefined();
  });

  it('counts a page that asks again and is told to push the event by then', async () => {
    const { property, view, find } = start({ sender: 'server' });
    await recordView(one(), view, nowMs);
    const now: Property = { ...property, sender: 'browser_first' };
    const again = await recordView(other(), { ...view, property: now }, nowMs + 5_000, await find());
    expect(again.firstView).toBe(true);
    expect(await find()).toMatchObject({ events: { purchase: { pushed: 'event' } } });
  });
});
