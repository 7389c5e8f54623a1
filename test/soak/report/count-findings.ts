// What several runs came to, in numbers and in the one line that everything waits for.
import type { FindingKind, Verdict } from '../oracle/finding.ts';

export type Totals = Record<FindingKind | 'uncertain', number>;

/** The sums over all runs. */
export function countFindings(verdicts: readonly Verdict[]): Totals {
  const count = (kind: FindingKind): number =>
    verdicts.reduce((sum, { findings }) => sum + findings.filter((finding) => finding.kind === kind).length, 0);
  const uncertain = verdicts.reduce((sum, verdict) => sum + verdict.uncertain, 0);
  return { lost: count('lost'), doubled: count('doubled'), wrong: count('wrong'), uncertain };
}

/** `3 seeds: 0 lost, 0 doubled, 0 wrong, 120 uncertain` */
export function toSummary(seeds: number, { lost, doubled, wrong, uncertain }: Totals): string {
  return `${seeds} seeds: ${lost} lost, ${doubled} doubled, ${wrong} wrong, ${uncertain} uncertain`;
}

/** Whether nothing was lost, doubled or wrong. */
export function isSound({ lost, doubled, wrong }: Totals): boolean {
  return lost + doubled + wrong === 0;
}
