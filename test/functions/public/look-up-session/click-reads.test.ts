// What it costs to find the click behind a purchase, and a click that comes late or cannot be read.
import { describe, expect, it } from 'vitest';
import { CorruptRecordError, StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { newClickReport, toPassport } from '../new-click-report.ts';
import { wrapStore } from '../wrap-store.ts';
import { originals, repaired, useJourneys } from './click-journey.ts';
import { claim, sessionRequests, useShops } from './use-shops.ts';

const { start, open } = useShops();
const startJourney = useJourneys(start);

describe('what finding the click costs', () => {
  it('is one read of the store beside the one write, and none when it is asked again', async () => {
    const { shop, id, calls } = await startJourney();
    await shop.look(id, { claim });
    expect(calls.toSorted()).toEqual(['createEntry', 'findClick']);
    calls.length = 0;
    expect((await shop.look(id)).json).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
    expect(calls).toEqual([]);
    expect(sessionRequests(shop)).toHaveLength(1);
  });

  it('is nothing for as long as the record lives', async () => {
    const { shop, id, calls } = await startJourney();
    await shop.look(id, { claim });
    calls.length = 0;
    shop.clock.nowMs += 600_000;
    expect((await shop.look(id)).json).toMatchObject({ click: { gclid: 'Cj0_click' } });
    expect(calls).not.toContain('findClick');
  });

  it('is nothing for a purchase without a passport, which is answered from memory from then on', async () => {
    const { shop, id, calls } = await startJourney({ reference: 'order-7' });
    await shop.look(id, { claim });
    await shop.look(id);
    expect(calls).toEqual(['createEntry']);
    expect(shop.logs.filter(({ event }) => event === 'lookup_answered')).toHaveLength(1);
  });

  it('runs while the ledger is written', async () => {
    const running = new Set<string>();
    let together = false;
    const shop = await start({
      wrapStore: (store) => {
        const slowly = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
          running.add(name);
          await new Promise((resolve) => setTimeout(resolve, 20));
          together ||= running.size === 2;
          running.delete(name);
          return await call();
        };
        return {
          ...wrapStore(store),
          createEntry: (entry) => slowly('entry', () => store.createEntry(entry)),
          findClick: (...args) => slowly('click', () => store.findClick(...args)),
        };
      },
    });
    const report = newClickReport(shop.property.id);
    await shop.tellClick(report);
    const id = shop.buy({ clientReferenceId: toPassport(report) });
    expect((await shop.look(id, { claim })).json).toMatchObject({ click: { gclid: 'Cj0_click' }, first_view: true });
    expect(together).toBe(true);
  });

  it('is one more read for a page that names another click', async () => {
    const { shop, id, report, calls } = await startJourney({ reference: 'order-7' });
    const query = `&click_id=${report.click_id}`;
    await shop.look(id, { query });
    calls.length = 0;
    expect((await shop.look(id, { query: `&click_id=${'B'.repeat(22)}` })).json['click']).toEqual({});
    expect(calls).toEqual(['findClick']);
    expect((await shop.look(id, { query })).json).toMatchObject({ click: { gclid: 'Cj0_click' } });
  });
});

describe('a click that arrives after the buyer', () => {
  it('is found as soon as ten seconds later, without asking Stripe or the ledger again', async () => {
    const { shop, id, report, calls } = await startJourney({ isTold: false });
    await shop.look(id);
    await shop.tellClick(report);
    shop.clock.nowMs += 9_999;
    calls.length = 0;
    expect((await shop.look(id)).json).toMatchObject({ click: { gclid: 'Cj0_passport' } });
    expect(calls).toEqual([]);
    shop.clock.nowMs += 1;
    const { json } = await shop.look(id);
    expect(json).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
    expect(json).toHaveProperty('meta_user_data.fbp');
    expect(calls).toEqual(['findClick']);
    expect(sessionRequests(shop)).toHaveLength(1);
  });

  it('is found at once by an instance that did not miss it', async () => {
    const { shop, id, report } = await startJourney({ isTold: false });
    await shop.look(id);
    await shop.tellClick(report);
    const second = await shop.startSecondInstance();
    open.push(second);
    expect((await second.look(id)).json).toMatchObject({ click: { gclid: 'Cj0_click' } });
  });
});

describe('a click that cannot be read', () => {
  it.each([
    ['the store fails', () => Promise.reject(new StoreUnavailableError('It is down.'))],
    ['the record is damaged', () => Promise.reject(new CorruptRecordError('It is damaged.'))],
  ])('costs the campaign and not the purchase, where %s', async (_, findClick) => {
    let isBroken = true;
    const { shop, id } = await startJourney({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findClick: (...args) => (isBroken ? findClick() : store.findClick(...args)),
      }),
    });
    const { status, json } = await shop.look(id, { claim, query: repaired });
    expect(status).toBe(200);
    expect(json).toMatchObject({ first_view: true, utm_source: 'news-letter', click: { gclid: 'Cj0_passport' } });
    expect(shop.logs).toContainEqual(
      expect.objectContaining({ event: 'click_unread', severity: 'WARNING', property_id: shop.property.id }),
    );
    isBroken = false;
    expect((await shop.look(id, { query: repaired })).json).toMatchObject({
      ...originals,
      click: { gclid: 'Cj0_click' },
    });
  });

  it('does not hold the answer up for longer than the time of the request', async () => {
    const { shop, id } = await startJourney({
      lookupBudgetMs: 900,
      wrapStore: (store) => ({ ...wrapStore(store), findClick: () => new Promise(() => {}) }),
    });
    expect((await shop.look(id)).json).toMatchObject({ click: { gclid: 'Cj0_passport' } });
    expect(shop.logs).toContainEqual(expect.objectContaining({ event: 'click_unread' }));
  });
});
