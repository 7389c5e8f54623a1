// What a file of conversions holds, and where one ends that would hold too many.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCsv } from '../../../../../functions/console/conversions/list/export-csv.ts';
import type { Property } from '../../../../../functions/rules/property.ts';
import { openStore } from '../../../../../functions/store/open-store.ts';
import type { Store } from '../../../../../functions/store/store.ts';
import { newDeliveries, newProperty } from '../../../store/records.ts';
import { newBuyer } from '../../../store/small-records.ts';
import { newestMs, sell } from './sales.ts';
import { useList } from './use-list.ts';

let store: Store;
let property: Property;
beforeAll(async () => {
  store = await openStore('sqlite::memory:');
  property = newProperty({ stripeKeys: { live: 'sealed', test: null } });
  await sell(store, property, 3);
});
afterAll(() => store.close());

async function save(max: number): Promise<string[]> {
  const context = { store, now: () => newestMs, log: () => {} };
  const answer = await exportCsv({ context, property, query: new URLSearchParams() }, max);
  if (answer.kind !== 'file') throw new Error(answer.kind);
  return answer.body.trim().split('\r\n');
}

describe('exportCsv', () => {
  it('reads no more than the most, and says in the last line that it ends there and which days are left', async () => {
    const lines = await save(2);
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe(
      'The file ends here: 2 conversions were looked at. Save those until 2026-05-12 into another file.',
    );
  });

  it('says nothing of the kind where it holds all', async () => {
    expect(await save(4)).toHaveLength(4);
  });
});

describe('the file of conversions', () => {
  const used = useList();

  it('has one line for each conversion under these columns, amounts as decimal numbers', async () => {
    await sell(used.running.store, used.property, 1, () => ({
      clickOrigins: {
        first: { source: 'google', medium: 'cpc', campaign: null },
        last: { source: '=cmd|calc', medium: 'email', campaign: 'a,b' },
      },
      deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'sent', dueAtMs: null }),
    }));
    const { headers, body } = await used.save();
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
    const [sale] = await sell(used.running.store, used.property, 2, (index) =>
      index === 0 ? { status: 'failed' } : {},
    );
    if (sale === undefined) throw new Error('There are two.');
    await used.running.store.changeEntry(sale, newBuyer(sale, { expiresAtMs: newestMs * 2 }));
    const { body } = await used.save('?status=failed');
    expect(body.trim().split('\r\n')).toHaveLength(2);
    expect(body).toContain(sale.sessionId);
    expect(body).not.toMatch(/buyer@|Lovelace|cus_ada/);
  });
});
