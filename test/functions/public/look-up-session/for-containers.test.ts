// What a server container hears that would run for the page itself, and what its report settles, over the wire.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DestinationSettings } from '../../../../functions/rules/destination.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { CorruptRecordError } from '../../../../functions/store/errors.ts';
import { entryId, type Store } from '../../../../functions/store/store.ts';
import { newClickReport } from '../new-click-report.ts';
import { type Shop, type ShopOptions, shopOrigin } from '../start-shop.ts';
import { wrapStore } from '../wrap-store.ts';
import { useShops } from './use-shops.ts';

const { start: startShop, open } = useShops();

const secret = 'container-secret-of-the-shop';
const pageClaim = 'claim_of_the_first_page';
const containerClaim = 'claim_of_the_container';
const passing = { authorization: `Bearer ${secret}`, 'tilltag-visitor-origin': shopOrigin };
const sending = { ...passing, 'tilltag-sends': '1' };
const key = 'purchase:dst_container';
const container: DestinationSettings = {
  kind: 'server_container',
  id: 'dst_container',
  mode: 'test',
  url: 'https://sgtm.example.com/checkout',
  secret: 'sealed',
};

function start(property: Partial<Property> = {}, options: ShopOptions = {}): Promise<Shop> {
  const containerSecretHash = createHash('sha256').update(secret).digest('hex');
  const own: Partial<Property> = { sender: 'server', destinations: [container], containerSecretHash };
  return startShop({ ...options, property: { ...own, unknownConsent: 'granted', ...property } });
}

const ask = (shop: Shop, id: string, claim = containerClaim) => shop.look(id, { claim, headers: sending });

const report = (shop: Shop, id: string, claim: string, headers: Record<string, string>) =>
  shop.report({ property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim }, headers);

const findDelivery = async (shop: Shop, id: string) =>
  (await shop.store.findEntry(entryId(shop.property.id, id)))?.deliveries[key];

