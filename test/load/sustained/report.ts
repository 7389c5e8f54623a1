// What a sustained load has to tell: latency by kind and the server's memory over time, then the judgements.
import { toMegabyteCell, toMsCell, toTableText } from '../to-table-text.ts';
import { requestKinds, requestsPerPayment } from './arrivals.ts';
import type { Judgement } from './judge.ts';
import { foretellSmallest, type LeakJudgement } from './judge-leak.ts';
import { listBudgetFaults } from './judge-rush.ts';
import type { SustainedResult, SustainedWish } from './run-sustained.ts';

/** Whether there is nothing to complain about. */
export function isSound(result: SustainedResult): boolean {
  return toFaults(result).length === 0;
}

/** What there is to complain about, a sentence each without full stop: wrong answers, what grew, Stripe's budget. */
export function toFaults({ load, judgements, leak, budget }: SustainedResult): string[] {
  const grown = judgements.filter(({ verdict }) => verdict === 'bad');
  return [
    ...(load.errors > 0 ? [`${load.errors} of ${load.requests} answers were wrong`] : []),
    ...(leak.verdict === 'bad' ? [toLeakSentence(leak)] : []),
    ...grown.map(toSentence),
    ...listBudgetFaults(budget),
  ];
}

/** The tables and sentences for people. */
export function toReportText(result: SustainedResult, wish: SustainedWish): string {
  return [
    ...requestKinds.flatMap((kind) => [`${kind}, ms`, toLatencyTable(result, wish, kind), '']),
    'the server',
    toUseTable(result, wish),
    '',
    ...toConditions(result, wish),
    '',
    ...toSmallestTable(result, wish),
    toLeakSentence(result.leak),
    ...result.judgements.map(toSentence),
    ...listBudgetFaults(result.budget).map((fault) => `STRIPE: ${fault}`),
    ...(result.load.firstError === undefined ? [] : [`the first wrong answer: ${result.load.firstError}`]),
  ].join('\n');
}

/** One line of JSON for each stretch, then one for the whole. */
export function toJsonLines(result: SustainedResult, wish: SustainedWish): string[] {
  const { load, uses, ...rest } = result;
  const { rows, ...totals } = load;
  const { onProgress: _onProgress, ...asked } = wish;
  return [
    ...rows.map((latency, index) => ({
      fromMs: index * wish.windowMs,
      latency,
      ...(uses[index] && { server: uses[index] }),
    })),
    { asked, ...totals, ...rest, isSound: isSound(result) },
  ].map((line) => JSON.stringify(line));
}

function toLatencyTable(
  { load }: SustainedResult,
  { windowMs }: SustainedWish,
  kind: (typeof requestKinds)[number],
): string {
  const rows = load.rows.map((row, index) => {
    const figures = row[kind];
    const from = toSecondsCell(index * windowMs);
    if (figures === undefined) return [from, '0'];
    const { requests, errors, p50Ms, p95Ms, p99Ms, maxMs } = figures;
    const perSecond = (requests / windowMs) * 1_000;
    return [from, perSecond.toFixed(1), ...[p50Ms, p95Ms, p99Ms, maxMs].map(toMsCell), String(errors)];
  });
  return toTableText([['from s', 'per s', 'p50', 'p95', 'p99', 'max', 'errors'], ...rows]);
}

function toUseTable({ uses }: SustainedResult, { windowMs }: SustainedWish): string {
  const rows = uses.map(({ rss, heapUsed, live, requests, loopDelayP99Ms, loopDelayMaxMs, cores }, index) => [
    toSecondsCell(index * windowMs),
    ...[rss, heapUsed, live].map(toMegabyteCell),
    String(requests),
    ...[loopDelayP99Ms, loopDelayMaxMs].map(toMsCell),
    cores.toFixed(2),
  ]);
  const head = ['from s', 'RSS MB', 'heap MB', 'live MB', 'requests', 'loop late p99 ms', 'loop late max ms', 'cores'];
  return toTableText([head, ...rows]);
}

