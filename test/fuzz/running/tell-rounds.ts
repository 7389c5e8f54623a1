// How results are told: a line of a table for people, a line of JSON for machines.
import type { Target } from '../target.ts';
import type { Rounds } from './run-rounds.ts';

/** A target, and what came of it. */
export interface TargetResult {
  target: Pick<Target, 'name' | 'reads'>;
  rounds: Rounds;
}

/** One line of JSON without a line break. */
export function toJsonLine({ target: { name }, rounds: { runs, seconds, found } }: TargetResult): string {
  const perSecond = toPerSecond(runs, seconds);
  return JSON.stringify({
    target: name,
    runs,
    per_second: perSecond,
    seconds: Number(seconds.toFixed(1)),
    found: found ?? null,
  });
}

/** All of them as a table, and below it what was found, each with the command that finds it again. */
export function toTable(results: readonly TargetResult[]): string {
  const width = Math.max(...results.map(({ target }) => target.name.length));
  const lines = results.map(({ target, rounds: { runs, seconds, found } }) => {
    const [count, rate] = [String(runs).padStart(9), String(toPerSecond(runs, seconds)).padStart(7)];
    return `${target.name.padEnd(width)} ${count} runs ${rate}/s  ${found === undefined ? 'nothing found' : 'FOUND SOMETHING'}`;
  });
  return [...lines, ...results.flatMap(tellFound)].join('\n');
}

function tellFound({ target: { name }, rounds: { found } }: TargetResult): string[] {
  if (found === undefined) return [];
  const again =
    found.kept === undefined ? `npm run fuzz -- ${name} --seed ${found.seed}` : `kept as ${name}/${found.kept}`;
  return ['', `${name}: ${found.sentence}`, `  input: ${JSON.stringify(found.input)}`, `  again: ${again}`];
}

/** Inputs a second, 0 where no time passed. */
export function toPerSecond(runs: number, seconds: number): number {
  return seconds === 0 ? 0 : Math.round(runs / seconds);
}
