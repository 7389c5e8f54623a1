// The command `npm run load`: a sustained load on a real server, or how the figures grow with properties and entries.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { saveSection } from '../bench/recorded/save-section.ts';
import { toCommand } from '../bench/recorded/to-command.ts';
import { OptionsError } from '../command-line/read-options.ts';
import { type GrowthRow, listGrown, toGrowthTable } from './growth/growth-row.ts';
import { judgeMemory } from './growth/judge-memory.ts';
import { runGrowth } from './growth/run-growth.ts';
import { toGrowthSection } from './growth/to-section.ts';
import { toLimitsText } from './limits-text.ts';
import { type Options, parseOptions } from './options.ts';
import { fillingPayments } from './sustained/fill-caches.ts';
import { isSound, toJsonLines, toReportText } from './sustained/report.ts';
import { runSustained, type SustainedWish } from './sustained/run-sustained.ts';
import { toSustainedSection } from './sustained/to-section.ts';

const help = `npm run load -- [growth|limits] [--minutes N] [--rate N] [--store sqlite|firestore] [--seed N] [--leak N] [--quick] [--save] [--json] [--help]

Without a word: clicks, webhooks, lookups and reports on a server process with a real store, at a rate that does not wait for
answers; prints latency and memory over time, and says whether memory is flat and latency steady, and how small a leak would have shown.
Before it the caches are filled, so that they are no growth; behind it comes a rush on one shop, to see whether Stripe was asked no more
than it allows.

growth: the same questions to ledgers of different sizes, as ratios to the smallest, and what each entry and property takes of memory.

limits: writes the page of limits anew, from what the code says.

  --minutes N   how long (default 10; with --quick 1)
  --rate N      payments a second (default 40, on firestore 10); each brings 4.6 requests in the mean
  --store KIND  sqlite, or firestore on the official emulator (default sqlite)
  --seed N      the same seed gives the same arrivals (default 1)
  --leak N      have the server keep N bytes of each request, to see that it is found
  --quick       one minute in rows of 4 s; growth up to 100,000 entries
  --save        put what is found into test/bench/FIGURES.md
  --json        only JSON lines on standard output

Exit codes: 0 all is well, 1 something grew, was answered wrongly or failed, or ten minutes could not tell, 2 used wrongly.
`;

function showProgress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
}

/** Once a second is enough on a terminal and too much in a log. */
function createProgress(): (text: string) => void {
  let told = 0;
  return (text) => {
    told += 1;
    if (process.stderr.isTTY || !/^\d/.test(text) || told % 10 === 0) showProgress(text);
  };
}

/** More than the bucket of one shop holds, and over in seconds. */
const rushLookups = 300;

async function loadSustained(options: Options, command: string): Promise<void> {
  const { store, paymentsPerSecond, durationMs, windowMs, seed, leakBytes } = options;
  const asked = { store, paymentsPerSecond, durationMs, windowMs, seed, leakBytes, fillingPayments, rushLookups };
  const wish: SustainedWish = { ...asked, onProgress: createProgress() };
  const result = await runSustained(wish);
  if (process.stderr.isTTY) showProgress('');
  if (!options.isJson) console.log(`${toReportText(result, wish)}\n`);
  for (const line of toJsonLines(result, wish)) console.log(line);
  if (options.isSaving) await saveSection(toSustainedSection(result, wish, { command, now: Date.now() }));
  if (!isSound(result, wish)) process.exitCode = 1;
}

/** Properties and entries by turns, each against its smallest. */
const series = [
  [
    { properties: 100, entries: 1_000 },
    { properties: 100, entries: 100_000 },
    { properties: 100, entries: 1_000_000 },
  ],
  [
    { properties: 1, entries: 1_000 },
    { properties: 100, entries: 1_000 },
    { properties: 10_000, entries: 1_000 },
  ],
] as const;

async function loadGrowth({ isQuick, isJson, isSaving }: Options, command: string): Promise<void> {
  const found: GrowthRow[][] = [];
  for (const sizes of series) {
    // The largest takes minutes to fill.
    const chosen = isQuick ? sizes.slice(0, 2) : sizes;
    const rows = await runGrowth({
      sizes: chosen,
      rounds: isQuick ? 3 : 7,
      requestsPerRound: 100,
      onProgress: showProgress,
    });
    if (process.stderr.isTTY) showProgress('');
    found.push(rows);
    const grown = listGrown(rows);
    const memory = judgeMemory(rows);
    const told = memory.map(({ sentence, isTooMuch }) => (isTooMuch ? `TOO MUCH: ${sentence}` : sentence));
    if (!isJson) console.log(`${[toGrowthTable(rows), '', ...told, ...grown].join('\n')}\n`);
    for (const row of rows) console.log(JSON.stringify(row));
    if (grown.length > 0 || memory.some(({ isTooMuch }) => isTooMuch)) process.exitCode = 1;
  }
  if (isSaving) await saveSection(toGrowthSection(found, { command, now: Date.now() }));
}

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args);
  if (options.isHelp) {
    process.stdout.write(help);
    return;
  }
  const command = toCommand('load', args);
  if (options.what === 'limits') writeFileSync(path.join(import.meta.dirname, 'LIMITS.md'), toLimitsText());
  else if (options.what === 'growth') await loadGrowth(options, command);
  else await loadSustained(options, command);
}

// Leaving by `exit` takes the servers, the load and the temporary folder along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof OptionsError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
