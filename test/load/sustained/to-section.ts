// A sustained load as a part of the page of figures: each figure over the thirds of the run, and what was made of it.
import { describeRun } from '../../bench/recorded/describe-machine.ts';
import type { Section } from '../../bench/recorded/section.ts';
import { toMedian } from '../../bench/statistics.ts';
import { toMegabyteCell, toMsCell } from '../to-table-text.ts';
import { requestKinds } from './arrivals.ts';
import type { Judgement } from './judge.ts';
import type { LeakJudgement } from './judge-leak.ts';
import { toConditions, toFaults, toLeakSentence } from './report.ts';
import type { SustainedResult, SustainedWish } from './run-sustained.ts';

const storeNames = { sqlite: 'SQLite', firestore: 'Firestore' } as const;

/** The part of `npm run load` on a store, taken now; `command` is what was typed. */
export function toSustainedSection(
  result: SustainedResult,
  wish: SustainedWish,
  { command, now }: { command: string; now: number },
): Section {
  const unjudged = result.judgements.filter(({ verdict }) => verdict === 'too_short');
  return {
    key: `load-${wish.store}`,
    title: `A sustained load on ${storeNames[wish.store]}`,
    command,
    ...describeRun(now),
    columns: ['what', 'unit', 'first third', 'second third', 'last third', 'growth', 'at most', 'verdict'],
    rows: toRows(result),
    notes: [
      'each cell is the median of the rows of its third; growth is that of the judged rows, as a share of their median, and of what is live in bytes a request; the process is judged over the whole run, latency and what is live over the last two thirds',
      ...toConditions(result, wish),
      toLeakSentence(result.leak),
      ...(unjudged.length > 0 ? [`too short to judge: ${unjudged.map(({ about }) => about).join(', ')}`] : []),
    ],
    missed: toFaults(result, wish),
  };
}

function toRows({ load, uses, judgements, leak }: SustainedResult): string[][] {
  const judgementOf = (about: string): Judgement | undefined => judgements.find((one) => one.about === about);
  const latencies = requestKinds.flatMap((kind) =>
    (['p50', 'p99'] as const).map((name) => {
      const figures = load.rows.flatMap((row) => row[kind]?.[`${name}Ms`] ?? []);
      const about = `${name} of ${kind}`;
      return [about, 'ms', ...toThirds(figures, toMsCell), ...toVerdict(judgementOf(about))];
    }),
  );
  const toCells = (figures: readonly number[]): string[] => ['MB', ...toThirds(figures, toMegabyteCell)];
  return [
    ...latencies,
    ['memory (RSS)', ...toCells(uses.map(({ rss }) => rss)), ...toVerdict(judgementOf('memory (RSS)'))],
    ['live after a collection', ...toCells(uses.map(({ live }) => live)), ...toLeakVerdict(leak)],
  ];
}

/** The medians of the thirds, in the order of time; a dash where one holds nothing. */
export function toThirds(figures: readonly number[], toCell: (figure: number) => string): string[] {
  return [0, 1, 2].map((third) => {
    const [from, until] = [third, third + 1].map((count) => Math.round((figures.length * count) / 3));
    const part = figures.slice(from, until);
    return part.length === 0 ? '–' : toCell(toMedian(part));
  });
}

function toVerdict(judgement: Judgement | undefined): string[] {
  if (judgement === undefined || judgement.verdict === 'too_short') return ['–', '–', 'not judged'];
  const { verdict, growth, bound } = judgement;
  const toPercent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [toPercent(growth), toPercent(bound), { good: 'flat', unclear: 'cannot tell', bad: 'grows' }[verdict]];
}

function toLeakVerdict(leak: LeakJudgement): string[] {
  if (leak.verdict === 'too_short') return ['–', '–', 'not judged'];
  const toBytes = (bytes: number): string => `${bytes.toFixed(0)} B/request`;
  const word = { good: 'flat', unclear: 'cannot tell', bad: 'leaks' }[leak.verdict];
  return [toBytes(leak.growth), toBytes(leak.bound), word];
}
