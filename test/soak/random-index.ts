// Stripe's ids from the seed of a run.
import type { RandomIndex } from '../../scripts/stand-ins/stripe/ids.ts';
import type { Chance } from './chance.ts';

/** Indices by chance; the first ids of two runs with one seed are the same. */
export function randomIndexOf(chance: Chance): RandomIndex {
  return (limit) => chance.index(limit);
}
