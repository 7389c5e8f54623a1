// What an erasure would find, without changing anything; a store, a Stripe and a buyer who bought twice.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErasureTools } from '../../../functions/delivery/find-at-stripe.ts';
import { findBuyer, findElsewhere } from '../../../functions/delivery/find-buyer.ts';
import { eraseSession } from '../../../functions/ledger/erase-buyer.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { newSession, nowMs, tellSession } from '../ledger/changes.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { newProperty } from '../store/records.ts';

const keyRing = parseKeyRing(`main:${randomBytes(32).toString('base64')}`);
let store: Store;
let tools: ErasureTools;
let property: Property;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  tools = { store, keyRing, stripeApiBase: undefined, now: () => nowMs };
  property = newProperty({ stripeKeys: { live: null, test: null } });
  await store.createProperty(property);
});
afterEach(() => store.close());

async function buy(changes: Partial<CheckoutSession> = {}, of = property): Promise<string> {
  const session = newSession({ email: 'ada@example.com', ...changes });
  await recordChange(store, of, tellSession(session), { nowMs, source: 'webhook' });
  return session.id;
}

const byEmail = { kind: 'email', email: 'ADA@example.com' } as const;

describe('findBuyer', () => {
  it('finds the payments of an address, newest first, and nobody else’s', async () => {
    const older = await buy({ createdSeconds: nowMs / 1000 - 500 });
    const newer = await buy({ createdSeconds: nowMs / 1000 - 100 });
    await buy({ email: 'bob@example.com' });
    const { payments, otherSessionIds, emails } = await findBuyer(tools, property.id, byEmail);
    expect(payments.map(({ sessionId }) => sessionId)).toEqual([newer, older]);
    expect({ otherSessionIds, emails }).toEqual({ otherSessionIds: [], emails: ['ADA@example.com'] });
  });

  it('finds one payment by its session, with the address by which others may know the buyer', async () => {
    const id = await buy();
    const found = await findBuyer(tools, property.id, { kind: 'session', sessionId: id });
    expect(found.payments.map(({ sessionId }) => sessionId)).toEqual([id]);
    expect(found.emails).toEqual(['ada@example.com']);
  });

  it('names a session that nothing is kept of apart', async () => {
    const found = await findBuyer(tools, property.id, { kind: 'session', sessionId: 'cs_test_unknown' });
    expect(found).toEqual({ payments: [], otherSessionIds: ['cs_test_unknown'], emails: [], notAsked: [] });
  });

  it('names an entry that cannot be read apart, and passes on that the database is away', async () => {
    const id = await buy();
    const wish = { kind: 'session', sessionId: id } as const;
    const failing = (error: Error): ErasureTools => ({
      ...tools,
      store: { ...wrapStore(store), findEntry: () => Promise.reject(error) },
    });
    expect(
      (await findBuyer(failing(new CorruptRecordError('It is damaged.')), property.id, wish)).otherSessionIds,
    ).toEqual([id]);
    const away = findBuyer(failing(new StoreUnavailableError('It is away.')), property.id, wish);
    await expect(away).rejects.toThrow(StoreUnavailableError);
  });
});

describe('findElsewhere', () => {
  const others = async (): Promise<[Property, Property]> => {
    const pair: [Property, Property] = [newProperty(), newProperty()];
    for (const one of pair) await store.createProperty(one);
    return pair;
  };

  it('finds who keeps a buyer with the address', async () => {
    const [knowing, other] = await others();
    await buy({}, knowing);
    await buy({ email: 'bob@example.com' }, other);
    const found = await findBuyer(tools, property.id, byEmail);
    expect(await findElsewhere(store, [knowing, other], found)).toEqual([knowing]);
  });

  it('finds who shares a payment, until it is erased there', async () => {
    const [sharing, other] = await others();
    const id = await buy({ email: null });
    await buy({ id, email: null }, sharing);
    const found = await findBuyer(tools, property.id, { kind: 'session', sessionId: id });
    expect(await findElsewhere(store, [sharing, other], found)).toEqual([sharing]);
    await eraseSession(store, sharing, id, { nowMs, source: 'console' });
    expect(await findElsewhere(store, [sharing, other], found)).toEqual([]);
  });
});
