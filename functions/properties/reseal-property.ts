// Seals everything of a property with the newest key, so that older ones can be taken off the ring.
import { UnsealError } from '../store/errors.ts';
import { findKeyName, seal, unseal } from '../store/sealing.ts';
import { type ChangeTools, changeProperty } from './change-property.ts';
import type { SecretOpener } from './destinations/destination-secret.ts';
import { mapSealedValues } from './sealed-values.ts';

/** What became of a property's sealed values. */
export interface ResealedProperty {
  /** How many are sealed with the newest key since now. */
  resealed: number;
  /** How many were before. */
  kept: number;
  /** Those that stay as they are, because no key of the ring opens them, each with the cure. */
  closed: { name: string; fault: string }[];
}

/** In one step; a second time it finds nothing to do and writes nothing. Throws `PropertyError` as every change does. */
export async function resealProperty(tools: ChangeTools & SecretOpener, id: string): Promise<ResealedProperty> {
  const { keyRing, findDestination } = tools;
  let outcome: ResealedProperty = { resealed: 0, kept: 0, closed: [] };
  await changeProperty(tools, id, (property) => {
    const counts: ResealedProperty = { resealed: 0, kept: 0, closed: [] };
    outcome = counts;
    const changed = mapSealedValues(property, findDestination, ({ name, sealed, place }) => {
      if (findKeyName(sealed) === keyRing[0].name) {
        counts.kept += 1;
        return sealed;
      }
      try {
        const resealed = seal(keyRing, unseal(keyRing, sealed, place), place);
        counts.resealed += 1;
        return resealed;
      } catch (error) {
        if (!(error instanceof UnsealError)) throw error;
        counts.closed.push({ name, fault: error.message });
        return sealed;
      }
    });
    return counts.resealed === 0 ? property : changed;
  });
  return outcome;
}
