// One figure of a bench: what was compared, how it came out, and how it is printed.
import { type Goal, judge, type Pair, type Ratio, toMedian, toRatio, type Verdict } from './statistics.ts';

/** The letters of the benches, in the order they run. */
export const benchLetters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const;

export type BenchLetter = (typeof benchLetters)[number];

/** What a bench hands back for one comparison. */
export interface Measurement {
  bench: BenchLetter;
  /** What is compared with what, in one sentence without its full stop. */
  name: string;
  /** The unit of both sides of each pair. */
  unit: string;
  goal?: Goal;
  pairs: Pair[];
  /** Under which conditions: number of requests, concurrency, lifted limits. */
  conditions: string[];
}

/** One figure as it is printed, and as a JSON line. */
export interface Figure extends Measurement {
  ratio: Ratio;
  /** The median of each side on its own, for orientation; `ratio` is not their quotient. */
  ours: number;
  baseline: number;
  verdict: Verdict;
}

/** The figure of a measurement. Throws a RangeError when a pair holds no usable figures. */
export function toFigure(measurement: Measurement): Figure {
  const ratio = toRatio(measurement.pairs);
  return {
    ...measurement,
    ratio,
    ours: toMedian(measurement.pairs.map(({ ours }) => ours)),
    baseline: toMedian(measurement.pairs.map(({ baseline }) => baseline)),
    verdict: judge(ratio.median, measurement.goal),
  };
}

/** One line of JSON, every number as it was measured. */
export function toJsonLine(figure: Figure): string {
  return JSON.stringify(figure);
}

/** The head of a table of figures. */
export const tableColumns = ['compared', 'goal', 'ratio', 'spread', 'ours', 'baseline', 'unit', 'verdict'] as const;

/** A table for people: goal, figure with its spread, both sides, and whether the goal is met. */
export function toTable(figures: readonly Figure[]): string {
  const rows = [['', ...tableColumns], ...figures.map((figure) => [`(${figure.bench})`, ...toCells(figure)])];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const notes = figures.flatMap(({ bench, name, conditions }) => [
    `(${bench}) ${name}`,
    ...conditions.map((condition) => `    ${condition}`),
  ]);
  return [lines[0], rule, ...lines.slice(1), '', ...notes].join('\n');
}

/** One row of such a table. */
export function toCells({ name, goal, ratio, ours, baseline, unit, verdict }: Figure): string[] {
  return [
    name,
    formatGoal(goal),
    `${ratio.median.toFixed(2)}×`,
    `${ratio.lowest.toFixed(2)} – ${ratio.highest.toFixed(2)}`,
    formatNumber(ours),
    formatNumber(baseline),
    unit,
    formatVerdict(verdict),
  ];
}

function formatGoal(goal: Goal | undefined): string {
  if (goal === undefined) return '–';
  return 'atLeast' in goal ? `≥ ${goal.atLeast}×` : `≤ ${goal.atMost}×`;
}

function formatNumber(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function formatVerdict(verdict: Verdict): string {
  if (verdict.kind !== 'missed') return verdict.kind;
  return `missed by ${(verdict.by * 100).toFixed(verdict.by < 0.1 ? 1 : 0)} %`;
}
