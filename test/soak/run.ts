// The command `npm run soak`: runs of the simulated shop from many seeds, each judged, with a line for whoever waits for it.
import { OptionsError } from '../command-line/read-options.ts';
import { openSoakStores } from './open-soak-store.ts';
import { type Options, parseOptions } from './options.ts';
import type { Verdict } from './oracle/finding.ts';
import { judge } from './oracle/judge.ts';
import { countFindings, isSound, toSummary } from './report/count-findings.ts';
import { tellFinding } from './report/tell-finding.ts';
import { runShop } from './run-shop.ts';

const help = `Runs a simulated shop over the real functions in virtual time, and holds what arrived against what happened.

  npm run soak -- [--seeds N] [--sessions N] [--seed S] [--store sqlite|firestore] [--quick] [--json]

  --seeds N      how many runs, each from a seed of its own (default 3)
  --seed S       the first seed (default 1); the same seed gives the same run
  --sessions N   how many buyers each run has (default 500)
  --store KIND   sqlite, in memory, or firestore, on the official emulator (default sqlite)
  --quick        one run of 200 buyers
  --json         the findings of each run as one line of JSON

The last line is "N seeds: 0 lost, 0 doubled, 0 wrong, N uncertain"; the exit status is 1 where one of the first three is not 0.
`;

async function runSeeds(wish: Options): Promise<Verdict[]> {
  const stores = await openSoakStores(wish.store);
  const verdicts: Verdict[] = [];
  try {
    for (let seed = wish.firstSeed; seed < wish.firstSeed + wish.seeds; seed += 1) {
      const store = await stores.open();
      const showProgress = createProgress(`seed ${seed}`);
      const run = await runShop({ seed, sessions: wish.sessions, store, onProgress: showProgress });
      await store.close();
      const verdict = judge(run);
      verdicts.push(verdict);
      tellRun(seed, verdict, run.truth.deaths.length, wish.isJson);
    }
  } finally {
    await stores.close();
  }
  return verdicts;
}

/** A line that is written over itself, where somebody watches. */
function createProgress(name: string): (done: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done) => {
    if (done % 50 === 0) process.stderr.write(`\r${name}: ${done} steps `);
  };
}

function tellRun(seed: number, verdict: Verdict, deaths: number, isJson: boolean): void {
  if (process.stderr.isTTY) process.stderr.write('\r');
  const totals = countFindings([verdict]);
  if (isJson) {
    const findings = verdict.findings.map(({ kind, propertyId, sentence, session }) => ({
      kind,
      propertyId,
      sentence,
      story: session.story,
    }));
    process.stdout.write(`${JSON.stringify({ seed, ...totals, deaths, findings })}\n`);
    return;
  }
  const { lost, doubled, wrong, uncertain } = totals;
  process.stdout.write(
    `seed ${seed}: ${lost} lost, ${doubled} doubled, ${wrong} wrong, ${uncertain} uncertain; ${deaths} processes died\n`,
  );
  for (const finding of verdict.findings) process.stdout.write(`${tellFinding(finding, seed)}\n`);
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.isHelp) {
    process.stdout.write(help);
    return;
  }
  const verdicts = await runSeeds(options);
  const totals = countFindings(verdicts);
  process.stdout.write(`${toSummary(verdicts.length, totals)}\n`);
  if (!isSound(totals)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  const isTypingError = error instanceof OptionsError;
  process.stderr.write(`${isTypingError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = isTypingError ? 2 : 1;
}
