// How many payments are recorded and not in the roll-ups: all of a day that is known whole, and of others those that came since.
import { describe, expect, test } from 'vitest';
import { countUncounted } from '../../../functions/coverage/count-uncounted.ts';
import { dayStartMs } from '../../../functions/rules/day.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { EntryQuery } from '../../../functions/store/store.ts';
import { newShopRollup } from '../console/coverage/shop-rollups.ts';
import { newFullEntry, newProperty, newSessionRecord } from '../store/records.ts';

const day = '2026-05-12';
const noonMs = dayStartMs(day) + 43_200_000;
const property = newProperty({});
const query = { propertyId: property.id, mode: 'live', fromDay: day, untilDay: day } as const;

/** So many live payments, one a second up to noon, newest first. */
function sell(count: number, changes: Partial<SessionEntry> = {}): SessionEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const atMs = noonMs - index * 1_000;
    const session = newSessionRecord({ id: `cs_live_${index}`, livemode: true, createdSeconds: atMs / 1_000 });
    const sold = { session, livemode: true, status: 'paid', settledAtMs: atMs } as const;
    return newFullEntry({ ...sold, sessionId: session.id, propertyId: property.id, ...changes });
  });
}

function count(entries: SessionEntry[], counted?: { purchases: number; computedAtMs?: number }) {
  const rollups = counted === undefined ? [] : [{ ...newShopRollup(property, day, 0), ...counted }];
  const store = { listEntries: async ({ limit }: EntryQuery) => entries.slice(0, limit) };
  return countUncounted(store, query, rollups, () => expect.fail('Nothing is damaged.'));
}

describe('countUncounted', () => {
  test('counts what the roll-up of its day lacks', async () => {
    expect(await count(sell(3), { purchases: 2 })).toEqual({ payments: 1, isMore: false });
    expect(await count(sell(3), { purchases: 3 })).toEqual({ payments: 0, isMore: false });
    expect(await count(sell(3))).toEqual({ payments: 3, isMore: false });
    expect(await count([])).toEqual({ payments: 0, isMore: false });
  });

  test('counts nothing where the roll-up knows more, as after a change of settings', async () => {
    expect(await count(sell(3), { purchases: 4 })).toEqual({ payments: 0, isMore: false });
  });

  test('counts neither payments of the other mode nor what sold nothing', async () => {
    expect(await count(sell(1, { livemode: false }))).toEqual({ payments: 0, isMore: false });
    expect(await count(sell(1, { status: 'expired' }))).toEqual({ payments: 0, isMore: false });
  });

  test('of a day with more than it looks at, it counts those that came since it was added up', async () => {
    const added = { purchases: 75, computedAtMs: noonMs - 2_500 };
    expect(await count(sell(80), added)).toEqual({ payments: 3, isMore: false });
  });

  test('says that there may be more where none of those that it looks at is counted', async () => {
    expect(await count(sell(80))).toEqual({ payments: 50, isMore: true });
  });
});
