// How a purchase finds the click that led to it: by passport, by cookie, or not at all, and what that costs.
import { describe, expect, it } from 'vitest';
import { entryId } from '../../../../functions/store/store.ts';
import { newClickReport, toPassport } from '../new-click-report.ts';
import type { Shop } from '../start-shop.ts';
import { type Journey, originals, repaired, useJourneys } from './click-journey.ts';
import { claim, useShops } from './use-shops.ts';

const { start } = useShops();
const startJourney = useJourneys(start);

describe('the click behind a purchase', () => {
  it('is found by the passport, and the answer tells the campaign as it was', async () => {
    const { shop, id, passport } = await startJourney();
    const { json } = await shop.look(id, { query: repaired });
    expect(json).toMatchObject({
      ...originals,
      client_reference_id: passport,
      click: {
        gclid: 'Cj0_click',
        fbclid: 'IwAR0',
        landing_page: 'shop.example.test/shirts',
        referrer_host: 'www.example.org',
        first: { utm_source: 'meta', fbclid: 'IwAR0', landing_page: 'shop.example.test/' },
        last: { utm_source: 'news letter', gclid: 'Cj0_click' },
      },
      meta_user_data: { fbp: 'fb.1.1763700000000.1', fbc: 'fb.1.1763700000000.IwAR0' },
    });
    expect(JSON.stringify(json)).not.toContain('1234567890.1700000000');
  });

  it('is found on another device, which has neither cookie nor UTMs', async () => {
    const { shop, id } = await startJourney();
    expect((await shop.look(id)).json).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
  });

  it('is found by the click id of the page where the link had a reference of its own, which stays', async () => {
    const { shop, id, report } = await startJourney({ reference: 'order-7' });
    const { json } = await shop.look(id, { query: `&click_id=${report.click_id}` });
    expect(json).toMatchObject({ ...originals, client_reference_id: 'order-7', click: { gclid: 'Cj0_click' } });
  });

  it('is that of the passport, whatever click the page names', async () => {
    const { shop, id } = await startJourney();
    const other = newClickReport(shop.property.id, { click_id: 'B'.repeat(22), visit: { at: 1, parameters: {} } });
    await shop.tellClick(other);
    const { json } = await shop.look(id, { query: `&click_id=${other.click_id}` });
    expect(json).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
  });

  it('is known by its passport where the record was blocked', async () => {
    const { shop, id } = await startJourney({ isTold: false });
    const { json } = await shop.look(id, { query: repaired });
    expect(json).toMatchObject({
      utm_source: 'news-letter',
      utm_campaign: 'Fruehling',
      click: { gclid: 'Cj0_passport' },
    });
    expect(json['meta_user_data']).not.toHaveProperty('fbp');
  });

  it('names the campaign, whatever somebody wrote onto the link', async () => {
    const { shop, id } = await startJourney();
    const { json } = await shop.look(id, { query: '&utm_source=shelf&utm_content=footer' });
    expect(json).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
  });

  it('that had no campaign leaves the link its own', async () => {
    const { shop, id } = await startJourney({ changes: { visit: { at: 1, parameters: { gclid: 'Cj0_click' } } } });
    const { json } = await shop.look(id, { query: '&utm_source=shelf' });
    expect(json).toMatchObject({ utm_source: 'shelf', utm_campaign: null, click: { gclid: 'Cj0_click' } });
  });

  it('whose record was blocked has the campaign as the browser remembers it, where that is the one that came back', async () => {
    const { shop, id } = await startJourney({ isTold: false });
    const query = '&original_utm_source=news+letter&original_utm_campaign=Fr%C3%BChling&original_utm_term=%F0%9F%8E%89';
    expect((await shop.look(id, { query: repaired + query })).json).toMatchObject({ ...originals, utm_term: '🎉' });
    expect((await shop.look(id, { query: `&utm_source=shelf${query}` })).json).toMatchObject({
      utm_source: 'shelf',
      utm_campaign: null,
    });
  });

  it('of weeks ago, which the browser still remembers, has not led to a session that does not name it', async () => {
    const { shop, report } = await startJourney();
    const buyAndLook = async (reference: string) => {
      const id = shop.buy({ clientReferenceId: reference });
      return (await shop.look(id, { query: `&click_id=${report.click_id}&utm_source=text` })).json;
    };
    shop.clock.nowMs += 86_400_000 - 1;
    expect(await buyAndLook('order-8')).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
    shop.clock.nowMs += 1_000;
    const late = await buyAndLook('order-9');
    expect([late['utm_source'], late['click']]).toEqual(['text', {}]);
    expect(await buyAndLook(toPassport(report))).toMatchObject({ ...originals, click: { gclid: 'Cj0_click' } });
  });

  it('is unknown where nothing names it, and a foreign reference is passed on', async () => {
    const { shop, id, calls } = await startJourney({ reference: 'tt1_not-ours' });
    const { json } = await shop.look(id, { query: '&utm_source=page' });
    expect(json).toMatchObject({ utm_source: 'page', client_reference_id: 'tt1_not-ours' });
    expect(json['click']).toEqual({});
    expect(calls).not.toContain('findClick');
  });

  it('of another property is not found', async () => {
    const { shop, id } = await startJourney({ isTold: false });
    await shop.store.createClick({
      ...(await tellAndFind(await start(), newClickReport('').click_id)),
      propertyId: 'tt_other_shop',
      id: `tt_other_shop:${newClickReport('').click_id}`,
    });
    expect((await shop.look(id)).json).toMatchObject({ click: { gclid: 'Cj0_passport' }, utm_source: null });
  });

  it('that expired is known by its passport alone', async () => {
    const { shop, id, report } = await startJourney({ property: { clickDays: 0 } });
    expect((await shop.look(id)).json).toMatchObject({ click: { gclid: 'Cj0_passport' } });
    expect(report.visit?.parameters['gclid']).toBe('Cj0_click');
  });

  it('told without consent to ad_storage brings no click id and no ids of Meta', async () => {
    const { consent } = newClickReport('');
    const { shop, id } = await startJourney({ changes: { consent: { ...consent, ad_storage: 'denied' } } });
    const { json } = await shop.look(id);
    expect(json).toMatchObject(originals);
    const { client_reference_id, ...told } = json;
    expect(client_reference_id).toMatch(/^tt1_/);
    expect(JSON.stringify(told)).not.toMatch(/Cj0|IwAR0|fb\.1/);
  });

  it('brings no ids of Meta where the page asks for nothing personal, or the time for it is over', async () => {
    const { shop, id } = await startJourney();
    expect((await shop.look(id, { query: '&personal_data=none' })).json).not.toHaveProperty('meta_user_data');
    expect((await shop.look(id, { query: '&personal_data=hashed' })).json).toHaveProperty('meta_user_data.fbp');
    shop.clock.nowMs += 60 * 60_000;
    const { json } = await shop.look(id);
    expect(json).not.toHaveProperty('meta_user_data');
    expect(json).toMatchObject({ click: { gclid: 'Cj0_click' } });
  });
});

