// Keeps that buyers of all payment links come back with their payment, once Stripe says so: nobody need say it again.
import { PropertyError } from '../../properties/property-error.ts';
import { tickOff } from '../../properties/tick-off.ts';
import { isOwnLink } from '../../rules/own-links.ts';
import type { Property } from '../../rules/property.ts';
import { judgeRedirect } from '../../rules/redirect-url.ts';
import type { ConsoleContext } from '../console-context.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { ModeLinks } from './read-links.ts';
import type { SetupFacts } from './setup-facts.ts';

/**
 * The facts with the step about redirects kept as done where all links of the property are good and nobody has kept it yet; no
 * audit trail names it, because nobody did anything. Rejects as the store does.
 */
export async function keepRedirects(
  context: ConsoleContext,
  facts: SetupFacts,
  read: readonly ModeLinks[],
): Promise<SetupFacts> {
  const { property } = facts;
  if (property.ticked?.['redirect'] !== undefined || !areAllGood(read, property)) return facts;
  try {
    const { after } = await tickOff(toPropertyTools(context), property.id, { done: ['redirect'] });
    return { ...facts, property: after };
  } catch (error) {
    // Somebody deletes it, or changes it at this very moment: the next page keeps it.
    if (error instanceof PropertyError) return facts;
    throw error;
  }
}

/** Whether all links of the property, and at least one, send buyers back with their payment. A mode that was not read whole says nothing. */
export function areAllGood(read: readonly ModeLinks[], property: Property): boolean {
  const links = read.flatMap((one) => (one.kind === 'listed' && one.isWhole ? one.links : []));
  if (read.some((one) => one.kind !== 'listed' || !one.isWhole)) return false;
  const own = links
    .map(({ id, redirectUrl }) => ({ id, verdict: judgeRedirect(redirectUrl, property) }))
    .filter((link) => isOwnLink(property, link));
  const hasAll =
    property.scope.kind !== 'payment_links' || property.scope.ids.every((id) => own.some((link) => link.id === id));
  return own.length > 0 && hasAll && own.every(({ verdict }) => verdict === 'good');
}
