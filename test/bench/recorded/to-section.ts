// The figures of one bench as a part of the page of figures.
import type { Bench } from '../bench.ts';
import { type Figure, tableColumns, toCells } from '../figure.ts';
import { describeRun } from './describe-machine.ts';
import type { Section } from './section.ts';

/** The part of `bench`, taken now; `isQuick` stands in its command. */
export function toSection(
  bench: Pick<Bench, 'letter' | 'title'>,
  figures: readonly Figure[],
  { isQuick, now }: { isQuick: boolean; now: number },
): Section {
  return {
    key: `bench-${bench.letter}`,
    title: `(${bench.letter}) ${bench.title}`,
    command: `npm run bench -- ${bench.letter}${isQuick ? ' --quick' : ''}`,
    ...describeRun(now),
    columns: tableColumns,
    rows: figures.map(toCells),
    notes: figures.flatMap(({ name, conditions }) => conditions.map((condition) => `${name}: ${condition}`)),
    missed: figures.flatMap((figure) => toMissed(figure)),
  };
}

function toMissed(figure: Figure): string[] {
  if (figure.verdict.kind !== 'missed') return [];
  const [name, goal, ratio, , , , , verdict] = toCells(figure);
  return [`${name}: ${ratio}, goal ${goal}, ${verdict}`];
}
