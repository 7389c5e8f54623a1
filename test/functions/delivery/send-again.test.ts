// What may be sent again because a person asked, and why everything else may not.
import { expect, it } from 'vitest';
import { findRepeatFault, sendAgain } from '../../../functions/delivery/send-again.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import { overStores } from './over-stores.ts';
import { containerId, ga4, ga4Id, type Shop, startShop } from './start-shop.ts';

/** A paid session whose purchase stands so; at the container, or where the shop has another destination there. */
async function sellTo(shop: Shop, changes: Partial<Delivery>): Promise<CheckoutSession> {
  const session = await shop.buy();
  const entry = await shop.find(session.id);
  const deliveries = Object.fromEntries(
    Object.entries(entry.deliveries).map(
      ([key, delivery]) => [key, { ...delivery, dueAtMs: null, ...changes }] as const,
    ),
  );
  await shop.store.changeEntry({ ...entry, deliveries });
  return session;
}

const wish = (session: CheckoutSession, destinationId = containerId) => ({
  ...{ stripeId: session.id, event: 'purchase', destinationId },
});

overStores('sendAgain', (store) => {
  it('sends what was given up, from the first of its tries', async () => {
    const shop = await startShop(store());
    const session = await sellTo(shop, { state: 'dead', attempts: 9, reason: 'http_500' });
    const outcome = await sendAgain(shop.context, shop.property, wish(session));
    expect(outcome).toMatchObject({ kind: 'tried', delivery: { state: 'sent', attempts: 1 } });
    expect((await shop.find(session.id)).changes).toContainEqual(
      expect.objectContaining({ what: 'resent', source: 'console', about: `purchase:${containerId}` }),
    );
  });

  it('sends what may have arrived where the destination drops a repeat', async () => {
    const shop = await startShop(store());
    const session = await sellTo(shop, { state: 'uncertain', mayBeTaken: true });
    expect(await sendAgain(shop.context, shop.property, wish(session))).toMatchObject({ kind: 'tried' });
  });

  it.each([
    ['sent', null, 'arrived'],
    ['sent', 'settled', 'arrived'],
    ['sent', 'settled_by_rule', 'left_by_rule'],
    ['reported', null, 'told_by_page'],
    ['overtaken', null, 'untrue'],
    ['suppressed', 'consent', 'withheld'],
    ['suppressed', 'settled', 'withheld'],
  ] as const)('leaves what is %s (%s) as it is: %s', async (state, reason, fault) => {
    const shop = await startShop(store());
    const session = await sellTo(shop, { state, reason });
    const before = await shop.find(session.id);
    expect(await sendAgain(shop.context, shop.property, wish(session))).toEqual({ kind: 'refused', fault });
    expect(await shop.find(session.id)).toEqual(before);
  });

  it('leaves to a person what may double, what waits to itself, and what nobody sends any more alone', async () => {
    const shop = await startShop(store(), { destinations: [ga4] });
    const session = await sellTo(shop, { state: 'uncertain', mayBeTaken: true });
    const entry = await shop.find(session.id);
    const delivery = entry.deliveries[`purchase:${ga4Id}`];
    if (delivery === undefined) throw new Error('It was planned.');
    const find = (changes: Partial<Delivery>, property = shop.property) =>
      findRepeatFault(shop.context, entry, { ...delivery, ...changes }, property);
    expect(find({ event: 'refund' })).toBe('may_double');
    expect(find({ state: 'waiting' })).toBe('under_way');
    expect(find({ state: 'leased' })).toBe('under_way');
    expect(find({ state: 'dead' }, { ...shop.property, sender: 'browser' })).toBe('pages_only');
    expect(find({ state: 'dead' }, { ...shop.property, destinations: [] })).toBe('destination_removed');
    expect(find({ state: 'suppressed', reason: 'purchase_not_told' })).toBeUndefined();
  });

  it('knows neither a payment nor a delivery that is not there', async () => {
    const shop = await startShop(store());
    const session = await shop.buy();
    expect(await sendAgain(shop.context, shop.property, wish(session, 'dst_none'))).toEqual({ kind: 'unknown' });
    const missing = { stripeId: 'cs_live_never', event: 'purchase', destinationId: containerId };
    expect(await sendAgain(shop.context, shop.property, missing)).toEqual({ kind: 'unknown' });
  });
});
