// That paging through the list of conversions loses none of them, however far it goes.
import { describe, expect, it } from 'vitest';
import { newDeliveries } from '../../../store/records.ts';
import { newestMs, newSale, sell } from './sales.ts';
import { idsOn, linkOn, useList } from './use-list.ts';

const used = useList();

describe('the pages of the list of conversions', () => {
  it('pages from the newest back, each once, and keeps every filter on the way', async () => {
    const sales = await sell(used.running.store, used.property, 120);
    const filters = '?q=cs_live_&status=paid&source=webhook&from=2026-05-01&until=2026-05-31';
    const seen: string[] = [];
    let body = await used.list(filters);
    for (let pages = 0; pages < 3; pages++) {
      seen.push(...idsOn(body));
      const older = linkOn(body, 'Older');
      if (older === '') break;
      const query = new URL(older, used.running.url).searchParams;
      expect(Object.fromEntries(query)).toMatchObject({
        ...{ mode: 'live', q: 'cs_live_', status: 'paid', source: 'webhook', from: '2026-05-01', until: '2026-05-31' },
      });
      expect(query.has('after')).toBe(true);
      body = await used.follow(older);
    }
    expect(seen).toEqual(sales.map(({ sessionId }) => sessionId));
    expect(linkOn(body, 'Back to the newest')).not.toContain('after=');
  });

  it('finds what needs a decision however old it is, and pages through it', async () => {
    const troubled = () => ({
      deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'uncertain', dueAtMs: null }),
    });
    const sales = await sell(used.running.store, used.property, 52, troubled);
    await sell(used.running.store, used.property, 1);
    const body = await used.list('?status=undecided');
    const rest = await used.follow(linkOn(body, 'Older'));
    expect([...idsOn(body), ...idsOn(rest)]).toEqual(sales.map(({ sessionId }) => sessionId));
    expect(idsOn(await used.list('?status=undecided&destination=dst_other'))).toEqual([]);
  });

  it('looks back in bounded steps, says how far it came and goes on from there', async () => {
    const last = newSale(used.property.id, newestMs - 3_000 * 60_000, { status: 'failed' });
    await sell(used.running.store, used.property, 2_100);
    await used.running.store.createEntry(last);
    const body = await used.list('?status=failed');
    expect(idsOn(body)).toEqual([]);
    expect(body).toContain('2,000 conversions looked at, 0 of them shown.');
    const further = await used.follow(linkOn(body, 'Look further back'));
    expect(idsOn(further)).toEqual([last.sessionId]);
  }, 60_000);
});
