// One size of a store with its figures, and the table that sets each size against the smallest.
import { toMedian } from '../../bench/statistics.ts';
import { toTableText } from '../to-table-text.ts';

/** What is measured at each size. `p50` and `p99` are milliseconds. */
export const figureNames = [
  'lookup p50',
  'lookup p99',
  'webhook p50',
  'webhook p99',
  'list page p50',
  'sending sweep p50',
  'quiet sweep p50',
  'first sweeps ms',
  'RSS MB',
  'live MB',
  'file MB',
] as const;

export type FigureName = (typeof figureNames)[number];

export interface GrowthRow {
  properties: number;
  entries: number;
  figures: Record<FigureName, number>;
}

/** What a figure may come to at the largest size, as a multiple of that at the smallest; the others may grow with what there is. */
const mayGrowTo: Readonly<Partial<Record<FigureName, number>>> = {
  'lookup p50': 2,
  'webhook p50': 2,
  'list page p50': 2,
  'sending sweep p50': 2,
};

/** Growth by less is the machine's: milliseconds. */
const quietMs = 5;

/** Joins what the rounds measured: the median of each figure. Throws a RangeError for no rounds. */
export function joinRounds<Name extends string>(rounds: readonly Record<Name, number>[]): Record<Name, number> {
  const [first] = rounds;
  if (first === undefined) throw new RangeError('No rounds have no figures.');
  const joined = { ...first };
  for (const name in first) joined[name] = toMedian(rounds.map((round) => round[name]));
  return joined;
}

/** What grew more than it may, a sentence each. */
export function listGrown(rows: readonly GrowthRow[]): string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  return figureNames.flatMap((name) => {
    const [atMost, small, large] = [mayGrowTo[name], first.figures[name], last.figures[name]];
    if (atMost === undefined || large <= small * atMost || large - small < quietMs) return [];
    return [
      `${name} grew to ${(large / small).toFixed(1)}× from ${toSize(first)} to ${toSize(last)}; at most ${atMost}×`,
    ];
  });
}

/** Each figure, and how many times that of the smallest size it is. */
export function toGrowthTable(rows: readonly GrowthRow[]): string {
  const lines = figureNames.map((name) => [name, ...toGrowthCells(rows, name)]);
  return toTableText([['', ...rows.map(toSize)], ...lines]);
}

/** The figure at each size, and how many times that of the smallest it is. */
export function toGrowthCells(rows: readonly GrowthRow[], name: FigureName): string[] {
  const base = rows[0]?.figures[name] ?? Number.NaN;
  return rows.map(({ figures }) => `${toCell(figures[name])} (${toCell(figures[name] / base)}×)`);
}

/** Such as `1 properties, 1000 entries`. */
export function toSize({ properties, entries }: GrowthRow): string {
  return `${properties} properties, ${entries} entries`;
}

function toCell(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
