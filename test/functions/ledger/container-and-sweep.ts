// A property with GA4 and a server container, and the sweep that takes up what waits for it.
import { changeStoredEntry } from '../../../functions/ledger/change-entry.ts';
import { leaseDelivery } from '../../../functions/rules/delivery-steps.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { ga4 } from './changes.ts';

/** A minute. */
export const minuteMs = 60_000;
/** The purchase’s delivery to the container. */
export const key = 'purchase:dst_container';
/** The claim of another container than the first. */
export const otherClaim = 'claim_of_a_second_container';

/** A server container, and GA4, for test sessions. */
export const destinations: DestinationSettings[] = [
  { kind: 'server_container', id: 'dst_container', mode: 'test', url: 'https://sgtm.example.com', secret: 'sealed' },
  ga4,
];

/** What a page tells whose visitor agreed to everything. */
export const consented = 'gggg';

/** Takes the purchase up as a sweep does; whether it got it. */
export async function lease(store: Store, property: Property, sessionId: string, atMs: number): Promise<boolean> {
  let isLeased = false;
  const take = (entry: Entry): Entry | undefined => {
    const delivery = entry.deliveries[key];
    const leased = delivery && leaseDelivery(delivery, 'lease_of_a_sweep', atMs);
    isLeased = leased !== undefined;
    return leased && { ...entry, deliveries: { ...entry.deliveries, [key]: leased } };
  };
  await changeStoredEntry(store, entryId(property.id, sessionId), take);
  return isLeased;
}
