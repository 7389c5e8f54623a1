// `npm run bench`: measures what the design promises about speed and memory, and prints every figure with its goal.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OptionsError } from '../command-line/read-options.ts';
import type { Bench, BenchContext } from './bench.ts';
import { consolePages } from './benches/console-pages.ts';
import { distinctLookups } from './benches/distinct-lookups.ts';
import { latency } from './benches/latency.ts';
import { ledgerLookups } from './benches/ledger-lookups.ts';
import { lookupsInMemory } from './benches/lookups-in-memory.ts';
import { memory } from './benches/memory.ts';
import { pageCost } from './benches/page-cost.ts';
import { startUp } from './benches/start-up.ts';
import { sweep } from './benches/sweep.ts';
import { timeToPurchase } from './benches/time-to-purchase.ts';
import { toolkit } from './benches/toolkit.ts';
import { webhookEvents } from './benches/webhook-events.ts';
import { type Figure, toFigure, toJsonLine, toTable } from './figure.ts';
import { startLoad } from './load/load.ts';
import { type Options, parseOptions } from './options.ts';
import { saveSection } from './recorded/save-section.ts';
import { toSection } from './recorded/to-section.ts';

const benches = [
  distinctLookups,
  lookupsInMemory,
  startUp,
  latency,
  memory,
  toolkit,
  pageCost,
  webhookEvents,
  ledgerLookups,
  sweep,
  timeToPurchase,
  consolePages,
];

const help = `npm run bench -- [${benches.map(({ letter }) => letter).join('] [')}] [--quick] [--save] [--json] [--help]

Measures each figure as a ratio in one run over alternating repetitions: ours, baseline, ours, baseline …
Printed is the median of the pairs' ratios with its spread. Without letters all benches run:

${benches.map(({ letter, title }) => `  ${letter}  ${title}`).join('\n')}

  --quick  fewer and shorter repetitions; (e) with a tenth of the sessions
  --json   only JSON lines on standard output, one for each figure
  --save   put what is found into test/bench/FIGURES.md, in the place of what it shows of these benches

Ends with 0 even when a goal is missed, because figures are no tests; with 1 when a bench could not run.`;

/** Session numbers are 24 bits wide in the visitors' addresses; each bench stays far below. */
function createContext(
  bench: Bench,
  folder: string,
  options: Options,
): { context: BenchContext; end: () => Promise<void> } {
  const ends: (() => Promise<void> | void)[] = [];
  const load = startLoad();
  ends.push(() => load.stop());
  let nextSession = 0;
  const context: BenchContext = {
    isQuick: options.isQuick,
    folder,
    run: randomBytes(3).toString('hex'),
    load,
    progress: (text) => process.stderr.write(`(${bench.letter}) ${text}\n`),
    takeSessions: (count) => {
      nextSession += count;
      return nextSession - count;
    },
    onEnd: (end) => ends.push(end),
  };
  const end = async () => {
    for (const stop of ends.reverse()) await stop();
  };
  return { context, end };
}

/** Hands each figure over as soon as it is there, so that a later one that fails takes none with it. */
async function runBench(bench: Bench, options: Options, onFigure: (figure: Figure) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tilltag-bench-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const { context, end } = createContext(bench, folder, options);
  try {
    context.progress(bench.title);
    for await (const measurement of bench.run(context)) onFigure(toFigure(measurement));
  } finally {
    await end();
    process.off('exit', removeFolder);
    removeFolder();
  }
}

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args);
  if (options.isHelp) {
    console.log(help);
    return;
  }
  const figures: Figure[] = [];
  for (const bench of benches.filter(({ letter }) => options.letters.includes(letter))) {
    const found: Figure[] = [];
    try {
      await runBench(bench, options, (figure) => {
        found.push(figure);
        if (options.isJson) console.log(toJsonLine(figure));
      });
      if (options.isSaving) await saveSection(toSection(bench, found, { isQuick: options.isQuick, now: Date.now() }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`(${bench.letter}) could not run: ${reason}\n`);
      process.exitCode = 1;
    }
    figures.push(...found);
  }
  if (options.isJson || figures.length === 0) return;
  console.log(`\n${toTable(figures)}\n`);
  for (const figure of figures) console.log(toJsonLine(figure));
}

// Leaving by `exit` takes the servers and the temporary folder along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OptionsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
