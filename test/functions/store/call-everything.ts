// Calls every method of a store, for tests of what all of them have in common.
import type { Store } from '../../../functions/store/store.ts';
import { newClick, newEntry, newProperty } from './records.ts';
import { newBuyer, newTally, newWatermark } from './small-records.ts';

type Method = Exclude<keyof Store, 'kind' | 'close'>;

/** How each method's calls ended, by the method's name; a method that is missing here does not compile. */
export async function callEverything(store: Store): Promise<Record<Method, PromiseSettledResult<unknown>[]>> {
  const property = newProperty();
  const entry = newEntry();
  const buyer = newBuyer(entry);
  const watermark = newWatermark();
  const due = { nowMs: 1_000, limit: 2 };
  const ignore = (): void => {};
  const calls: Record<Method, Promise<unknown>[]> = {
    createProperty: [store.createProperty(property)],
    findProperty: [store.findProperty(property.id)],
    listProperties: [store.listProperties(ignore)],
    changeProperty: [store.changeProperty(property)],
    deleteProperty: [store.deleteProperty(property.id)],
    createEntry: [store.createEntry(entry), store.createEntry(entry, buyer)],
    findEntry: [store.findEntry(entry.id)],
    changeEntry: [store.changeEntry(entry), store.changeEntry(entry, buyer)],
    findSessionEntry: [store.findSessionEntry(property.id, 'pi_1')],
    findDueEntries: [
      store.findDueEntries(due, ignore),
      store.findDueEntries({ ...due, propertyId: property.id }, ignore),
    ],
    findTroubledEntries: [store.findTroubledEntries(property.id, 2, ignore)],
    findBuyer: [store.findBuyer(entry.id, 0)],
    createWatermark: [store.createWatermark(watermark)],
    findWatermark: [store.findWatermark(watermark.id)],
    changeWatermark: [store.changeWatermark(watermark)],
    putTally: [store.putTally(newTally())],
    listTallies: [store.listTallies(property.id, 0, ignore)],
    createClick: [store.createClick(newClick())],
    findClick: [store.findClick(property.id, 'click', 0)],
  };
  const settled = Object.entries(calls).map(async ([name, attempts]) => [name, await Promise.allSettled(attempts)]);
  return Object.fromEntries(await Promise.all(settled));
}
