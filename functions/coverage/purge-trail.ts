// Removes lines of the audit trail that are over and that no database removes by itself, account by account, once a day.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { auditLifeMs } from '../rules/account.ts';
import { dayMs } from '../rules/day.ts';
import { takeTurn } from './take-turn.ts';

/** How long an instance does not look again whether it is time. */
const restMs = 21_600_000;

/** A line may stand in the trail at a moment somewhat before that of its writing. */
const graceMs = 7 * dayMs;

const linesAtOnce = 100;

/**
 * For one instance: it goes on where its last run left off. How long nothing of it is to do; `undefined` where some of it is
 * left. An account without such lines costs two reads a day. Rejects with StoreUnavailableError.
 */
export function createTrailPurge(): (run: DeliveryRun) => Promise<number | undefined> {
  let isUnderWay = false;
  let after: string | undefined;

  return async (run) => {
    const { store, now } = run.context;
    isUnderWay ||= (await takeTurn(store, { id: 'deployment:trail', nowMs: now(), everyMs: dayMs })) !== undefined;
    if (!isUnderWay) return restMs;
    while (!isOver(run)) {
      const query = { after, beforeMs: now() - auditLifeMs - graceMs, limit: linesAtOnce };
      const purged = await store.console.purgeAuditEvents(query);
      if (purged === undefined) {
        isUnderWay = false;
        after = undefined;
        return restMs;
      }
      if (purged.count < linesAtOnce) after = purged.accountId;
    }
    return undefined;
  };
}
