// Known faults of a store, built into a real process, so that tests can see whether the oracle finds them from outside.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Store } from '../../../functions/store/store.ts';
import { exchange, forgetReports, ignoreLeases } from '../../soak/broken.ts';

/** How long the second of two writes that should be one takes to come. */
const laterMs = 3_000;

/** Says that an entry is stored as soon as the entry is, and writes what is to be sent of it a moment later. */
function planLater(store: Store): Store {
  async function addDeliveries({ id, deliveries }: Entry): Promise<void> {
    await sleep(laterMs);
    const stored = await store.findEntry(id);
    if (stored !== undefined)
      await store.changeEntry({ ...stored, deliveries: { ...deliveries, ...stored.deliveries } });
  }
  return exchange(store, {
    async createEntry(entry, buyer) {
      const outcome = await store.createEntry({ ...entry, deliveries: {} }, buyer);
      if (outcome === 'created') addDeliveries(entry).catch(() => undefined);
      return outcome;
    },
  });
}

const flaws: Readonly<Record<string, (store: Store) => Store>> = {
  plan_later: planLater,
  ignore_leases: ignoreLeases,
  forget_reports: forgetReports,
};

/** The store with the flaws of these names, which commas part. Throws a TypeError where there is none of a name. */
export function breakStore(names: string, store: Store): Store {
  return names.split(',').reduce((broken, name) => {
    const breakIt = flaws[name];
    if (breakIt === undefined)
      throw new TypeError(`There is no flaw ${name}. There are ${Object.keys(flaws).join(', ')}.`);
    return breakIt(broken);
  }, store);
}
