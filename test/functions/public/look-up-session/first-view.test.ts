// Which of the pages that ask hears that it is the first to see an event.

import { describe, expect, it } from 'vitest';
import { claim, otherClaim, useShops } from './use-shops.ts';

const { start, open } = useShops();

describe('first_view', () => {
  it('is true for the claim that holds the event, again when it asks again, and for no other', async () => {
    const shop = await start();
    const id = shop.buy();
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
    expect((await shop.look(id, { claim: otherClaim })).json['first_view']).toBe(false);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
    expect((await shop.look(id)).json['first_view']).toBe(false);
  });

  it('passes to another claim after two minutes without a report', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { claim });
    shop.clock.nowMs += 120_000;
    expect((await shop.look(id, { claim: otherClaim })).json['first_view']).toBe(true);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
  });

  it('is false for everybody after a report', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { claim });
    const report = { property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim };
    expect((await shop.report(report)).status).toBe(204);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
    shop.clock.nowMs += 300_000;
    expect((await shop.look(id, { claim: otherClaim })).json['first_view']).toBe(false);
  });

  it('is not used up for the purchase by the pending event', async () => {
    const shop = await start();
    const id = shop.buy({}, 'bank_debit');
    expect((await shop.look(id, { claim })).json).toMatchObject({ event: 'checkout_pending', first_view: true });
    shop.stripe.settleSession(id);
    shop.clock.nowMs += 10_000;
    expect((await shop.look(id, { claim: otherClaim })).json).toMatchObject({ event: 'purchase', first_view: true });
  });

  it('is true once when twenty pages ask two instances at the same time', async () => {
    const shop = await start();
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? shop : second).look(id, { claim: `claim_of_page_number_${index}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(answers.filter(({ json }) => json['first_view'] === true)).toHaveLength(1);
  });

  it('is false for the holder when another instance took its report', async () => {
    const shop = await start();
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    await shop.look(id, { claim });
    await second.report({ property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim });
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
  });
});
