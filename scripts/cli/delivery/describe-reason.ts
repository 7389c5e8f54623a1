// Says in words why a delivery, a search or a question to Stripe stands as it does, and which command does something about it.
import { wordReason } from '../../../functions/delivery/reason-words.ts';

/** The reason as part of a sentence; one that is not known stands for itself. */
export function describeReason(reason: string | null): string {
  return wordReason(reason, 'terminal');
}
