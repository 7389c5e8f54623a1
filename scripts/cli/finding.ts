// What a check found, one line each: a mark, what was looked at, and a sentence.
import type { Colors } from './cli-context.ts';

/** `unproven`: good as far as can be seen from here, or good to know. `left_out`: somebody decided to go without it. */
export type Verdict = 'good' | 'left_out' | 'unproven' | 'bad';

/** One line of a check. */
export interface Finding {
  verdict: Verdict;
  /** What was looked at, such as `Stripe key, live`. */
  about: string;
  sentence: string;
}

/** What the marks mean, for the end of a help. */
export const markHelp =
  '\nMarks: ✓ good; ! cannot be proven from here, or good to know; · left out by you; ✗ to be put right.\n';

/** The lines as text. */
export function describeFindings(findings: readonly Finding[], colors: Colors): string {
  const marks: Record<Verdict, string> = {
    good: colors.green('✓'),
    left_out: '·',
    unproven: colors.yellow('!'),
    bad: colors.red('✗'),
  };
  return findings
    .map(({ verdict, about, sentence }) => `${marks[verdict]} ${colors.bold(about)}: ${sentence}\n`)
    .join('');
}

/** How many are bad, in words for the end of a command. */
export function toFailure(findings: readonly Finding[]): string | undefined {
  const count = findings.filter(({ verdict }) => verdict === 'bad').length;
  return count === 0 ? undefined : wordToPutRight(count);
}

/** How many things are to be put right, as a sentence; at least one is. */
export function wordToPutRight(count: number): string {
  return count === 1 ? 'One thing is to be put right.' : `${count} things are to be put right.`;
}
