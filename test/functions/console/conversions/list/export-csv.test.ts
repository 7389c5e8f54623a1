// Where a file of conversions ends that would hold too many.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCsv } from '../../../../../functions/console/conversions/list/export-csv.ts';
import type { Property } from '../../../../../functions/rules/property.ts';
import { openStore } from '../../../../../functions/store/open-store.ts';
import type { Store } from '../../../../../functions/store/store.ts';
import { newProperty } from '../../../store/records.ts';
import { newestMs, sell } from './sales.ts';

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
