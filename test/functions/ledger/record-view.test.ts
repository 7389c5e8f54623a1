// How views are recorded, alone, in a race, and with an entry remembered from earlier.
import { describe, expect, it } from 'vitest';
import { recallView, recordView } from '../../../functions/ledger/record-view.ts';
import { claimLapseMs } from '../../../functions/rules/claims.ts';
import type { Store } from '../../../functions/store/store.ts';
import { countCalls, wrapStore } from '../public/wrap-store.ts';
import { newSendingProperty } from './changes.ts';
import { newView } from './new-view.ts';
import { id, openMemory, other, pending, property, view } from './views-of-one-session.ts';

describe('recordView', () => {
  it('creates the entry with its first view in one write', async () => {
    const calls: string[] = [];
    const store = await openMemory();
    const { entry, firstView } = await recordView(countCalls(store, calls), view, 1_000);
    expect(firstView).toBe(true);
    expect(calls).toEqual(['createEntry']);
    expect(await store.findEntry(id)).toEqual(entry);
    expect(entry).toMatchObject({ status: 'paid', firstSeenAtMs: 1_000, settledAtMs: 1_000, version: 1 });
  });

  it('records a view without a claim, which is never the first and takes nothing from the next', async () => {
    const store = await openMemory();
    expect((await recordView(store, { ...view, claim: undefined }, 1_000)).firstView).toBe(false);
    expect((await recordView(store, view, 2_000)).firstView).toBe(true);
    expect(await store.findEntry(id)).toMatchObject({ firstSeenAtMs: 1_000, settledAtMs: 1_000 });
  });

  it('lets one claim hold the event at a time', async () => {
    const store = await openMemory();
    expect((await recordView(store, view, 0)).firstView).toBe(true);
    expect((await recordView(store, other, 1)).firstView).toBe(false);
    expect((await recordView(store, other, claimLapseMs)).firstView).toBe(true);
    expect((await recordView(store, view, claimLapseMs + 1)).firstView).toBe(false);
  });

  it('advances from pending to paid once, with the time of it, and never back', async () => {
    const store = await openMemory();
    const first = await recordView(store, pending, 1_000);
    expect(first.entry).toMatchObject({ status: 'pending', settledAtMs: null });
    const paid = await recordView(store, view, 2_000);
    expect(paid.entry).toMatchObject({ status: 'paid', settledAtMs: 2_000, firstSeenAtMs: 1_000 });
    const late = await recordView(store, { ...pending, claim: 'claim_of_a_third_page' }, 3_000);
    expect(late.entry).toMatchObject({ status: 'paid', settledAtMs: 2_000 });
    expect(await store.findEntry(id)).toMatchObject({ status: 'paid', settledAtMs: 2_000 });
  });

  it('writes once onto a remembered entry that is still up to date', async () => {
    const store = await openMemory();
    const { entry } = await recordView(store, { ...view, claim: undefined }, 1_000);
    const calls: string[] = [];
    const recorded = await recordView(countCalls(store, calls), view, 2_000, entry);
    expect(recorded.firstView).toBe(true);
    expect(calls).toEqual(['changeEntry']);
    expect(await store.findEntry(id)).toEqual(recorded.entry);
  });

  it('writes down which click led here, with its first look or a later one, and never another', async () => {
    const store = await openMemory();
    const silent = { ...view, claim: undefined };
    await recordView(store, silent, 1_000);
    expect(await store.findEntry(id)).toMatchObject({ clickId: null, passport: null });
    await recordView(store, { ...silent, clickId: 'the click' }, 2_000);
    expect(await store.findEntry(id)).toMatchObject({ clickId: 'the click', passport: null, version: 2 });
    await recordView(store, { ...silent, clickId: 'another click' }, 3_000);
    await recordView(store, silent, 4_000);
    expect(await store.findEntry(id)).toMatchObject({ clickId: 'the click', passport: null, version: 2 });
  });

  it('reads again where a remembered entry is out of date', async () => {
    const store = await openMemory();
    const { entry } = await recordView(store, { ...view, claim: undefined }, 1_000);
    await recordView(store, other, 1_500);
    expect((await recordView(store, view, 2_000, entry)).firstView).toBe(false);
  });

  it('asks the store whether the holder reported elsewhere', async () => {
    const store = await openMemory();
    const { entry } = await recordView(store, view, 1_000);
    const held = entry.events.purchase ?? { claims: [], reportedAtMs: null };
    await store.changeEntry({ ...entry, events: { purchase: { ...held, reportedAtMs: 1_500 } } });
    expect((await recordView(store, view, 2_000, entry)).firstView).toBe(false);
  });

  it('creates the entry anew where it was erased meanwhile', async () => {
    const store = await openMemory();
    const { entry } = await recordView(await openMemory(), { ...view, claim: undefined }, 1_000);
    expect((await recordView(store, view, 2_000, entry)).firstView).toBe(true);
    expect(await store.findEntry(id)).toMatchObject({ firstSeenAtMs: 2_000 });
  });

  it('names one first view among twenty at once', async () => {
    const store = await openMemory();
    const recorded = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        recordView(store, { ...view, claim: `claim_of_page_number_${index}` }, 1_000),
      ),
    );
    expect(recorded.filter(({ firstView }) => firstView)).toHaveLength(1);
  });

  it('gives up with StoreUnavailableError when others always write first', async () => {
    const store = await openMemory();
    await recordView(store, { ...view, claim: undefined }, 1_000);
    const contended: Store = { ...wrapStore(store), changeEntry: async () => 'conflict' };
    await expect(recordView(contended, view, 2_000)).rejects.toMatchObject({ name: 'StoreUnavailableError' });
  });
});

describe('recallView', () => {
  it('does not know whether consent was told otherwise elsewhere, where the server sends by it', async () => {
    const store = await openMemory();
    const look = newView(newSendingProperty(), { claim: undefined });
    const denied = await recordView(store, { ...look, consent: 'dddd' }, 1_000);
    await recordView(store, { ...look, consent: 'gggg' }, 2_000);
    expect(recallView(denied.entry, { ...look, consent: 'dddd' }, 3_000)).toBeUndefined();
    const { entry } = await recordView(store, { ...look, consent: 'dddd' }, 3_000, denied.entry);
    expect(entry.pageConsent).toMatchObject({ states: { ad_user_data: 'denied' }, atMs: 3_000 });
    expect(recallView(denied.entry, look, 3_000)).toMatchObject({ firstView: false });
    expect(recallView(denied.entry, { ...look, property, consent: 'dddd' }, 3_000)).toMatchObject({ firstView: false });
  });

  it('knows that a view without a claim is not the first', async () => {
    const { entry } = await recordView(await openMemory(), view, 1_000);
    expect(recallView(entry, { ...view, claim: undefined }, 2_000)).toEqual({ entry, firstView: false });
  });

  it('knows that another page holds the event, until its claim lapses', async () => {
    const { entry } = await recordView(await openMemory(), view, 1_000);
    expect(recallView(entry, other, 2_000)?.firstView).toBe(false);
    expect(recallView(entry, other, 1_000 + claimLapseMs)).toBeUndefined();
  });

  it('does not know whether the holder still holds it', async () => {
    const { entry } = await recordView(await openMemory(), view, 1_000);
    expect(recallView(entry, view, 2_000)).toBeUndefined();
  });

  it('does not know a view that settles the entry', async () => {
    const { entry } = await recordView(await openMemory(), pending, 1_000);
    expect(recallView(entry, { ...view, claim: undefined }, 2_000)).toBeUndefined();
  });
});
