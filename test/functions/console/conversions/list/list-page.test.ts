// The list of conversions over HTTP: what a line says, what filters find, and that paging loses none of them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Property } from '../../../../../functions/rules/property.ts';
import { entryId } from '../../../../../functions/store/store.ts';
import { newDeliveries, newRefundEntry, newSessionRecord } from '../../../store/records.ts';
import { newBuyer } from '../../../store/small-records.ts';
import { type RunningConsole, startConsole } from '../../start-console.ts';
import { newestMs, newSale, sell } from './sales.ts';

let running: RunningConsole;
let property: Property;

beforeAll(async () => {
  running = await startConsole();
});
afterAll(() => running.close());
beforeEach(async () => {
  property = await running.addProperty({
    stripeKeys: { live: 'sealed', test: 'sealed' },
    destinations: [
      { kind: 'ga4', id: 'dst_ga4', mode: 'live', measurementId: 'G-SHOP', region: 'global', secret: 'sealed' },
    ],
  });
});

async function list(query = ''): Promise<string> {
  const { status, body } = await running.get(`/properties/${property.id}/conversions${query}`);
  expect(status).toBe(200);
  return body;
}

/** The ids that the lines of a page lead to. */
function idsOn(body: string): string[] {
  return [...body.matchAll(/\/conversions\/((?:cs|re|in|dp|sub)_\w+)"/g)].map(([, id]) => id ?? '');
}

function linkOn(body: string, label: string): string {
  const href = new RegExp(`href="([^"]+)"[^>]*>${label}<`).exec(body)?.[1] ?? '';
  return href.replaceAll('&amp;', '&');
}

const unescaped = (href: string) => href.replace(/^\/console/, '');

describe('the list of conversions', () => {
  it('says of each when, what, its status, value, campaign, who told of it and how the destinations stand', async () => {
    await sell(running.store, property, 1, () => ({
      clickOrigins: {
        first: { source: 'google', medium: 'cpc', campaign: null },
        last: { source: 'newsletter', medium: 'email', campaign: 'launch' },
      },
      deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'dead', dueAtMs: null, reason: 'http_500' }),
    }));
    const body = await list();
    const line = body.slice(body.indexOf('<tbody>'));
    for (const text of [
      '2026-05-12 09:00 UTC',
      'Purchase',
      'Paid',
      '49.50 EUR',
      'newsletter / email / launch',
      'Webhook',
      'GA4 G-SHOP',
      'Given up',
    ]) {
      expect(line).toContain(text);
    }
  });

  it('shows a refund with the campaign of its purchase, though that is on another page', async () => {
    const [sale] = await sell(running.store, property, 1, () => ({
      clickOrigins: {
        first: { source: 'bing', medium: 'cpc', campaign: 'spring' },
        last: { source: 'bing', medium: 'cpc', campaign: 'spring' },
      },
    }));
    const refund = { ...newRefundEntry().refund, createdSeconds: newestMs / 1000 + 60 };
    const id = entryId(property.id, refund.id);
    const resolved = { sessionId: sale?.sessionId ?? '', resolution: { state: 'resolved' as const } };
    await running.store.createEntry({
      ...newRefundEntry({ propertyId: property.id, refund, ...resolved }),
      id,
      livemode: true,
    });
    const body = await list('?status=refund');
    expect(idsOn(body)).toEqual([refund.id]);
    expect(body).toContain('bing / cpc / spring');
    expect(body).toContain('10.00 EUR');
  });

  it('reads the campaign from the click record while nobody kept it in the entry', async () => {
    const [click] = [{ utm_source: 'partner' }];
    const clickId = 'AAECAwQFBgcICQoLDA0ODw';
    await sell(running.store, property, 1, () => ({ clickId }));
    await running.store.createClick({
      ...{ id: `${property.id}:${clickId}`, version: 1, propertyId: property.id, clickId },
      ...{ clickedAtSeconds: newestMs / 1000 - 60, receivedAtMs: newestMs - 60_000, expiresAtMs: newestMs * 2 },
      consent: {
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
      visit: { at: 1, parameters: click ?? {} },
    });
    expect(await list()).toContain('partner');
    const search = await list('?q=partner');
    expect(idsOn(search)).toEqual([]);
    expect(search).toContain('By its campaign a payment is found some minutes after it');
  });

  it('finds a payment by the campaign that the sweep kept in its entry', async () => {
    const origin = { source: 'partner', medium: null, campaign: 'autumn' };
    const sales = await sell(running.store, property, 2, (index) =>
      index === 0 ? { clickOrigins: { first: { ...origin, source: 'blog' }, last: origin } } : {},
    );
    for (const q of ['partner', 'AUTUMN', 'blog']) {
      expect(idsOn(await list(`?q=${q}`))).toEqual([sales[0]?.sessionId]);
    }
  });

  it('pages from the newest back, each once, and keeps every filter on the way', async () => {
    const sales = await sell(running.store, property, 120);
    const filters = '?q=cs_live_&status=paid&source=webhook&from=2026-05-01&until=2026-05-31';
    const seen: string[] = [];
    let body = await list(filters);
    for (let pages = 0; pages < 3; pages++) {
      seen.push(...idsOn(body));
      const older = linkOn(body, 'Older');
      if (older === '') break;
      const query = new URL(older, running.url).searchParams;
      expect(Object.fromEntries(query)).toMatchObject({
        ...{ mode: 'live', q: 'cs_live_', status: 'paid', source: 'webhook', from: '2026-05-01', until: '2026-05-31' },
      });
      expect(query.has('after')).toBe(true);
      body = (await running.get(unescaped(older))).body;
    }
    expect(seen).toEqual(sales.map(({ sessionId }) => sessionId));
    expect(linkOn(body, 'Back to the newest')).not.toContain('after=');
  });

  it('tells live from test payments, and begins with those that the property has a key of', async () => {
    const record = newSessionRecord({ createdSeconds: newestMs / 1000 });
    const test = newSale(property.id, newestMs, { livemode: false, session: record });
    await running.store.createEntry(test);
    const [live] = await sell(running.store, property, 1);
    expect(idsOn(await list())).toEqual([live?.sessionId]);
    expect(idsOn(await list('?mode=test'))).toEqual([test.sessionId]);
    const other = await running.addProperty({ stripeKeys: { live: null, test: 'sealed' } });
    const { body } = await running.get(`/properties/${other.id}/conversions`);
    expect(body).toContain('<option value="test" selected>');
  });

  it('finds a payment at once by any of its ids, whatever the other filters say', async () => {
    const [, older] = await sell(running.store, property, 2);
    if (older === undefined) throw new Error('There are two.');
    const { sessionId, session } = older;
    for (const id of [sessionId, session?.paymentIntentId]) {
      const body = await list(`?q=${id}&mode=test&from=2020-01-01&until=2020-01-02`);
      expect(idsOn(body)).toEqual([sessionId]);
      expect(body).toContain('whatever the other filters say');
    }
  });

  it('finds payments by the beginning or the end of an id, by customer and by part of a campaign', async () => {
    const sales = await sell(running.store, property, 3, (index) => ({
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
    expect(idsOn(await list(`?q=${id.slice(0, 20)}`))).toEqual([id]);
    expect(idsOn(await list(`?q=${id.slice(-8)}`))).toEqual([id]);
    expect(idsOn(await list('?q=MAILING_1'))).toEqual([id]);
    expect(idsOn(await list('?q=cus_ada'))).toHaveLength(3);
    expect(idsOn(await list('?q=cs_'))).toEqual([]);
  });

  it('filters by status, by who told of it, by destination and by days', async () => {
    const [page, failed, sent] = await sell(running.store, property, 3, (index) => {
      const atMs = newestMs - index * 60_000;
      if (index === 0) return { changes: [{ atMs, source: 'page', what: 'paid' }] };
      if (index === 1) return { status: 'failed' };
      return { deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'sent', dueAtMs: null }) };
    });
    const old = newSale(property.id, newestMs - 10 * 86_400_000);
    await running.store.createEntry(old);
    expect(idsOn(await list('?source=page'))).toEqual([page?.sessionId]);
    expect(idsOn(await list('?status=failed'))).toEqual([failed?.sessionId]);
    expect(idsOn(await list('?destination=dst_ga4'))).toEqual([sent?.sessionId]);
    expect(idsOn(await list('?until=2026-05-11'))).toEqual([old.sessionId]);
    expect(idsOn(await list('?from=2026-05-12&until=2026-05-12'))).toHaveLength(3);
  });

  it('finds what needs a decision however old it is, and pages through it', async () => {
    const troubled = () => ({
      deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'uncertain', dueAtMs: null }),
    });
    const sales = await sell(running.store, property, 52, troubled);
    await sell(running.store, property, 1);
    const body = await list('?status=undecided');
    const rest = (await running.get(unescaped(linkOn(body, 'Older')))).body;
    expect([...idsOn(body), ...idsOn(rest)]).toEqual(sales.map(({ sessionId }) => sessionId));
    expect(idsOn(await list('?status=undecided&destination=dst_other'))).toEqual([]);
  });

  it('looks back in bounded steps, says how far it came and goes on from there', async () => {
    const last = newSale(property.id, newestMs - 3_000 * 60_000, { status: 'failed' });
    await sell(running.store, property, 2_100);
    await running.store.createEntry(last);
    const body = await list('?status=failed');
    expect(idsOn(body)).toEqual([]);
    expect(body).toContain('2,000 conversions looked at, 0 of them shown.');
    const further = (await running.get(unescaped(linkOn(body, 'Look further back')))).body;
    expect(idsOn(further)).toEqual([last.sessionId]);
  }, 60_000);

  it('says what is wrong with a day at its field, and takes no part of a cursor that is none', async () => {
    await sell(running.store, property, 1);
    expect(await list('?from=2026-02-30')).toContain('Enter a day as YYYY-MM-DD');
    expect(await list('?from=2026-05-13&until=2026-05-12')).toContain('Exchange the two');
    expect(idsOn(await list('?after=nonsense'))).toHaveLength(1);
    expect(idsOn(await list('?after=1.%27%20OR%201'))).toHaveLength(1);
  });

  it('escapes what campaigns and searches bring', async () => {
    await sell(running.store, property, 1, () => ({
      pageCampaign: { utm_source: '<b>x</b>', utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null },
    }));
    const body = await list('?q=%3Cb%3E');
    expect(idsOn(body)).toHaveLength(1);
    expect(body).not.toContain('<b>');
  });

  it('says where nothing is there yet, and where no conversion fits', async () => {
    expect(await list()).toContain('As soon as a payment is made');
    expect(await list('?status=free')).toContain('No conversion fits all of these filters');
  });

  it('is read by viewers, who are offered nothing that only owners may do', async () => {
    const { body } = await running.get(`/properties/${property.id}/conversions`, 'viewer');
    expect(body).toContain('Save as CSV');
    expect(body).not.toContain('Ask Stripe now');
  });
});

