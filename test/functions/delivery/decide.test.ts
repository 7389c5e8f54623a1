// What a person decides counts for the doubt that the person saw, and for no later one.
import { expect, it } from 'vitest';
import { decide } from '../../../functions/delivery/decide.ts';
import { hangs } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { ga4, ga4Id, newRefund, type Shop, startShop, toChange } from './start-shop.ts';

const key = `refund:${ga4Id}`;

overStores('decide', (store) => {
  /** A shop with a refund of which nobody knows whether GA4 took it. */
  const doubt = async (): Promise<{ shop: Shop; refundId: string }> => {
    const shop = await startShop(store(), { destinations: [ga4] });
    const session = await shop.buy();
    await shop.sweep();
    shop.ga4.behave = () => hangs;
    const refund = newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, refund));
    shop.clock.nowMs += 1_000;
    await shop.sweep();
    const refundId = refund.refund.id;
    expect((await shop.find(refundId)).deliveries[key]?.state).toBe('uncertain');
    return { shop, refundId };
  };

  it('sends once where two people decide about the same doubt, one after the other', async () => {
    const { shop, refundId } = await doubt();
    const seenAtMs = (await shop.find(refundId)).deliveries[key]?.atMs;
    const decision = {
      propertyId: shop.property.id,
      stripeId: refundId,
      event: 'refund',
      kind: 'resend',
      seenAtMs,
    } as const;
    const before = shop.ga4.tries;
    shop.clock.nowMs += 60_000;
    expect(await decide(shop.context, decision)).toMatchObject({
      kind: 'decided',
      deliveries: [{ state: 'uncertain' }],
    });
    shop.clock.nowMs += 60_000;
    expect(await decide(shop.context, decision)).toEqual({ kind: 'not_open', states: ['uncertain'] });
    expect(shop.ga4.tries).toBe(before + 1);
  });

  it('sends once where two people decide at the same moment', async () => {
    const { shop, refundId } = await doubt();
    const decision = { propertyId: shop.property.id, stripeId: refundId, event: 'refund', kind: 'resend' } as const;
    const before = shop.ga4.tries;
    shop.clock.nowMs += 60_000;
    const outcomes = await Promise.all([decide(shop.context, decision), decide(shop.startSecond(), decision)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['decided', 'not_open']);
    expect(shop.ga4.tries).toBe(before + 1);
  });
});
