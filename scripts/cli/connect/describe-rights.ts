// Says what a property's Stripe key may not do for the life of a payment after the thank-you page, and where to tick it.
import type { KeyRights } from '../../../functions/properties/stripe-keys/find-key-rights.ts';
import { fullKeyLink } from '../../../functions/properties/stripe-keys/key-link.ts';
import { rightBoxes } from '../../../functions/properties/stripe-keys/needed-rights.ts';
import type { StripeMode } from '../../../functions/rules/property.ts';
import { laterRights } from '../../../functions/stripe/probe-rights.ts';

/** Lines of text: what the missing rights keep Tilltag from and where to tick them, or that none is missing. */
export function describeRights(propertyId: string, mode: StripeMode, rights: KeyRights): string {
  if (rights.kind === 'no_key') {
    return `The property has no ${mode} key. Refunds, renewals and missed events need one, which is made at\n  ${fullKeyLink}\nand stored with: npm run tilltag -- property update ${propertyId} --stripe-key-file FILE\n`;
  }
  if (rights.kind === 'unknown') return `What the ${mode} key may do could not be found out: ${rights.reason}\n`;
  const { missing } = rights;
  if (missing.length === 0) {
    return `The ${mode} key may read all that refunds, renewals, disputes and missed events take.\n`;
  }
  const lines = missing.map((right) => `  ${rightBoxes[right].padEnd(27)}or else it cannot ${laterRights[right]}\n`);
  return `Boxes that are not ticked at the ${mode} key:
${lines.join('')}Tick them in Stripe under Developers → API keys → Edit key, or create a key with all of them at
  ${fullKeyLink}
and store it with: npm run tilltag -- property update ${propertyId} --stripe-key-file FILE
`;
}
