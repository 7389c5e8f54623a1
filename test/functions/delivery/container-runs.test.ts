// A server container that runs for a page while sweeps go on: each purchase reaches it, and none twice without need.
import { expect, it } from 'vitest';
import { recordContainerView } from '../../../functions/ledger/record-container-view.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView, type View } from '../../../functions/ledger/record-view.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import { claimLapseMs } from '../../../functions/rules/claims.ts';
import { newView } from '../ledger/new-view.ts';
import { failsWith500, isAway, takes, takesThenFails } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { container, containerId, ga4, newRefund, type Shop, startShop, toChange } from './start-shop.ts';

const minuteMs = 60_000;
const key = `purchase:${containerId}`;
const claim = 'claim_of_the_container';

/** The look of a page at a session, passed on by the container. */
function toView({ property }: Shop, session: CheckoutSession): View {
  return newView(property, { session, isPassedOn: true, consent: 'gggg' });
}

/** The container asks for itself; whether it got the event to run with. */
async function run(shop: Shop, session: CheckoutSession): Promise<boolean> {
  const wish = { claim, gather: async () => ({ click: undefined, buyer: session }) };
  const { forwarded } = await recordContainerView(shop.store, toView(shop, session), wish, shop.clock.nowMs);
  return forwarded !== undefined;
}

async function report({ store, property, clock }: Shop, session: CheckoutSession): Promise<string> {
  const body = {
    property_id: property.id,
    checkout_session_id: session.id,
    event_id: `purchase:${session.id}`,
    claim,
  };
  return (await recordReport(store, property, body, clock.nowMs, 'container')).kind;
}

const stateOf = async (shop: Shop, session: CheckoutSession) => (await shop.find(session.id)).deliveries[key]?.state;

overStores('A container that runs for a page', (store) => {
  it('is sent nothing more after its report, while GA4 gets its own', async () => {
    const shop = await startShop(store(), { destinations: [container, ga4] });
    const session = await shop.buy();
    await recordView(shop.store, toView(shop, session), shop.clock.nowMs);
    expect(await run(shop, session)).toBe(true);
    shop.clock.nowMs += 500;
    expect(await report(shop, session)).toBe('settled');
    await shop.sweepFor(30 * minuteMs);
    expect(shop.container.tries).toBe(0);
    expect(shop.ga4.taken.map(({ event_id }) => event_id)).toEqual([`purchase:${session.id}`]);
    expect(await stateOf(shop, session)).toBe('reported');
  });

  it('that dies before its report gets the purchase from the sweep, after two minutes and once', async () => {
    const shop = await startShop(store());
    const session = shop.newSession();
    expect(await run(shop, session)).toBe(true);
    await shop.sweepFor(claimLapseMs);
    expect(shop.container.tries).toBe(0);
    await shop.sweepFor(30 * minuteMs);
    expect(shop.container.taken.map(({ event_id }) => event_id)).toEqual([`purchase:${session.id}`]);
    expect(shop.container.taken[0]).toMatchObject({ ecommerce: { items: [{}] }, user_data: {} });
    expect(await report(shop, session)).toBe('settled');
    expect(await stateOf(shop, session)).toBe('sent');
  });

  it('that asks while sweeps take the purchase up runs only where none of them sends it', async () => {
    for (let round = 0; round < 8; round++) {
      const shop = await startShop(store());
      const session = await shop.buy();
      shop.clock.nowMs += 2 * minuteMs;
      const [isRun] = await Promise.all([run(shop, session), shop.sweep(), shop.sweep()]);
      expect(shop.container.tries).toBe(isRun ? 0 : 1);
      if (isRun) expect(await report(shop, session)).toBe('settled');
      await shop.sweepFor(10 * minuteMs);
      expect(shop.container.tries).toBe(isRun ? 0 : 1);
      expect(await stateOf(shop, session)).toBe(isRun ? 'reported' : 'sent');
    }
  });

  const ends = [
    { name: 'was taken', behaviour: takes, state: 'sent', tries: 1 },
    { name: 'surely failed', behaviour: isAway, state: 'reported', tries: 1 },
    { name: 'may have been taken', behaviour: takesThenFails, state: 'reported', tries: 1 },
    { name: 'failed in a way that says nothing', behaviour: failsWith500, state: 'reported', tries: 1 },
  ];
  it.each(ends)('that reports while a sweep sends ends the matter, where that send $name', async (end) => {
    const shop = await startShop(store());
    const session = shop.newSession();
    await run(shop, session);
    shop.clock.nowMs += claimLapseMs;
    shop.container.behave = async () => {
      expect(await report(shop, session)).toBe('settled');
      return end.behaviour;
    };
    await shop.sweepFor(60 * minuteMs);
    expect(shop.container.tries).toBe(end.tries);
    expect(await stateOf(shop, session)).toBe(end.state);
  });

  it('that was tried in vain can still run for the page, but not where it may have the event already', async () => {
    for (const { behaviour, runs } of [
      { behaviour: isAway, runs: true },
      { behaviour: failsWith500, runs: false },
    ]) {
      const shop = await startShop(store());
      const session = await shop.buy();
      shop.container.behave = () => behaviour;
      shop.clock.nowMs += 2 * minuteMs;
      await shop.sweep();
      expect(shop.container.tries).toBe(1);
      expect(await run(shop, session)).toBe(runs);
    }
  });

  it('takes back its refund there as well: the purchase counts as told', async () => {
    const shop = await startShop(store());
    const session = await shop.buy();
    await run(shop, session);
    await report(shop, session);
    await shop.tell(
      toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId })),
    );
    await shop.sweepFor(10 * minuteMs);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['refund']);
  });
});
