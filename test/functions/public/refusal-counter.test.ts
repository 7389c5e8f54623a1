// What a wrong set-up causes is counted under its property, over real HTTP; what goes well writes nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import type { Store } from '../../../functions/store/store.ts';
import { type Shop, shopOrigin, startShop } from './start-shop.ts';
import { countCalls, wrapStore } from './wrap-store.ts';

let shop: Shop;
let calls: string[];

beforeEach(async () => {
  calls = [];
  shop = await startShop({ wrapStore: (store) => countCalls(store, calls) });
});

afterEach(() => shop.close());

const placeholder = encodeURIComponent('{CHECKOUT_SESSION_ID}');
const stranger = { headers: { origin: 'https://other.example.test' } };

async function readCounts(propertyId = shop.property.id): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { counts } of await shop.store.listTallies(propertyId, shop.clock.nowMs)) {
    for (const [word, count] of Object.entries(counts)) sums[word] = (sums[word] ?? 0) + count;
  }
  return sums;
}

describe('createRefusalCounter', () => {
  it('counts a placeholder that arrived literally, before it is answered', async () => {
    expect((await shop.look(placeholder)).status).toBe(400);
    expect(await readCounts()).toEqual({ placeholder_session_id: 1 });
  });

  it('counts a page on a host that is not allowed, and a mode without a key', async () => {
    const sessionId = shop.buy();
    expect((await shop.look(sessionId, stranger)).status).toBe(403);
    expect((await shop.look(sessionId.replace('cs_test_', 'cs_live_'))).status).toBe(404);
    expect(await readCounts()).toEqual({ host_not_allowed: 1, mode_mismatch: 1 });
  });

  it('writes nothing for answers that go well, and for refusals that are daily life', async () => {
    const sessionId = shop.buy();
    expect((await shop.look(sessionId)).status).toBe(200);
    expect((await shop.look(`cs_test_${'a'.repeat(58)}`)).status).toBe(404);
    expect((await shop.look('nonsense')).status).toBe(400);
    expect(calls).not.toContain('putTally');
  });

  it('keeps nothing under an id that no property has', async () => {
    const path = `/checkout/sessions.json?property_id=tt_madeupmadeup&checkout_session_id=${placeholder}`;
    expect((await shop.ask(path, { headers: { origin: shopOrigin } })).status).toBe(400);
    expect(await readCounts('tt_madeupmadeup')).toEqual({});
    expect(calls).not.toContain('putTally');
  });

  it('writes a flood together, and what is left when the function is closed', async () => {
    for (let count = 0; count < 12; count += 1) await shop.look(placeholder);
    expect(calls.filter((name) => name === 'putTally')).toHaveLength(3);
    const { id } = shop.property;
    const second = await shop.startSecondInstance();
    for (let count = 0; count < 5; count += 1) await second.look(placeholder);
    await second.close();
    expect((await readCounts(id))['placeholder_session_id']).toBe(3 + 5);
  });

  it('answers all the same while the database cannot take it down', async () => {
    const failing = await startShop({
      wrapStore: (store): Store => ({
        ...wrapStore(store),
        putTally: () => Promise.reject(new StoreUnavailableError('The database is away.')),
      }),
    });
    expect((await failing.look(placeholder)).status).toBe(400);
    expect(failing.logs).toContainEqual(expect.objectContaining({ event: 'tally_unwritten' }));
    await failing.close();
  });
});
