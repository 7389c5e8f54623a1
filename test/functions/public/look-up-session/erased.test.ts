// What a lookup answers of a session whose buyer's data somebody had erased.
import { describe, expect, it } from 'vitest';
import { eraseBuyers } from '../../../../functions/delivery/erase-buyers.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import type { Shop, ShopOptions } from '../start-shop.ts';
import { claim, otherClaim, sessionRequests, useShops } from './use-shops.ts';

const { start } = useShops();

/** Properties are remembered for a minute. */
const propertyMs = 60_000;

async function erase(shop: Shop, sessionId: string): Promise<void> {
  const keyRing = parseKeyRing(`main:${Buffer.alloc(32, 7).toString('base64')}`);
  const tools = { store: shop.store, keyRing, stripeApiBase: shop.stripe.url, now: () => shop.clock.nowMs };
  const { counts } = await eraseBuyers(tools, shop.property.id, { kind: 'session', sessionId });
  expect(counts.erased).toBe(1);
}

const cases: [string, ShopOptions][] = [
  ['that only pages tell of', {}],
  ['that webhooks tell of as well', { property: { webhookSecrets: { live: [], test: ['sealed'] } } }],
];

describe.each(cases)('a lookup of a property %s', (_, options) => {
  it('answers an erased session without personal data, though it was remembered with them', async () => {
    const shop = await start(options);
    const id = shop.buy({ customerId: 'cus_ada', clientReferenceId: 'member_42' });
    expect((await shop.look(id, { claim })).json).toMatchObject({ customer_email: 'ada@example.com' });
    await erase(shop, id);
    shop.clock.nowMs += propertyMs;
    for (const asked of [otherClaim, claim]) {
      const { status, text, json } = await shop.look(id, { claim: asked });
      expect(status).toBe(200);
      expect(json).toMatchObject({
        status: 'paid',
        customer_email: null,
        customer_id: null,
        client_reference_id: null,
      });
      expect(json['ecommerce']).toMatchObject({ transaction_id: id });
      expect(json).not.toHaveProperty('user_data');
      expect(text).not.toMatch(/ada|lovelace|member_42|493012345678/i);
    }
  });

  it('answers without them on an instance that never saw the session', async () => {
    const shop = await start(options);
    const id = shop.buy();
    await shop.look(id, { claim });
    await erase(shop, id);
    const second = await shop.startSecondInstance();
    const answer = await second.look(id, { claim: otherClaim });
    await second.close();
    expect(answer.json).toMatchObject({ status: 'paid', customer_email: null });
    expect(answer.text).not.toMatch(/ada@|lovelace/i);
  });
});

describe('a lookup of an erased session that the ledger knows whole', () => {
  it('does not ask Stripe for a buyer who may not be told', async () => {
    const shop = await start({ property: { webhookSecrets: { live: [], test: ['sealed'] } } });
    const id = shop.buy();
    await shop.look(id, { claim });
    await erase(shop, id);
    const asked = sessionRequests(shop).length;
    const second = await shop.startSecondInstance();
    expect((await second.look(id, { claim: otherClaim })).status).toBe(200);
    await second.close();
    expect(sessionRequests(shop)).toHaveLength(asked);
  });
});