describe('a server container that would run for the page', () => {
  it('gets the event as it would be sent there, once it passed on the page’s own look', async () => {
    const shop = await start();
    const id = shop.buy();
    const page = await shop.look(id, { claim: pageClaim, query: '&consent=gggg', headers: passing });
    expect(page.json).toMatchObject({ sender: 'server', first_view: true });
    expect(page.json).not.toHaveProperty('forwarded');
    expect(await findDelivery(shop, id)).toMatchObject({ dueAtMs: shop.clock.nowMs + 120_000 });
    const own = await ask(shop, id);
    expect(own.json).toMatchObject({
      status: 'paid',
      first_view: true,
      forwarded: {
        version: 1,
        property_id: shop.property.id,
        event: 'purchase',
        event_id: `purchase:${id}`,
        transaction_id: id,
        checkout_session_id: id,
        consent: { ad_user_data: 'granted' },
        ecommerce: { items: [{}] },
        user_data: { email: 'ada@example.com' },
      },
    });
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect(shop.logs.at(-1)).toMatchObject({ event: 'event_handed', property_id: shop.property.id });
  });

  it('reports, after which the delivery is settled and nobody gets the event again', async () => {
    const shop = await start();
    const id = shop.buy();
    await ask(shop, id);
    expect((await report(shop, id, containerClaim, { ...sending, 'content-type': 'application/json' })).status).toBe(
      204,
    );
    expect(await findDelivery(shop, id)).toMatchObject({ state: 'reported', dueAtMs: null });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'report_settled' });
    expect((await ask(shop, id)).json).not.toHaveProperty('forwarded');
    expect((await shop.look(id, { claim: pageClaim, headers: passing })).json['first_view']).toBe(true);
  });

  it('is alone in getting it: a second one, on another instance, does not', async () => {
    const shop = await start();
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => ask(index % 2 ? shop : second, id, `claim_of_container_no_${index}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect(answers.filter(({ json }) => 'forwarded' in json)).toHaveLength(1);
    expect(answers.filter(({ json }) => json['first_view'] === true)).toHaveLength(1);
  });

  it('is believed with the right secret only: a page that says the same asks as a page', async () => {
    const shop = await start();
    const id = shop.buy();
    const asPage = await shop.look(id, { claim: pageClaim, headers: { origin: shopOrigin, 'tilltag-sends': '1' } });
    expect(asPage.json).toMatchObject({ first_view: true });
    expect(asPage.json).not.toHaveProperty('forwarded');
    expect(await findDelivery(shop, id)).toMatchObject({ dueAtMs: shop.clock.nowMs });
    const wrong = await shop.look(id, { claim: pageClaim, headers: { ...sending, authorization: 'Bearer wrong' } });
    expect(wrong).toMatchObject({ status: 403, code: 'host_not_allowed' });
    await ask(shop, id);
    for (const headers of [{ origin: shopOrigin, 'tilltag-sends': '1' }, passing]) {
      await report(shop, id, containerClaim, headers);
      expect(shop.logs.at(-1)).toMatchObject({ event: 'report_not_believed' });
    }
    expect(await report(shop, id, containerClaim, { ...sending, authorization: 'Bearer wrong' })).toMatchObject({
      status: 403,
    });
    expect(await findDelivery(shop, id)).toMatchObject({ state: 'waiting' });
  });

  it.each(['0', 'true', ''])('asks as one that only passes on where the header says "%s"', async (value) => {
    const shop = await start();
    const answer = await shop.look(shop.buy(), { claim: pageClaim, headers: { ...passing, 'tilltag-sends': value } });
    expect(answer.json).not.toHaveProperty('forwarded');
    expect(answer.json['first_view']).toBe(true);
  });

  it('gets nothing where the buyer denied analytics, and the server holds nothing for it', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { claim: pageClaim, query: '&consent=dddd', headers: passing });
    const own = await ask(shop, id);
    expect(own.status).toBe(200);
    expect(own.json).not.toHaveProperty('forwarded');
    expect(own.json['first_view']).toBe(false);
  });

  it('gets no personal data that the property keeps back', async () => {
    for (const emailPolicy of ['hashed', 'none'] as const) {
      const shop = await start({ emailPolicy });
      const own = await ask(shop, shop.buy());
      expect(own.json).toHaveProperty('forwarded');
      expect(own.text).not.toContain('ada@example.com');
    }
  });

  it('gets the buyer also when pages do not any more, as the sweep would send them', async () => {
    const shop = await start({ personalDataMinutes: 1 });
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    await shop.look(id, { claim: pageClaim, headers: passing });
    shop.clock.nowMs += 90_000;
    const own = await ask(second, id);
    expect(own.json).toMatchObject({ customer_email: null, forwarded: { user_data: { email: 'ada@example.com' } } });
  });

  it('gets the click that the page named, and the event without it where the record is damaged', async () => {
    let isDamaged = false;
    const wrap = (store: Store): Store => ({
      ...wrapStore(store),
      findClick: async (...wish) => {
        if (isDamaged) throw new CorruptRecordError('The stored click is damaged.');
        return await store.findClick(...wish);
      },
    });
    const shop = await start({}, { wrapStore: wrap });
    const click = { ...newClickReport(shop.property.id), ga_client_id: '1234567890.1700000000' };
    await shop.tellClick(click);
    const forwardedFor = async (id: string) => {
      await shop.look(id, { claim: pageClaim, query: `&click_id=${click.click_id}`, headers: passing });
      return (await ask(shop, id)).json['forwarded'];
    };
    expect(await forwardedFor(shop.buy())).toMatchObject({ client_id: '1234567890.1700000000' });
    isDamaged = true;
    const bare = await forwardedFor(shop.buy());
    expect(bare).toMatchObject({ event: 'purchase' });
    expect(bare).not.toHaveProperty('client_id');
    expect(shop.logs.some(({ event }) => event === 'click_unread')).toBe(true);
  });

  it('may ask with no visitor behind it, and without a claim holds nothing: the page and the sweep stay as they were', async () => {
    const shop = await start();
    const id = shop.buy();
    const alone = { authorization: `Bearer ${secret}`, 'tilltag-sends': '1' };
    const answer = await shop.look(id, { headers: alone });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ status: 'paid', first_view: false });
    expect(answer.json).not.toHaveProperty('forwarded');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const page = await shop.look(id, { claim: pageClaim, headers: passing });
    expect(page.json).toMatchObject({ first_view: true });
    expect((await ask(shop, id)).json).toHaveProperty('forwarded');
  });

  it('gets nothing without a claim, for a payment under way, or where the page is the sender', async () => {
    const shop = await start();
    expect((await shop.look(shop.buy(), { headers: sending })).json).not.toHaveProperty('forwarded');
    expect((await ask(shop, shop.buy({}, 'bank_debit'))).json).toMatchObject({ status: 'pending', first_view: false });
    const pages = await start({ sender: 'browser_first' });
    const id = pages.buy();
    expect((await ask(pages, id)).json).toMatchObject({ first_view: false });
    expect((await pages.look(id, { claim: pageClaim, headers: passing })).json).toMatchObject({ first_view: true });
  });

  it('counts its looks at a session apart from those of pages, within the same limit', async () => {
    const shop = await start({}, { limits: { readsPerSession: 2 } });
    const id = shop.buy();
    const page = async () => (await shop.look(id, { headers: passing })).status;
    const own = async () => (await ask(shop, id)).status;
    expect([await page(), await own(), await page(), await own()]).toEqual([200, 200, 200, 200]);
    expect([await page(), await own()]).toEqual([429, 429]);
  });

  it('is limited by its visitor’s address, as for what it passes on', async () => {
    const shop = await start({}, { limits: { addressPerSecond: 1, addressBurst: 2 } });
    const id = shop.buy();
    const from = async (address: string, headers: Record<string, string>) =>
      (await shop.look(id, { headers: { ...headers, 'tilltag-visitor-address': address } })).status;
    expect([await from('10.0.0.1', passing), await from('10.0.0.1', sending)]).toEqual([200, 200]);
    expect([await from('10.0.0.1', sending), await from('10.0.0.2', sending)]).toEqual([429, 200]);
  });
});
