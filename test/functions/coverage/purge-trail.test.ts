// Old lines of the audit trail go once a day, those of every account, and nothing that is within its two years.
import { expect, test } from 'vitest';
import { createTrailPurge } from '../../../functions/coverage/purge-trail.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { auditLifeMs } from '../../../functions/rules/account.ts';
import type { AuditPurge, PurgedAccount } from '../../../functions/store/console-store.ts';
import { overStores } from '../delivery/over-stores.ts';
import { type Shop, startShop } from '../delivery/start-shop.ts';
import { newAuditEvent, newId } from '../store/console-records.ts';
import { forwarding } from './forwarding-store.ts';

const dayMs = 86_400_000;

overStores('createTrailPurge', (getStore) => {
  // The tests share one database, and with it whose turn it was when.
  let lastMs = 0;

  /** One run, so long after the one before; `onPurge` is told of each question and answers for the store. */
  const runOf = (
    shop: Shop,
    purge: ReturnType<typeof createTrailPurge>,
    onPurge?: (query: AuditPurge) => Promise<PurgedAccount | undefined>,
    afterMs = dayMs + 1,
  ): Promise<number | undefined> => {
    const { console } = shop.store;
    const kept = onPurge && forwarding(console, { purgeAuditEvents: onPurge });
    const store = kept === undefined ? shop.store : forwarding(shop.store, { console: kept });
    shop.clock.nowMs = Math.max(shop.clock.nowMs, lastMs) + afterMs;
    lastMs = shop.clock.nowMs;
    return purge(beginRun({ ...shop.context, store }, shop.clock.nowMs + 20_000));
  };

  test('removes what is over of every account, and leaves the rest', async () => {
    const shop = await startShop(getStore());
    const { console } = shop.store;
    const [one, two] = [newId('acc'), newId('acc')];
    const endMs = shop.clock.nowMs - auditLifeMs;
    for (const accountId of [one, two]) {
      // Three days over is within the week of grace.
      for (const atMs of [endMs - 30 * dayMs, endMs - 3 * dayMs, endMs + 30 * dayMs]) {
        await console.addAuditEvent(newAuditEvent({ accountId, atMs }));
      }
    }
    expect(await runOf(shop, createTrailPurge())).toBeGreaterThan(0);
    for (const accountId of [one, two]) {
      const left = await console.listAuditEvents({ accountId, limit: 9 });
      expect(left.map(({ atMs }) => atMs)).toEqual([endMs + 30 * dayMs, endMs - 3 * dayMs]);
    }
  });

  test('is done once a day, by one instance', async () => {
    const shop = await startShop(getStore());
    const asked: AuditPurge[] = [];
    const onPurge = async (query: AuditPurge) => void asked.push(query);
    await runOf(shop, createTrailPurge(), onPurge);
    await runOf(shop, createTrailPurge(), onPurge, 60_000);
    expect(asked).toHaveLength(1);
    await runOf(shop, createTrailPurge(), onPurge);
    expect(asked).toHaveLength(2);
  });

  test('goes on in the next run where its time was over, behind what it has done', async () => {
    const shop = await startShop(getStore());
    const asked: (string | undefined)[] = [];
    const answers = [
      { accountId: 'acc_a', count: 100 },
      { accountId: 'acc_a', count: 1 },
      { accountId: 'acc_b', count: 0 },
    ];
    const onPurge = async ({ after }: AuditPurge) => {
      asked.push(after);
      shop.clock.nowMs += 11_000;
      return answers[asked.length - 1];
    };
    const purge = createTrailPurge();
    expect(await runOf(shop, purge, onPurge)).toBeUndefined();
    expect(asked).toEqual([undefined, undefined]);
    expect(await runOf(shop, purge, onPurge)).toBeGreaterThan(0);
    expect(asked).toEqual([undefined, undefined, 'acc_a', 'acc_b']);
  });
});
