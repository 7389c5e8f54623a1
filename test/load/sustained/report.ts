// What a sustained load has to tell: latency by kind and the server's memory over time, then the judgements.
import { toMegabyteCell, toMsCell, toTableText } from '../to-table-text.ts';
import { requestKinds, requestsPerPayment } from './arrivals.ts';
import { fullRunMs, type Judgement } from './judge.ts';
import { type LeakJudgement, overlookedBytes } from './judge-leak.ts';
import { listBudgetFaults } from './judge-rush.ts';
import type { SustainedResult, SustainedWish } from './run-sustained.ts';

/** Whether there is nothing to complain about. */
export function isSound(result: SustainedResult, wish: Pick<SustainedWish, 'durationMs'>): boolean {
  return toFaults(result, wish).length === 0;
}

/**
 * What there is to complain about, a sentence each without full stop: wrong answers, what grew, Stripe's budget, and of a full run what
 * could not be judged. That latency is unclear is none, because a shared machine makes it so.
 */
export function toFaults(
  { load, judgements, leak, budget }: SustainedResult,
  { durationMs }: Pick<SustainedWish, 'durationMs'>,
): string[] {
  const isFull = durationMs >= fullRunMs;
  const faults = judgements.filter(({ verdict }) => verdict === 'bad' || (isFull && verdict === 'too_short'));
  return [
    ...(load.errors > 0 ? [`${load.errors} of ${load.requests} answers were wrong`] : []),
    ...(leak.verdict === 'bad' || (isFull && leak.verdict !== 'good') ? [toLeakSentence(leak)] : []),
    ...faults.map(toSentence),
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
    { asked, ...totals, ...rest, isSound: isSound(result, wish) },
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
    `the load was at most ${toMsCell(load.latestStartMs)} ms late itself, and busy for ${(load.busyShare * 100).toFixed(0)} % of the time; before each row of memory the server collects all garbage, and what is live is left on its heap and in buffers; RSS goes up and down as V8 takes memory and gives it back, and what is live is the proof`,
    `bounds are Sen's, of rows that wobble independently of each other; where a busy minute lasts for several rows they are too narrow`,
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
  const word = { good: 'flat', unclear: 'CANNOT TELL', bad: 'LEAKS' }[verdict];
  const found = `${growth.toFixed(0)} bytes a request over the last ${judged} rows, in 99 of 100 runs between ${low.toFixed(0)} and ${high.toFixed(0)} (at most ${bound})`;
  const needed = verdict === 'unclear' ? `, more than the ${overlookedBytes} that may hide: a longer run tells` : '';
  return `what is live: ${word}, ${found}; a leak of ${smallest.toFixed(0)} bytes a request would have shown in nine of ten such runs${needed}`;
}

function toSentence(judgement: Judgement): string {
  const { about } = judgement;
  if (judgement.verdict === 'too_short') {
    return `${about}: too short to judge, it takes ${judgement.needed} rows for a trend to show`;
  }
  const { verdict, growth, low, high, bound, judged } = judgement;
  const word = { good: 'flat', unclear: 'cannot tell', bad: 'GROWS' }[verdict];
  return `${about}: ${word}, ${toPercent(growth)} of its median over ${judged} rows, between ${toPercent(low)} and ${toPercent(high)} (at most ${toPercent(bound)}${toFloor(about)})`;
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
