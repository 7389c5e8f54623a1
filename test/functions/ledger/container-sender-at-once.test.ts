// A server container that runs for a page while pages, senders and other containers are at it too.
import { expect, it } from 'vitest';
import { recordView, type View } from '../../../functions/ledger/record-view.ts';
import { claimLapseMs } from '../../../functions/rules/claims.ts';
import { settleDelivery } from '../../../functions/rules/delivery-steps.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { nowMs } from './changes.ts';
import { key, lease, minuteMs, otherClaim } from './container-and-sweep.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { startContainerSender } from './start-container-sender.ts';

describeOnStores('a server container that runs for a page', ({ one, other }) => {
  const start = (changes: Partial<Property> = {}, viewed: Partial<View> = {}) =>
    startContainerSender({ one, other }, changes, viewed);

  it('container dies after its claim: the sweep sends when two minutes are over, and no sooner', async () => {
    const { property, session, ask, find } = start();
    await ask(one(), nowMs);
    expect(await lease(other(), property, session.id, nowMs + claimLapseMs - 1)).toBe(false);
    expect(await lease(other(), property, session.id, nowMs + claimLapseMs)).toBe(true);
    expect((await ask(one(), nowMs + claimLapseMs)).forwarded).toBeUndefined();
    expect((await ask(one(), nowMs + claimLapseMs, otherClaim)).forwarded).toBeUndefined();
    expect(await find()).toMatchObject({ state: 'leased' });
  });

  it('report after the sweep leased it: the send goes on, and one that surely failed is not tried again', async () => {
    const { property, session, ask, report, find, findEntry } = start();
    await ask(one(), nowMs);
    await lease(other(), property, session.id, nowMs + claimLapseMs);
    expect(await report(nowMs + claimLapseMs + 1)).toMatchObject({ kind: 'settled' });
    expect(await find()).toMatchObject({ state: 'leased' });
    const leased = await find();
    const outcome = { kind: 'accepted' } as const;
    const surroundings = { nowMs: nowMs + claimLapseMs + 2, random: 0, dropsRepeats: true };
    expect(leased && settleDelivery(leased, 'lease_of_a_sweep', outcome, surroundings)).toMatchObject({
      state: 'sent',
    });
    expect((await findEntry()).containerClaims).toMatchObject({ [key]: { reportedAtMs: nowMs + claimLapseMs + 1 } });
  });

  it('a direct visit while the container is at it does not make the purchase due', async () => {
    const { page, ask, find } = start();
    await ask(one(), nowMs);
    await recordView(other(), page, nowMs + 5_000);
    expect(await find()).toMatchObject({ dueAtMs: nowMs + claimLapseMs });
  });

  it('container’s claim against a sender’s lease: one of the two has the purchase', async () => {
    for (let round = 0; round < 10; round++) {
      const { property, session, ask, find, hear } = start();
      await hear();
      const dueAtMs = nowMs + 2 * minuteMs;
      const [isLeased, { forwarded }] = await Promise.all([
        lease(other(), property, session.id, dueAtMs),
        ask(one(), dueAtMs),
      ]);
      expect(forwarded === undefined).toBe(isLeased);
      expect(await find()).toMatchObject(
        isLeased ? { state: 'leased' } : { state: 'waiting', dueAtMs: dueAtMs + claimLapseMs },
      );
    }
  });

  it('container’s report against a sender’s lease: one of the two has the purchase', async () => {
    for (let round = 0; round < 10; round++) {
      const { property, session, ask, report, find } = start();
      await ask(one(), nowMs);
      const [isLeased] = await Promise.all([
        lease(other(), property, session.id, nowMs + claimLapseMs),
        report(nowMs + claimLapseMs),
      ]);
      expect(await find()).toMatchObject({ state: isLeased ? 'leased' : 'reported' });
    }
  });

  it('many requests of containers at once: one gets the event', async () => {
    const { ask } = start();
    const looks = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        ask(index % 2 ? one() : other(), nowMs, `claim_of_container_no_${index}`),
      ),
    );
    expect(looks.filter(({ forwarded }) => forwarded !== undefined)).toHaveLength(1);
  });

  it('container and page at once: both are first, each of its own event', async () => {
    for (let round = 0; round < 5; round++) {
      const { page, ask, find } = start();
      const [{ firstView }, { forwarded }] = await Promise.all([
        recordView(one(), { ...page, isPassedOn: true }, nowMs),
        ask(other(), nowMs),
      ]);
      expect([firstView, forwarded !== undefined]).toEqual([true, true]);
      expect(await find()).toMatchObject({ dueAtMs: nowMs + claimLapseMs });
    }
  });
});
