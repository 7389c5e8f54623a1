// Says of a stored secret what may be said.
import type { Role } from '../../../rules/account.ts';
import { stripeSettingsTexts as texts } from '../../texts/stripe-settings-texts.ts';

/** That it is stored; to owners also its last four characters, or why it cannot be opened. */
export function wordStored({ last4, fault }: { last4: string | null; fault?: string }, role: Role): string {
  if (role !== 'owner') return texts.state.stored;
  if (fault !== undefined) return texts.state.closed(fault);
  return last4 === null ? texts.state.stored : texts.state.endsIn(last4);
}
