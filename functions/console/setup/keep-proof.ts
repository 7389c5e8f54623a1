// Keeps that a payment came through whole, because later ones push it out of the few that a page reads.
import { PropertyError } from '../../properties/property-error.ts';
import { tickOff } from '../../properties/tick-off.ts';
import type { ConsoleContext } from '../console-context.ts';
import { toPropertyTools } from '../property-tools.ts';
import { findEarlierProof } from './earlier-proof.ts';
import type { SetupFacts } from './setup-facts.ts';
import { findProof } from './setup-steps.ts';

/**
 * The facts with what they prove kept at the property, once and whoever looks: nobody did anything, so no audit trail names it.
 * `depth` says whether earlier payments are read, too, which takes its time where none came whole. Rejects as the store does.
 */
export async function keepProof(
  context: ConsoleContext,
  facts: SetupFacts,
  depth: 'newest' | 'earlier',
): Promise<SetupFacts> {
  const proof = findProof(facts) ?? (depth === 'earlier' ? await findEarlierProof(context, facts) : undefined);
  if (proof === undefined) return facts;
  try {
    const { after } = await tickOff(toPropertyTools(context), facts.property.id, proof);
    return { ...facts, property: after };
  } catch (error) {
    // Somebody deletes it, or changes it at this very moment: the next page keeps the proof.
    if (error instanceof PropertyError) return facts;
    throw error;
  }
}
