// Everything that the store holds of what happened.
import type { Entry } from '../../../functions/rules/entry.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { propertySpecs } from '../shop/property-specs.ts';
import type { Truth } from './truth.ts';

/** By their ids, each as the store has it. */
export async function readEntries(store: Store, { sessionOf }: Truth): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for (const { id: propertyId } of propertySpecs) {
    for (const stripeId of sessionOf.keys()) {
      const id = entryId(propertyId, stripeId);
      const entry = await store.findEntry(id);
      if (entry !== undefined) entries.set(id, entry);
    }
  }
  return entries;
}
