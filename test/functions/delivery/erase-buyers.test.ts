// An erasure by address, which asks Stripe for the sessions that the ledger no longer knows the buyer of.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseBuyers } from '../../../functions/delivery/erase-buyers.ts';
import type { ErasureTools } from '../../../functions/delivery/find-at-stripe.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newSession, nowMs, tellSession } from '../ledger/changes.ts';
import { newProperty } from '../store/records.ts';

const key = 'rk_test_shopKey0123456789';
const keyRing = parseKeyRing(`main:${randomBytes(32).toString('base64')}`);
let stripe: StripeStandIn;
let store: Store;
let tools: ErasureTools;
let property: Property;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  permit('rak_checkout_session_read');
  store = await openStore('sqlite::memory:');
  tools = { store, keyRing, stripeApiBase: stripe.url, now: () => nowMs };
  const draft = newProperty();
  property = { ...draft, stripeKeys: { live: null, test: seal(keyRing, key, stripeKeyPlace(draft.id, 'test')) } };
  await store.createProperty(property);
});
afterEach(async () => {
  await stripe.close();
  await store.close();
});

function permit(...permissions: string[]): void {
  stripe.addAccount({ id: 'acct_shop', keys: [{ key, permissions }] });
}

/** A session that Stripe has with the address and the ledger without a buyer, as after three days. */
async function buyLongAgo(email: string): Promise<string> {
  const { id } = stripe.createSession('acct_shop', { livemode: false }).session;
  stripe.completeSession(id, 'card', { email });
  const nobody = { email: null, phone: null, name: null, address: null };
  await recordChange(store, property, tellSession(newSession({ id, ...nobody })), { nowMs, source: 'webhook' });
  return id;
}

const erase = (email: string) => eraseBuyers(tools, property.id, { kind: 'email', email });
const isErased = async (id: string) =>
  (await store.findEntry(entryId(property.id, id)))?.changes.some(({ what }) => what === 'erased');

describe('eraseBuyers', () => {
  it('erases the sessions that Stripe finds for the address, as it was typed and in lower case', async () => {
    const typed = await buyLongAgo('Ada@Example.com');
    const lower = await buyLongAgo('ada@example.com');
    const other = await buyLongAgo('bob@example.com');
    const { sessionIds, ...rest } = await erase('Ada@Example.com');
    expect(rest).toEqual({ counts: { erased: 2, repeated: 0, unknown: 0 }, notAsked: [] });
    expect(sessionIds.toSorted()).toEqual([typed, lower].toSorted());
    expect(await Promise.all([typed, lower, other].map(isErased))).toEqual([true, true, false]);
  });

  it('counts apart what was erased before and what the ledger never knew', async () => {
    await buyLongAgo('ada@example.com');
    await erase('ada@example.com');
    const { id } = stripe.createSession('acct_shop', { livemode: false }).session;
    stripe.completeSession(id, 'card', { email: 'ada@example.com' });
    expect((await erase('ada@example.com')).counts).toEqual({ erased: 0, repeated: 1, unknown: 1 });
  });

  it('reads every page of what Stripe finds', async () => {
    for (let count = 0; count < 101; count++) {
      const { id } = stripe.createSession('acct_shop', { livemode: false }).session;
      stripe.completeSession(id, 'card', { email: 'ada@example.com' });
    }
    expect((await erase('ada@example.com')).counts.unknown).toBe(101);
  });

  it('has every instance forget what it remembers of the property’s sessions', async () => {
    await erase('ada@example.com');
    expect((await store.findProperty(property.id))?.version).toBe(property.version + 1);
  });

  it('erases what is kept here and says which mode could not be asked, and why', async () => {
    permit();
    const session = newSession({ email: 'ada@example.com' });
    await recordChange(store, property, tellSession(session), { nowMs, source: 'webhook' });
    expect(await erase('ada@example.com')).toMatchObject({
      counts: { erased: 1, repeated: 0, unknown: 0 },
      notAsked: [{ mode: 'test', reason: 'stripe_permission_missing' }],
    });
  });

  it('erases what was found before, also where Stripe cannot be asked any more', async () => {
    const id = await buyLongAgo('ada@example.com');
    permit();
    const wish = { kind: 'email', email: 'ada@example.com', sessionIds: [id] } as const;
    expect((await eraseBuyers(tools, property.id, wish)).counts.erased).toBe(1);
    expect(await isErased(id)).toBe(true);
  });

  it('leaves a property alone that is being removed, whose buyers go with it', async () => {
    const id = await buyLongAgo('ada@example.com');
    await store.changeProperty({ ...property, removalStartedAtMs: nowMs });
    const refused = eraseBuyers(tools, property.id, { kind: 'session', sessionId: id });
    await expect(refused).rejects.toMatchObject({ code: 'property_being_removed' });
    expect(await isErased(id)).toBe(false);
  });

  it('says that a key cannot be opened, and that Stripe does not know it any more', async () => {
    const closed = { ...tools, keyRing: parseKeyRing(`other:${randomBytes(32).toString('base64')}`) };
    const wish = { kind: 'email', email: 'ada@example.com' } as const;
    const reasons = [{ mode: 'test', reason: 'stripe_key_unreadable' }];
    expect((await eraseBuyers(closed, property.id, wish)).notAsked).toEqual(reasons);
    stripe.addAccount({ id: 'acct_shop', keys: [] });
    expect((await erase('ada@example.com')).notAsked).toEqual([{ mode: 'test', reason: 'stripe_key_rejected' }]);
  });

  it('erases one session by its id, without a question to Stripe', async () => {
    const id = await buyLongAgo('ada@example.com');
    stripe.requests.length = 0;
    const wish = { kind: 'session', sessionId: id } as const;
    expect((await eraseBuyers(tools, property.id, wish)).counts).toEqual({ erased: 1, repeated: 0, unknown: 0 });
    expect(stripe.requests).toEqual([]);
    expect(await isErased(id)).toBe(true);
  });
});
