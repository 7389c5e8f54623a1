// What the filters and the search of the list of conversions find.
import { describe, expect, it } from 'vitest';
import { newDeliveries, newSessionRecord } from '../../../store/records.ts';
import { newestMs, newSale, sell } from './sales.ts';
import { idsOn, useList } from './use-list.ts';

const used = useList();

describe('the filters of the list of conversions', () => {
  it('reads the campaign from the click record while nobody kept it in the entry', async () => {
    const [click] = [{ utm_source: 'partner' }];
    const clickId = 'AAECAwQFBgcICQoLDA0ODw';
    await sell(used.running.store, used.property, 1, () => ({ clickId }));
    await used.running.store.createClick({
      ...{ id: `${used.property.id}:${clickId}`, version: 1, propertyId: used.property.id, clickId },
      ...{ clickedAtSeconds: newestMs / 1000 - 60, receivedAtMs: newestMs - 60_000, expiresAtMs: newestMs * 2 },
      consent: {
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
      visit: { at: 1, parameters: click ?? {} },
    });
    expect(await used.list()).toContain('partner');
    const search = await used.list('?q=partner');
    expect(idsOn(search)).toEqual([]);
    expect(search).toContain('By its campaign a payment is found some minutes after it');
  });

  it('finds a payment by the campaign that the sweep kept in its entry', async () => {
    const origin = { source: 'partner', medium: null, campaign: 'autumn' };
    const sales = await sell(used.running.store, used.property, 2, (index) =>
      index === 0 ? { clickOrigins: { first: { ...origin, source: 'blog' }, last: origin } } : {},
    );
    for (const q of ['partner', 'AUTUMN', 'blog']) {
      expect(idsOn(await used.list(`?q=${q}`))).toEqual([sales[0]?.sessionId]);
    }
  });

  it('tells live from test payments, and begins with those that the property has a key of', async () => {
    const record = newSessionRecord({ createdSeconds: newestMs / 1000 });
    const test = newSale(used.property.id, newestMs, { livemode: false, session: record });
    await used.running.store.createEntry(test);
    const [live] = await sell(used.running.store, used.property, 1);
    expect(idsOn(await used.list())).toEqual([live?.sessionId]);
    expect(idsOn(await used.list('?mode=test'))).toEqual([test.sessionId]);
    const other = await used.running.addProperty({ stripeKeys: { live: null, test: 'sealed' } });
    const { body } = await used.running.get(`/properties/${other.id}/conversions`);
    expect(body).toContain('<option value="test" selected>');
  });

  it('finds a payment at once by any of its ids, whatever the other filters say', async () => {
    const [, older] = await sell(used.running.store, used.property, 2);
    if (older === undefined) throw new Error('There are two.');
    const { sessionId, session } = older;
    for (const id of [sessionId, session?.paymentIntentId]) {
      const body = await used.list(`?q=${id}&mode=test&from=2020-01-01&until=2020-01-02`);
      expect(idsOn(body)).toEqual([sessionId]);
      expect(body).toContain('whatever the other filters say');
    }
  });

  it('finds payments by the beginning or the end of an id, by customer and by part of a campaign', async () => {
    const sales = await sell(used.running.store, used.property, 3, (index) => ({
      pageCampaign: {
        utm_source: `mailing_${index}`,
        utm_medium: null,
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
      },
    }));
    const second = sales[1];
    const id = second?.sessionId ?? '';
    expect(idsOn(await used.list(`?q=${id.slice(0, 20)}`))).toEqual([id]);
    expect(idsOn(await used.list(`?q=${id.slice(-8)}`))).toEqual([id]);
    expect(idsOn(await used.list('?q=MAILING_1'))).toEqual([id]);
    expect(idsOn(await used.list('?q=cus_ada'))).toHaveLength(3);
    expect(idsOn(await used.list('?q=cs_'))).toEqual([]);
  });

  it('filters by status, by who told of it, by destination and by days', async () => {
    const [page, failed, sent] = await sell(used.running.store, used.property, 3, (index) => {
      const atMs = newestMs - index * 60_000;
      if (index === 0) return { changes: [{ atMs, source: 'page', what: 'paid' }] };
      if (index === 1) return { status: 'failed' };
      return { deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'sent', dueAtMs: null }) };
    });
    const old = newSale(used.property.id, newestMs - 10 * 86_400_000);
    await used.running.store.createEntry(old);
    expect(idsOn(await used.list('?source=page'))).toEqual([page?.sessionId]);
    expect(idsOn(await used.list('?status=failed'))).toEqual([failed?.sessionId]);
    expect(idsOn(await used.list('?destination=dst_ga4'))).toEqual([sent?.sessionId]);
    expect(idsOn(await used.list('?until=2026-05-11'))).toEqual([old.sessionId]);
    expect(idsOn(await used.list('?from=2026-05-12&until=2026-05-12'))).toHaveLength(3);
  });

  it('says what is wrong with a day at its field, and takes no part of a cursor that is none', async () => {
    await sell(used.running.store, used.property, 1);
    expect(await used.list('?from=2026-02-30')).toContain('Enter a day as YYYY-MM-DD');
    expect(await used.list('?from=2026-05-13&until=2026-05-12')).toContain('Exchange the two');
    expect(idsOn(await used.list('?after=nonsense'))).toHaveLength(1);
    expect(idsOn(await used.list('?after=1.%27%20OR%201'))).toHaveLength(1);
  });
});