describe('the file of conversions', () => {
  async function save(query = '') {
    return await running.get(`/properties/${property.id}/conversions.csv${query}`);
  }

  it('has one line for each conversion under these columns, amounts as decimal numbers', async () => {
    await sell(running.store, property, 1, () => ({
      clickOrigins: {
        first: { source: 'google', medium: 'cpc', campaign: null },
        last: { source: '=cmd|calc', medium: 'email', campaign: 'a,b' },
      },
      deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'sent', dueAtMs: null }),
    }));
    const { headers, body } = await save();
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="conversions-live-2026-05-12.csv"');
    const [names, line, end] = body.replace('\uFEFF', '').split('\r\n');
    expect(names).toBe(
      'time_utc,what,status,value,currency,value_basis,mode,stripe_id,session_id,told_by,source,medium,campaign,first_source,first_medium,first_campaign,deliveries',
    );
    expect(line).toMatch(
      /^2026-05-12T09:00:00\.000Z,Purchase,Paid,49\.50,EUR,total,live,(cs_live_\w+),\1,webhook,'=cmd\|calc,email,"a,b",google,cpc,,purchase to GA4 G-SHOP: Sent$/,
    );
    expect(end).toBe('');
  });

  it('holds what fits the filters and no personal data', async () => {
    const [sale] = await sell(running.store, property, 2, (index) => (index === 0 ? { status: 'failed' } : {}));
    if (sale === undefined) throw new Error('There are two.');
    await running.store.changeEntry(sale, newBuyer(sale, { expiresAtMs: newestMs * 2 }));
    const { body } = await save('?status=failed');
    expect(body.trim().split('\r\n')).toHaveLength(2);
    expect(body).toContain(sale.sessionId);
    expect(body).not.toMatch(/buyer@|Lovelace|cus_ada/);
  });
});
