// What the page brings along with its look, and what of it is kept.
import { describe, expect, it } from 'vitest';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recallView, recordView } from '../../../functions/ledger/record-view.ts';
import { readPageConsent } from '../../../functions/rules/page-consent.ts';
import { countCalls } from '../public/wrap-store.ts';
import { newSendingProperty, tellSession } from './changes.ts';
import { newView } from './new-view.ts';
import { id, openMemory, other, pending, property, view } from './views-of-one-session.ts';

describe('recordView of what the page brings', () => {
  const silent = { ...view, claim: undefined };
  const told = { utm_source: 'newsletter', utm_campaign: 'spring' };

  it('writes session, campaign and consent with the first look, in one write and without the buyer', async () => {
    const calls: string[] = [];
    const store = await openMemory();
    const { entry } = await recordView(countCalls(store, calls), { ...view, told, consent: 'gdgu' }, 1_000);
    expect(calls).toEqual(['createEntry']);
    expect(entry).toMatchObject({
      session: { id: view.session.id, lines: view.session.lines },
      pageCampaign: { utm_source: 'newsletter', utm_campaign: 'spring', utm_medium: null },
      pageConsent: { states: { ad_storage: 'granted', analytics_storage: 'denied' }, atMs: 1_000 },
    });
    expect(entry.changes.map(({ what }) => what)).toEqual(['paid', 'campaign', 'consent', 'claimed']);
    expect(await store.findEntry(id)).toEqual(entry);
    expect(JSON.stringify(entry)).not.toMatch(/Lovelace|@gmail|Unter den Linden|\+49/);
    expect(await store.findBuyer(id, 1_000)).toBeUndefined();
  });

  it('keeps the buyer with what it plans to send, because that may go out before any webhook comes', async () => {
    const calls: string[] = [];
    const store = await openMemory();
    const look = newView(newSendingProperty(), { claim: undefined });
    const { entry } = await recordView(countCalls(store, calls), look, 1_000);
    expect(calls).toEqual(['createEntry']);
    expect(Object.values(entry.deliveries)).toMatchObject([{ state: 'waiting' }]);
    expect(await store.findBuyer(entry.id, 2_000)).toMatchObject({ email: look.session.email });
  });

  it('keeps no buyer where personal data may not leave', async () => {
    const store = await openMemory();
    const { entry } = await recordView(store, newView(newSendingProperty({ emailPolicy: 'none' })), 1_000);
    expect(Object.values(entry.deliveries)).toHaveLength(1);
    expect(await store.findBuyer(entry.id, 2_000)).toBeUndefined();
  });

  it('writes nothing when the same is told again', async () => {
    const store = await openMemory();
    const look = { ...silent, told, consent: 'gdgu', clickId: 'the click' };
    await recordView(store, look, 1_000);
    const calls: string[] = [];
    await recordView(countCalls(store, calls), look, 2_000);
    expect(calls).toEqual(['createEntry', 'findEntry']);
    expect(await store.findEntry(id)).toMatchObject({ version: 1 });
  });

  it('writes consent again only when it differs, with the time of it', async () => {
    const store = await openMemory();
    const { entry } = await recordView(store, { ...silent, consent: 'dddd' }, 1_000);
    expect(recallView(entry, { ...silent, consent: 'dddd' }, 2_000)).toBeDefined();
    expect(recallView(entry, silent, 2_000)).toBeDefined();
    expect(recallView(entry, { ...silent, consent: 'gddd' }, 2_000)).toBeUndefined();
    const changed = await recordView(store, { ...silent, consent: 'gddd' }, 2_000, entry);
    expect(changed.entry).toMatchObject({
      version: 2,
      pageConsent: { states: { ad_storage: 'granted' }, atMs: 2_000 },
    });
  });

  it('keeps a refusal where the next page knows no consent mode', async () => {
    const store = await openMemory();
    const { entry } = await recordView(store, { ...silent, consent: 'gdgd' }, 1_000);
    const { entry: next } = await recordView(store, { ...silent, consent: 'uugu' }, 2_000, entry);
    expect(next.pageConsent?.states).toEqual(readPageConsent('gdgd'));
  });

  it('keeps whose visit in GA4 the page is with its first view, and nothing of a page that does not push', async () => {
    const calls: string[] = [];
    const store = await openMemory();
    const gaIds = { ga_client_id: '1234567890.1700000000', ga_session_id: '1700000100' };
    const { entry } = await recordView(countCalls(store, calls), { ...view, gaIds, consent: 'gggg' }, 1_000);
    expect(calls).toEqual(['createEntry']);
    expect(entry.pageGaIds).toEqual({ gaClientId: '1234567890.1700000000', gaSessionId: '1700000100' });
    expect(recallView(entry, { ...other, gaIds: { ga_client_id: '1.2' } }, 2_000)).toMatchObject({ entry });
    expect(await store.findEntry(id)).toEqual(entry);
  });

  it('keeps no GA ids of a page that denies analytics with the same look', async () => {
    const store = await openMemory();
    const gaIds = { ga_client_id: '1234567890.1700000000' };
    const { entry } = await recordView(store, { ...view, gaIds, consent: 'gdgg' }, 1_000);
    expect(entry).not.toHaveProperty('pageGaIds');
  });

  it('keeps the campaign that was told first', async () => {
    const store = await openMemory();
    await recordView(store, silent, 1_000);
    await recordView(store, { ...silent, told }, 2_000);
    const { entry } = await recordView(store, { ...silent, told: { utm_source: 'another' } }, 3_000);
    expect(entry).toMatchObject({ version: 2, pageCampaign: { utm_source: 'newsletter' } });
  });

  it('fills in the lines that the webhook, which was faster, could not bring', async () => {
    const store = await openMemory();
    const change = tellSession({ ...view.session, lines: [] });
    await recordChange(store, property, change, { nowMs: 500, source: 'webhook' });
    const { entry, firstView } = await recordView(store, view, 1_000);
    expect(firstView).toBe(true);
    expect(entry).toMatchObject({ version: 2, settledAtMs: 500, session: { lines: view.session.lines } });
  });

  it('is not the first of an event that the money has left behind', async () => {
    const store = await openMemory();
    await recordView(store, silent, 1_000);
    expect((await recordView(store, pending, 2_000)).firstView).toBe(false);
    const entry = await store.findEntry(id);
    expect(entry).toMatchObject({ status: 'paid' });
    expect(entry).toHaveProperty('events', {});
  });

  it('leaves a failed payment failed, and lets no page push that it is pending', async () => {
    const store = await openMemory();
    const failed = tellSession({ ...pending.session, lines: [] }, 'async_payment_failed');
    await recordChange(store, property, failed, { nowMs: 500, source: 'webhook' });
    const { entry, firstView } = await recordView(store, pending, 1_000);
    expect(firstView).toBe(false);
    expect(entry).toMatchObject({ status: 'failed', session: { lines: view.session.lines } });
  });

  it('plans nothing for a session out of the property’s scope, which the page may push all the same', async () => {
    const sending = newSendingProperty({ scope: { kind: 'payment_links', ids: ['plink_of_another_shop'] } });
    const { entry, firstView } = await recordView(await openMemory(), { ...view, property: sending }, 1_000);
    expect(firstView).toBe(true);
    expect(entry.deliveries).toEqual({});
  });
});
