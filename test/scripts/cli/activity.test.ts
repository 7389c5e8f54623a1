// What a property's last days come to.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import { type Store, tallyId } from '../../../functions/store/store.ts';
import { describeActivity, findActivity } from '../../../scripts/cli/activity.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
let store: Store;

beforeAll(async () => {
  store = await openStore('sqlite::memory:');
});

afterAll(() => store.close());

async function count(day: string, instance: string, counts: Record<string, number>): Promise<void> {
  const id = tallyId('tt_shop0000', day, instance);
  await store.putTally({ id, propertyId: 'tt_shop0000', day, counts, expiresAtMs: nowMs + 86_400_000 });
}

describe('findActivity', () => {
  test('sums what all instances counted on seven days, and no longer', async () => {
    await count('2026-11-21', 'a', { accepted: 2, invalid_signature: 1 });
    await count('2026-11-21', 'b', { accepted: 3 });
    await count('2026-11-15', 'a', { accepted: 4, out_of_scope: 1 });
    await count('2026-11-14', 'a', { accepted: 100 });
    const activity = await findActivity(store, 'tt_shop0000', { nowMs, onDamaged: () => {} });
    expect(activity).toEqual({
      last_7_days: { accepted: 9, invalid_signature: 1, out_of_scope: 1 },
      deliveries_to_decide: [],
    });
    expect(describeActivity('tt_shop0000', activity)).toBe(`
Events that the webhook brought in the last 7 days:
       9  taken
       1  signed with another secret
       1  the payment is out of the property’s scope; "property update --scope" changes it
`);
  });

  test('a property of which nothing was heard says so', async () => {
    const activity = await findActivity(store, 'tt_other000', { nowMs, onDamaged: () => {} });
    expect(describeActivity('tt_other000', activity)).toBe(
      '\nEvents that the webhook brought in the last 7 days: none\n',
    );
  });
});
