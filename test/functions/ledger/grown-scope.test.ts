// What is told of sales around the moment at which a property's scope came to take them in. On every store.
import { expect, it } from 'vitest';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordSession } from '../../../functions/ledger/record-session.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { maxUntoldMs } from '../../../functions/rules/plan-entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { findPurchaseTelling } from '../../../functions/rules/purchase-telling.ts';
import { noteScopeChange } from '../../../functions/rules/scope.ts';
import { entryId } from '../../../functions/store/store.ts';
import { newSendingProperty, newSession, nowMs, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';

const key = 'purchase:dest_1';
const minuteMs = 60_000;
const links = ['plink_of_old', 'plink_of_new'];

/** A property that sold through one link until it took in a second one at `nowMs`. */
function grow(): { before: Property; after: Property } {
  const before = newSendingProperty({ scope: { kind: 'payment_links', ids: links.slice(0, 1) } });
  return { before, after: noteScopeChange(before, { ...before, scope: { kind: 'payment_links', ids: links } }, nowMs) };
}

describeOnStores('a scope that was changed', ({ one, other }) => {
  const start = (changes: Partial<CheckoutSession> = {}) => {
    const { before, after } = grow();
    const session = newSession({ paymentLinkId: 'plink_of_new', ...changes });
    const look = (property: Property, atMs: number) => recordView(one(), newView(property, { session }), atMs);
    const hear = (property: Property, paidAtMs: number, recordedAtMs = paidAtMs) =>
      recordChange(
        other(),
        property,
        { ...tellSession(session), createdSeconds: paidAtMs / 1000 },
        { nowMs: recordedAtMs, source: 'webhook' },
      );
    const find = async (): Promise<SessionEntry> => {
      const entry = await one().findEntry(entryId(before.id, session.id));
      if (entry?.kind !== 'session') throw new Error('It is no session.');
      return entry;
    };
    return { before, after, session, look, hear, find };
  };

  it('tells of a sale since then that a page saw through a process that did not know of it yet', async () => {
    const { before, after, look, hear, find } = start();
    await look(before, nowMs + 20_000);
    const { deliveries, passedOver } = await find();
    expect({ deliveries, passedOver }).toEqual({ deliveries: {}, passedOver: 'purchase' });
    await hear(after, nowMs + 10_000, nowMs + 2 * minuteMs);
    const entry = await find();
    expect(entry.deliveries).toHaveProperty([key, 'state'], 'waiting');
    expect(entry).not.toHaveProperty('passedOver');
  });

  it('tells once of it, also of a destination that is added later', async () => {
    const { before, after, look, hear, find } = start();
    await look(before, nowMs + 20_000);
    await hear({ ...after, destinations: [] }, nowMs + 10_000);
    await hear(after, nowMs + 10_000, nowMs + minuteMs);
    expect((await find()).deliveries).toEqual({});
  });

  it('tells of a checkout that began before and was paid since, whoever saw it first', async () => {
    const { after, look, hear, find } = start();
    await look(after, nowMs + 20_000);
    expect((await find()).deliveries).toEqual({});
    await hear(after, nowMs + 10_000);
    expect((await find()).deliveries).toHaveProperty([key]);
  });

  it('tells of it, too, where its refund brought it in before anybody told when it was paid', async () => {
    const { after, session, hear, find } = start({ status: 'complete' });
    await recordSession(one(), after, session, { nowMs: nowMs + 20_000, source: 'sweep' });
    expect((await find()).deliveries).toEqual({});
    await hear(after, nowMs + 10_000, nowMs + minuteMs);
    expect((await find()).deliveries).toHaveProperty([key]);
  });

  it('records a sale from before and tells nobody of it, whoever brings it in', async () => {
    const heard = start();
    await heard.hear(heard.after, nowMs - minuteMs, nowMs + minuteMs);
    const seen = start();
    await seen.look(seen.before, nowMs - minuteMs);
    await seen.hear(seen.after, nowMs - 2 * minuteMs, nowMs + minuteMs);
    const reloaded = start();
    await reloaded.look(reloaded.after, nowMs + minuteMs);
    for (const { find } of [heard, seen, reloaded]) {
      const { status, deliveries } = await find();
      expect({ status, deliveries }).toEqual({ status: 'paid', deliveries: {} });
    }
  });

  it('tells of such a sale where a person has it brought in again', async () => {
    const { after, session, hear, find } = start();
    await hear(after, nowMs - minuteMs, nowMs + minuteMs);
    const change = { ...tellSession(session), createdSeconds: nowMs / 1000 - 60 };
    await recordChange(other(), after, change, { nowMs: nowMs + minuteMs, source: 'replay', replan: true });
    expect((await find()).deliveries).toHaveProperty([key]);
  });

  it('tells of a sale from before whose like it took in already', async () => {
    const { after, hear, find } = start({ paymentLinkId: 'plink_of_old' });
    await hear(after, nowMs - minuteMs, nowMs + minuteMs);
    expect((await find()).deliveries).toHaveProperty([key]);
    const read = start({ paymentLinkId: 'plink_of_old', status: 'complete' });
    await recordSession(one(), read.after, read.session, { nowMs, source: 'sweep' });
    expect((await read.find()).deliveries).toHaveProperty([key]);
  });

  it.each([
    ['from before that', nowMs + minuteMs, [key]],
    ['from between', nowMs + 3 * minuteMs, []],
    ['from after it was put right', nowMs + 7 * minuteMs, [key]],
  ])('was narrowed by mistake: of a sale %s, it is told as the scope of then says', async (_when, paidAtMs, told) => {
    const { after: wide, hear, find } = start();
    const narrow = noteScopeChange(wide, { ...wide, scope: { kind: 'payment_links', ids: [] } }, nowMs + 2 * minuteMs);
    const again = noteScopeChange(narrow, { ...narrow, scope: wide.scope }, nowMs + 6 * minuteMs);
    await hear(again, paidAtMs, nowMs + 10 * minuteMs);
    expect(Object.keys((await find()).deliveries)).toEqual(told);
  });

  it('tells of no sale from before it grew under an earlier version, whatever it becomes since', async () => {
    const { after, session, find } = start({ status: 'complete', createdSeconds: nowMs / 1000 - 1_800 });
    const { scopeChanges: _, ...grown } = { ...after, scopeGrewAtMs: nowMs - 5 * minuteMs };
    const again = noteScopeChange(grown, { ...grown, scope: { kind: 'account' } }, nowMs);
    await recordSession(one(), again, session, { nowMs: nowMs + minuteMs, source: 'sweep' });
    expect((await find()).deliveries).toEqual({});
  });

  it('tells of its like where the webhook does, because nobody knows that it was another’s', async () => {
    const { after, hear, find } = start();
    const { scopeChanges: _, ...grown } = { ...after, scopeGrewAtMs: nowMs - 5 * minuteMs };
    const again = noteScopeChange(grown, { ...grown, scope: { kind: 'account' } }, nowMs);
    await hear(again, nowMs - 10 * minuteMs, nowMs + minuteMs);
    expect((await find()).deliveries).toHaveProperty([key]);
  });

  it('has what takes such a sale back wait for it, as long as somebody may tell when it was paid', async () => {
    const { before, after, look, find } = start();
    const seenAtMs = nowMs + 20_000;
    await look(before, seenAtMs);
    const ask = async (property: Property, atMs = seenAtMs) =>
      findPurchaseTelling({ ...(await find()), events: {} }, 'dest_1', property, atMs);
    const untilMs = seenAtMs + maxUntoldMs;
    expect(await ask(after, untilMs)).toEqual({ kind: 'awaited', dueAtMs: untilMs });
    expect(await ask(after, untilMs + 1)).toEqual({ kind: 'untold' });
    expect(await ask(before)).toEqual({ kind: 'untold' });
  });

  it('has it wait for no sale that is known to have been paid before', async () => {
    const { after, hear, find } = start();
    await hear(after, nowMs - minuteMs, nowMs + minuteMs);
    expect(findPurchaseTelling(await find(), 'dest_1', after, nowMs + minuteMs)).toEqual({ kind: 'untold' });
  });

  it('has it wait for no sale that was there before', async () => {
    const { before, after, look, find } = start();
    await look(before, nowMs);
    const seen = { ...(await find()), events: {} };
    expect(findPurchaseTelling(seen, 'dest_1', after, nowMs)).toEqual({ kind: 'untold' });
  });
});
