// One delivery of an entry, which a test knows to be there.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import { containerId } from './start-shop.ts';

/** That of the key; of the purchase to the server container unless given. */
export function deliveryOf(entry: Entry, key = `purchase:${containerId}`): Delivery {
  const delivery = entry.deliveries[key];
  if (delivery === undefined) throw new Error(`There is no delivery ${key}.`);
  return delivery;
}
