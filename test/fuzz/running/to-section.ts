// The results of a run as a part of the page of figures.
import { describeRun } from '../../bench/recorded/describe-machine.ts';
import type { Section } from '../../bench/recorded/section.ts';
import type { Wish } from './read-wish.ts';
import { type TargetResult, toPerSecond } from './tell-rounds.ts';

/** The part of `npm run fuzz`, taken now; `command` is what was typed. */
export function toSection(
  results: readonly TargetResult[],
  { command, seed, seconds, now }: Pick<Wish, 'seed' | 'seconds'> & { command: string; now: number },
): Section {
  const found = results.filter(({ rounds }) => rounds.found !== undefined);
  return {
    key: 'fuzz',
    title: 'Parsers of outside input under hostile inputs',
    command,
    ...describeRun(now),
    columns: ['target', 'reads', 'inputs', 'inputs/s', 'verdict'],
    rows: results.map(({ target: { name, reads }, rounds }) => [
      name,
      reads,
      String(rounds.runs),
      String(toPerSecond(rounds.runs, rounds.seconds)),
      rounds.found === undefined ? 'nothing found' : 'found something',
    ]),
    notes: [`seed ${seed}, ${seconds} s for each target, two at a time; what was found before is replayed first`],
    missed: found.map(({ target, rounds }) => `${target.name}: ${rounds.found?.sentence}`),
  };
}
