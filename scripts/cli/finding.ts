// What a check found, one line each: a mark, what was looked at, and a sentence.
import type { Colors } from './cli-context.ts';

/** `unproven`: good as far as can be seen from here, or good to know. */
export type Verdict = 'good' | 'unproven' | 'bad';

/** One line of a check. */
export interface Finding {
  verdict: Verdict;
  /** What was looked at, such as `Stripe key, live`. */
  about: string;
  sentence: string;
}

/** The lines as text. */
export function describeFindings(findings: readonly Finding[], colors: Colors): string {
  const marks: Record<Verdict, string> = {
    good: colors.green('✓'),
    unproven: colors.yellow('?'),
    bad: colors.red('✗'),
  };
  return findings
    .map(({ verdict, about, sentence }) => `${marks[verdict]} ${colors.bold(about)}: ${sentence}\n`)
    .join('');
}

/** How many are bad, in words for the end of a command. */
export function toFailure(findings: readonly Finding[]): string | undefined {
  const count = findings.filter(({ verdict }) => verdict === 'bad').length;
  if (count === 0) return undefined;
  return count === 1 ? 'One thing is to be put right.' : `${count} things are to be put right.`;
}
