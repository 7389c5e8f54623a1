// What the rule of a destination makes of a send of which nobody knows whether it arrived. On every store.
import { expect, it } from 'vitest';
import { decide } from '../../../functions/delivery/decide.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { handleDueEntry } from '../../../functions/delivery/handle-due-entry.ts';
import { ruleDelayMs } from '../../../functions/rules/delivery-steps.ts';
import type { DestinationSettings, WhenUncertain } from '../../../functions/rules/destination.ts';
import { isTroubled } from '../../../functions/rules/entry-index.ts';
import { hangs, takes, takesThenFails } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { ga4, ga4Id, newRefund, type Shop, startShop, toChange } from './start-shop.ts';

const key = `refund:${ga4Id}`;
const minuteMs = 60_000;

overStores('a destination’s rule for sends in doubt', (store) => {
  /** A shop with a refund of which nobody knows whether GA4 took it. */
  const doubt = async (whenUncertain?: WhenUncertain) => {
    const destination: DestinationSettings = { ...ga4, ...(whenUncertain && { whenUncertain }) };
    const shop = await startShop(store(), { destinations: [destination] });
    const session = await shop.buy();
    await shop.sweep();
    shop.ga4.behave = () => takesThenFails;
    const told = newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, told));
    shop.clock.nowMs += 1_000;
    await shop.sweep();
    const { id } = told.refund;
    const find = async () => (await shop.find(id)).deliveries[key];
    const words = async () => {
      const { changes } = await shop.find(id);
      return changes.filter(({ about }) => about === key).map(({ what }) => what);
    };
    const countRefunds = () => shop.ga4.taken.filter(({ event }) => event === 'refund').length;
    return { shop, id, find, words, countRefunds };
  };
  const wait = async (shop: Shop) => {
    shop.ga4.behave = () => takes;
    await shop.sweepFor(ruleDelayMs + 2 * minuteMs, 10 * minuteMs);
  };

  it.each([undefined, 'ask'] as const)('asks a person under the rule %s, and does nothing by itself', async (rule) => {
    const { shop, id, find, words } = await doubt(rule);
    await wait(shop);
    expect(await find()).toMatchObject({ state: 'uncertain', dueAtMs: null });
    expect(isTroubled(await shop.find(id))).toBe(true);
    expect(await words()).toEqual(['planned', 'uncertain']);
  });

  it('sends it again after an hour, once, and asks nobody meanwhile', async () => {
    const { shop, id, find, words, countRefunds } = await doubt('send_again');
    expect(await find()).toMatchObject({ state: 'uncertain', dueAtMs: shop.clock.nowMs + ruleDelayMs });
    expect(isTroubled(await shop.find(id))).toBe(false);
    await shop.sweepFor(ruleDelayMs - 2 * minuteMs);
    expect(countRefunds()).toBe(1);
    await wait(shop);
    expect(await find()).toMatchObject({ state: 'sent', dueAtMs: null, isRuled: true });
    expect(countRefunds()).toBe(2);
    expect(await words()).toEqual(['planned', 'uncertain', 'resent_by_rule', 'sent']);
  });

  it('asks a person where that ends in doubt, too', async () => {
    const { shop, id, find, countRefunds } = await doubt('send_again');
    shop.ga4.behave = () => takesThenFails;
    await shop.sweepFor(5 * ruleDelayMs, 10 * minuteMs);
    expect(await find()).toMatchObject({ state: 'uncertain', dueAtMs: null, isRuled: true });
    expect(isTroubled(await shop.find(id))).toBe(true);
    expect(countRefunds()).toBe(2);
  });

  it('leaves it for good, without a send, and counts it as none', async () => {
    const { shop, find, words, countRefunds } = await doubt('leave');
    shop.clock.nowMs += ruleDelayMs;
    const { counts } = await shop.sweep();
    expect(counts.sent).toBe(0);
    expect(await find()).toMatchObject({ state: 'sent', reason: 'settled_by_rule', dueAtMs: null });
    await wait(shop);
    expect(countRefunds()).toBe(1);
    expect(await words()).toEqual(['planned', 'uncertain', 'settled_by_rule']);
  });

  it('goes by the rule that the destination has when its time comes', async () => {
    const { shop, id, find, words, countRefunds } = await doubt('send_again');
    await shop.store.changeProperty({ ...shop.property, destinations: [{ ...ga4, whenUncertain: 'ask' }] });
    await wait(shop);
    expect(await find()).toMatchObject({ state: 'uncertain', dueAtMs: null });
    expect(isTroubled(await shop.find(id))).toBe(true);
    expect(countRefunds()).toBe(1);
    expect(await words()).toEqual(['planned', 'uncertain']);
  });

  it('decides, too, about what may have arrived and waited too long for another try', async () => {
    const { shop, id, find } = await doubt('leave');
    const entry = await shop.find(id);
    const delivery = entry.deliveries[key];
    if (delivery === undefined) throw new Error('It is planned.');
    const longAgoMs = shop.clock.nowMs - 30 * 24 * 60 * minuteMs;
    const waiting = { ...delivery, state: 'waiting', atMs: longAgoMs, dueAtMs: shop.clock.nowMs } as const;
    await shop.store.changeEntry({ ...entry, deliveries: { [key]: waiting } });
    // A person may still send the purchase, which it waits for.
    const sold = await shop.find(entry.sessionId ?? '');
    const given = Object.entries(sold.deliveries).map(([of, one]) => [of, { ...one, state: 'dead' }] as const);
    await shop.store.changeEntry({ ...sold, deliveries: Object.fromEntries(given) });
    await shop.sweep();
    expect(await find()).toMatchObject({ reason: 'purchase_not_sent' });
    expect(await find()).toMatchObject({ state: 'uncertain', dueAtMs: shop.clock.nowMs + ruleDelayMs });
  });

  it('leaves alone what a person decided before', async () => {
    const { shop, id, find, countRefunds } = await doubt('send_again');
    const decision = { propertyId: shop.property.id, stripeId: id, event: 'refund', kind: 'settle' } as const;
    expect(await decide(shop.context, decision)).toMatchObject({ kind: 'decided' });
    await wait(shop);
    expect(await find()).toMatchObject({ state: 'sent', reason: 'settled' });
    expect(countRefunds()).toBe(1);
  });

  it('comes to an end where the property is gone', async () => {
    const { shop, id, find } = await doubt('send_again');
    shop.clock.nowMs += ruleDelayMs;
    const entry = await shop.find(id);
    const properties = { ...shop.context.properties, find: async () => undefined };
    await handleDueEntry(beginRun({ ...shop.context, properties }, Number.POSITIVE_INFINITY), entry);
    expect(await find()).toMatchObject({ state: 'uncertain', dueAtMs: null });
  });

  it('decides about a send whose process died, too', async () => {
    const shop = await startShop(store(), { destinations: [{ ...ga4, whenUncertain: 'leave' }] });
    const session = await shop.buy();
    await shop.sweep();
    const told = newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId });
    const entry = await shop.tell(toChange(shop.clock.nowMs, told));
    const delivery = entry.deliveries[key];
    if (delivery === undefined) throw new Error('It is planned.');
    const leased = { ...delivery, state: 'leased', lease: 'of a dead one', dueAtMs: shop.clock.nowMs } as const;
    await shop.store.changeEntry({ ...entry, deliveries: { [key]: leased } });
    shop.ga4.behave = () => hangs;
    await shop.sweepFor(ruleDelayMs + 2 * minuteMs, 10 * minuteMs);
    expect((await shop.find(told.refund.id)).deliveries[key]).toMatchObject({
      ...{ state: 'sent', reason: 'settled_by_rule' },
    });
  });
});
