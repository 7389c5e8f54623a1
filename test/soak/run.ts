// The command `npm run soak`: runs of the simulated shop from many seeds, each judged, with a line for whoever waits for it.
import { parseArgs } from 'node:util';
import { openSoakStores, type StoreKind } from './open-soak-store.ts';
import type { Verdict } from './oracle/finding.ts';
import { judge } from './oracle/judge.ts';
import { countFindings, isSound, toSummary } from './report/count-findings.ts';
import { tellFinding } from './report/tell-finding.ts';
import { runShop } from './run-shop.ts';

const help = `Runs a simulated shop over the real functions in virtual time, and holds what arrived against what happened.

  npm run soak -- [--seeds N] [--sessions N] [--seed S] [--store sqlite|firestore] [--json]

  --seeds N      how many runs, each from a seed of its own (default 3)
  --seed S       the first seed (default 1); the same seed gives the same run
  --sessions N   how many buyers each run has (default 500)
  --store KIND   sqlite, in memory, or firestore, on the official emulator (default sqlite)
  --json         the findings of each run as one line of JSON

The last line is "N seeds: 0 lost, 0 doubled, 0 wrong, N uncertain"; the exit status is 1 where one of the first three is not 0.
`;

interface Wish {
  seeds: number;
  firstSeed: number;
  sessions: number;
  store: StoreKind;
  isJson: boolean;
}

class WishError extends Error {
  override readonly name = 'WishError';
}

function readWish(args: string[]): Wish | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { seeds: text, seed: text, sessions: text, store: text, json: flag, help: flag } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) return undefined;
  const { store = 'sqlite' } = values;
  if (store !== 'sqlite' && store !== 'firestore') throw new WishError('--store is sqlite or firestore.');
  return {
    seeds: readCount('--seeds', values.seeds, 3),
    firstSeed: readCount('--seed', values.seed, 1),
    sessions: readCount('--sessions', values.sessions, 500),
    ...{ store, isJson: values.json === true },
  };
}

function readCount(name: string, text: string | undefined, otherwise: number): number {
  const count = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new WishError(`${name} is a whole number from 1.`);
  return count;
}

async function runSeeds(wish: Wish): Promise<Verdict[]> {
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
  const wish = readWish(process.argv.slice(2));
  if (wish === undefined) {
    process.stdout.write(help);
    return;
  }
  const verdicts = await runSeeds(wish);
  const totals = countFindings(verdicts);
  process.stdout.write(`${toSummary(verdicts.length, totals)}\n`);
  if (!isSound(totals)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  const isTypingError = error instanceof WishError || (error instanceof TypeError && 'code' in error);
  process.stderr.write(
    `${isTypingError && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = isTypingError ? 2 : 1;
}
