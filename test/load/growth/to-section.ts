// What growth comes to, as a part of the page of figures.
import { describeRun } from '../../bench/recorded/describe-machine.ts';
import type { Section } from '../../bench/recorded/section.ts';
import { figureNames, type GrowthRow, listGrown, toGrowthCells, toSize } from './growth-row.ts';
import { judgeMemory } from './judge-memory.ts';

/** The part of `npm run load -- growth`, taken now; each series has its smallest size first. */
export function toGrowthSection(
  series: readonly (readonly GrowthRow[])[],
  { command, now }: { command: string; now: number },
): Section {
  return {
    key: 'growth-sqlite',
    title: 'Growth with properties and entries on SQLite',
    command,
    ...describeRun(now),
    columns: ['what', ...series.flatMap((rows) => rows.map(toSize))],
    rows: figureNames.map((name) => [name, ...series.flatMap((rows) => toGrowthCells(rows, name))]),
    notes: [
      'in parentheses how many times the smallest of its series; p50 and p99 are milliseconds; one question at a time or two; live is what a full collection leaves',
      ...series.flatMap(judgeMemory).map(({ sentence }) => sentence),
    ],
    missed: series.flatMap(listFaults),
  };
}

/** What grew more than it may at the sizes of one series, a sentence each. */
function listFaults(rows: readonly GrowthRow[]): string[] {
  return [...listGrown(rows), ...judgeMemory(rows).flatMap(({ sentence, isTooMuch }) => (isTooMuch ? [sentence] : []))];
}
