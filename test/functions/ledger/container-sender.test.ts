// Server container, webhook, page and sender over one entry: the purchase is with one of them at a time. On every store.
import { expect, it } from 'vitest';
import { eraseSession } from '../../../functions/ledger/erase-buyer.ts';
import { type ContainerParts, recordContainerView } from '../../../functions/ledger/record-container-view.ts';
import { recordView, type View } from '../../../functions/ledger/record-view.ts';
import { claimLapseMs } from '../../../functions/rules/claims.ts';
import type { Click } from '../../../functions/rules/click.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId } from '../../../functions/store/store.ts';
import { countCalls } from '../public/wrap-store.ts';
import { newClick } from '../store/records.ts';
import { nowMs } from './changes.ts';
import { key, lease, minuteMs, otherClaim } from './container-and-sweep.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { startContainerSender } from './start-container-sender.ts';

describeOnStores('a server container that runs for a page', ({ one, other }) => {
  const start = (changes: Partial<Property> = {}, viewed: Partial<View> = {}) =>
    startContainerSender({ one, other }, changes, viewed);

  it('a visit that the container passes on leaves the wait as it is, and the claim that follows gets the purchase', async () => {
    const { session, passedOn, ask, find, hear } = start();
    await hear();
    await recordView(one(), passedOn, nowMs + 3_000);
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + 2 * minuteMs });
    const { forwarded, firstView } = await ask(one(), nowMs + 3_010);
    expect(firstView).toBe(true);
    expect(forwarded).toMatchObject({
      event_id: `purchase:${session.id}`,
      ecommerce: { items: [{ item_id: expect.any(String) }] },
    });
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + 3_010 + claimLapseMs });
  });

  it('hands the purchase of an erased session over without the click that the page names and without user data', async () => {
    const { property, session, ask, findEntry, hear } = start({}, { clickId: 'click_of_the_cookie' });
    await hear();
    await eraseSession(one(), property, session.id, { nowMs: nowMs + 1_000, source: 'console' });
    const click = newClick({ propertyId: property.id, clickId: 'click_of_the_cookie', fbp: 'fb.1.2.3' });
    const { forwarded } = await ask(one(), nowMs + 3_000, undefined, { click, buyer: session });
    expect(forwarded).toMatchObject({ event_id: `purchase:${session.id}`, customer_id: null, click: {} });
    expect(forwarded).not.toHaveProperty('user_data');
    expect((await findEntry()).clickId).toBeNull();
  });

  it('page first, before any webhook: one write plans the purchase and hands it over, and keeps the buyer', async () => {
    const { property, session, ask, find, findEntry } = start();
    const calls: string[] = [];
    const { forwarded } = await ask(countCalls(one(), calls), nowMs);
    expect(calls).toEqual(['createEntry']);
    expect(forwarded).toMatchObject({ transaction_id: session.id });
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + claimLapseMs });
    expect((await findEntry()).deliveries['purchase:dest_1']).toMatchObject({ state: 'waiting', dueAtMs: nowMs });
    expect(await one().findBuyer(entryId(property.id, session.id), nowMs)).toMatchObject({ email: session.email });
  });

  it('the page keeps its own first view, its report settles nothing of the container’s', async () => {
    const { page, ask, report, find } = start();
    await ask(one(), nowMs);
    expect((await recordView(other(), page, nowMs + 1)).firstView).toBe(true);
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + claimLapseMs });
    expect(await report(nowMs + 2, page.claim, 'page')).toMatchObject({ kind: 'settled' });
    expect(await report(nowMs + 2, page.claim, 'container')).toMatchObject({ kind: 'not_believed' });
    expect(await report(nowMs + 2, 'claim_of_the_container', 'page')).toMatchObject({ kind: 'not_believed' });
    expect(await find()).toMatchObject({ state: 'waiting', dueAtMs: nowMs + claimLapseMs });
  });

  it('a report settles the delivery to the container, and GA4 gets its own from the sweep all the same', async () => {
    const { ask, report, findEntry } = start();
    await ask(one(), nowMs);
    expect(await report(nowMs + 1_000)).toMatchObject({ kind: 'settled' });
    const { deliveries } = await findEntry();
    expect(deliveries[key]).toMatchObject({ state: 'reported', dueAtMs: null });
    expect(deliveries['purchase:dest_1']).toMatchObject({ state: 'waiting', dueAtMs: nowMs });
    expect((await ask(other(), nowMs + 2_000)).forwarded).toBeUndefined();
    expect((await ask(other(), nowMs + 3 * minuteMs, otherClaim)).forwarded).toBeUndefined();
  });

  it('answer lost: the same claim gets the event again, on any instance, and costs no write', async () => {
    const { ask } = start();
    const first = await ask(one(), nowMs);
    const again = await ask(other(), nowMs + 4_000);
    expect(again.forwarded).toEqual(first.forwarded);
    expect(again.entry).toEqual(first.entry);
  });

  it('without a claim nothing is handed over', async () => {
    const { passedOn, find } = start();
    const wish = { claim: undefined, gather: async () => ({ click: undefined, buyer: undefined }) };
    expect((await recordContainerView(one(), passedOn, wish, nowMs)).forwarded).toBeUndefined();
    expect(await find()).toMatchObject({ dueAtMs: nowMs + 2 * minuteMs });
  });

  it('consent denied with this very look: nothing is held, and nothing handed over', async () => {
    const { property, session, passedOn, findEntry } = start();
    const wish = { claim: 'claim_of_the_container', gather: async () => ({ click: undefined, buyer: session }) };
    const denied = await recordContainerView(one(), { ...passedOn, consent: 'dddd' }, wish, nowMs);
    expect(denied).toMatchObject({ forwarded: undefined, firstView: false });
    const entry = await findEntry();
    expect(entry.containerClaims).toBeUndefined();
    expect(entry.pageConsent?.states.analytics_storage).toBe('denied');
    expect(entry.deliveries[key]).toMatchObject({ state: 'waiting', dueAtMs: nowMs + 2 * minuteMs });
    expect(await lease(other(), property, session.id, nowMs + 2 * minuteMs)).toBe(true);
  });

  it('consent denied to ads alone: the event goes without the buyer and the click ids', async () => {
    const { passedOn, session } = start();
    const wish = { claim: 'claim_of_the_container', gather: async () => ({ click: undefined, buyer: session }) };
    const { forwarded } = await recordContainerView(one(), { ...passedOn, consent: 'dgdd' }, wish, nowMs);
    expect(forwarded?.consent).toMatchObject({ ad_user_data: 'denied', analytics_storage: 'granted' });
    expect(forwarded).not.toHaveProperty('user_data');
  });

  it('under another sender, or where the session is out of scope, nothing is handed over and no page loses its first view', async () => {
    for (const changes of [
      { sender: 'browser_first' },
      { sender: 'browser' },
      { scope: { kind: 'payment_links', ids: ['plink_another'] } },
    ] satisfies Partial<Property>[]) {
      const { page, ask } = start(changes);
      expect((await ask(one(), nowMs)).forwarded).toBeUndefined();
      expect((await recordView(other(), page, nowMs + 1)).firstView).toBe(true);
    }
  });

  it('the GA4 visit of the page that it runs for is told where no click tells another', async () => {
    const gaIds = { ga_client_id: '1234567890.1700000000', ga_session_id: String(nowMs / 1000) };
    const { passedOn, ask, findEntry } = start({}, { gaIds });
    await recordView(one(), passedOn, nowMs);
    const { forwarded } = await ask(other(), nowMs);
    expect(forwarded).toMatchObject({ client_id: gaIds.ga_client_id, ga_session_id: gaIds.ga_session_id });
    expect(await findEntry()).toMatchObject({ pageGaIds: { gaClientId: gaIds.ga_client_id } });
  });

  it('the click that the entry names is told, also where the page named it while the container asked', async () => {
    const { property, page, passedOn, session } = start();
    const clickId = 'AAAAAAAAAAAAAAAAAAAAAA';
    const ids = { propertyId: property.id, clickId, gaClientId: '1234567890.1700000000' };
    const click: Click = newClick({ ...ids, receivedAtMs: nowMs - minuteMs });
    const asked: (string | null)[] = [];
    const gather = async (wanted: string | null): Promise<ContainerParts> => {
      if (asked.length === 0) await recordView(other(), { ...page, clickId }, nowMs);
      asked.push(wanted);
      return { click: wanted === clickId ? click : undefined, buyer: session };
    };
    const wish = { claim: 'claim_of_the_container', gather };
    const { forwarded } = await recordContainerView(one(), { ...passedOn, clickId: undefined }, wish, nowMs);
    expect(asked).toEqual([null, clickId]);
    expect(forwarded).toMatchObject({ client_id: '1234567890.1700000000', utm_source: 'news letter' });
  });
});