async function tellAndFind(shop: Shop, clickId: string) {
  await shop.tellClick(newClickReport(shop.property.id));
  const click = await shop.store.findClick(shop.property.id, clickId, shop.clock.nowMs);
  if (click === undefined) throw new Error('The click was not taken down.');
  return click;
}

describe('the entry of a purchase', () => {
  const findEntry = ({ shop, id }: Journey) => shop.store.findEntry(entryId(shop.property.id, id));

  it('keeps click id and passport for whoever sends later', async () => {
    const journey = await startJourney();
    await journey.shop.look(journey.id, { claim });
    expect(await findEntry(journey)).toMatchObject({
      clickId: journey.report.click_id,
      passport: journey.passport,
    });
  });

  it('keeps the click id that the page named where the reference is foreign', async () => {
    const journey = await startJourney({ reference: 'order-7' });
    await journey.shop.look(journey.id, { query: `&click_id=${journey.report.click_id}` });
    expect(await findEntry(journey)).toMatchObject({ clickId: journey.report.click_id, passport: null });
  });

  it('learns the click id from a later look, and keeps the first that it learned', async () => {
    const journey = await startJourney({ reference: 'order-7' });
    const { shop, id, report } = journey;
    await shop.look(id);
    expect(await findEntry(journey)).toMatchObject({ clickId: null });
    await shop.look(id, { query: `&click_id=${report.click_id}` });
    await shop.look(id, { query: `&click_id=${'B'.repeat(22)}` });
    expect(await findEntry(journey)).toMatchObject({ clickId: report.click_id });
  });
});