/** What was sent, asked and measured, a sentence each without full stop. */
export function toConditions(result: SustainedResult, wish: SustainedWish): string[] {
  const { load, stripe, sent, file, budget } = result;
  const { store, paymentsPerSecond, durationMs } = wish;
  return [
    `${paymentsPerSecond} payments a second on ${store}, each with a click, a webhook, a lookup and, where the page stays open, a report and another lookup: ${(paymentsPerSecond * requestsPerPayment).toFixed(0)} requests a second for ${durationMs / 1_000} s, sent when they are due, whatever the server makes of the last`,
    `${load.requests} requests, ${load.errors} wrong answers; ${sent} events sent by the server; ${stripe.total} requests to Stripe`,
    `afterwards a rush of ${budget.rush.asked} lookups on one shop, ${budget.rush.answered} answered and ${budget.rush.refused} told to come later; at most ${budget.mostInSecond} requests left for Stripe with one key in any second of the run, ${budget.allowed} may`,
    `the load was at most ${toMsCell(load.latestStartMs)} ms late itself, and busy for ${(load.busyShare * 100).toFixed(0)} % of the time; before each row of memory the server collects all garbage, and what is live is left on its heap and in buffers`,
    `${wish.fillingPayments} payments before the load filled the caches${wish.leakBytes > 0 ? `; the server was made to keep ${wish.leakBytes} bytes of each request` : ''}`,
    ...(file === undefined
      ? []
      : [
          `the SQLite file has ${toMegabyteCell(file.bytes)} MB; an entry was written ${file.mostEntryWrites} times at most`,
        ]),
  ];
}

/** What each request leaves behind, how sure that is, and what would have shown. */
export function toLeakSentence(leak: LeakJudgement): string {
  if (leak.verdict === 'too_short') return `what is live: too short to judge, it takes ${leak.needed} rows`;
  const { verdict, growth, low, high, bound, smallest, judged } = leak;
  const word = verdict === 'good' ? 'flat' : 'LEAKS';
  return `what is live: ${word}, ${growth.toFixed(0)} bytes a request over the last ${judged} rows, surely between ${low.toFixed(0)} and ${high.toFixed(0)} (at most ${bound}); a leak of ${smallest.toFixed(0)} bytes a request would have shown`;
}

const toldMinutes = [1, 10, 60] as const;

/** How small a leak other runs would see if their rows wobbled as these did. */
function toSmallestTable({ leak }: SustainedResult, { durationMs }: SustainedWish): string[] {
  if (leak.verdict === 'too_short') return [];
  const cells = toldMinutes.map((minutes) =>
    foretellSmallest(leak.smallest, (minutes * 60_000) / durationMs).toFixed(0),
  );
  const head = ['a run of, minutes', ...toldMinutes.map(String), `${durationMs / 60_000} (this one)`];
  const found = ['finds a leak of, bytes a request', ...cells, leak.smallest.toFixed(0)];
  return [toTableText([head, found]), ''];
}

function toSentence(judgement: Judgement): string {
  const { about } = judgement;
  if (judgement.verdict === 'too_short') {
    return `${about}: too short to judge, it takes ${judgement.needed} rows for the caches to fill and a trend to show`;
  }
  const { verdict, growth, bound, judged } = judgement;
  const word = verdict === 'good' ? 'flat' : 'GROWS';
  return `${about}: ${word}, ${toPercent(growth)} of its median over the last ${judged} rows (at most ${toPercent(bound)}${toFloor(about)})`;
}

/** Milliseconds are let off below what a machine does by itself. */
function toFloor(about: string): string {
  return about.startsWith('p') ? ', or less than 5 ms' : '';
}

function toPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function toSecondsCell(ms: number): string {
  return (ms / 1_000).toFixed(ms % 1_000 === 0 ? 0 : 1);
}
