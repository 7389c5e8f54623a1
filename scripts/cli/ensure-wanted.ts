// Asks before something is done that cannot be undone.
import { askYesOrNo } from './ask.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';

/** What is asked, and what is said where nothing is done. */
export interface Question {
  /** Whether the option that spares the question was given. */
  isAgreed: boolean;
  question: string;
  refusal: {
    /** Where there is no terminal; names the option. */
    unasked: string;
    /** After a no. */
    declined: string;
  };
}

/** Resolves where it is wanted; throws `UsageError` where nobody can be asked, and `CommandFailedError` after a no. */
export async function ensureWanted(context: CliContext, { isAgreed, question, refusal }: Question): Promise<void> {
  if (isAgreed) return;
  if (!context.input.isTTY) throw new UsageError(refusal.unasked);
  if (!(await askYesOrNo(context, question))) throw new CommandFailedError(refusal.declined);
}
