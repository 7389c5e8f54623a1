// The command `npm run fuzz`: every parser of outside input under inputs that nobody would send, for as long as one likes.
import { randomInt } from 'node:crypto';
import { saveSection } from '../bench/recorded/save-section.ts';
import { toCommand } from '../bench/recorded/to-command.ts';
import { OptionsError } from '../command-line/read-options.ts';
import { readWish, type Wish } from './running/read-wish.ts';
import { runInWorker } from './running/run-in-worker.ts';
import { type TargetResult, toJsonLine, toTable } from './running/tell-rounds.ts';
import { toSection } from './running/to-section.ts';
import { targets } from './targets.ts';

const help = `Feeds every parser of outside input with inputs that nobody would send, and holds it to what it promises.

  npm run fuzz -- [NAME…] [--seconds N] [--seed S] [--quick] [--save] [--json]

  --seconds N    how long for each target (default 20); two run at a time
  --seed S       the first seed, random unless given; the same seed gives the same inputs
  --quick        two seconds for each
  --save         put what comes of it into test/bench/FIGURES.md
  --json         one line of JSON for each target

${targets.map(({ name, reads }) => `  ${name.padEnd(18)} ${reads}`).join('\n')}

What was found once is replayed first. The exit status is 1 where something was found, and 2 where the command was typed wrongly.
`;

async function runAll({ names, seconds, seed, isJson }: Wish, signal: AbortSignal): Promise<TargetResult[]> {
  const waiting = targets.filter(({ name }) => names.includes(name));
  const results: TargetResult[] = [];
  const work = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined && !signal.aborted; target = waiting.shift()) {
      process.stderr.write(`${target.name} …\n`);
      const budget = { runs: Number.MAX_SAFE_INTEGER, seconds };
      const result = { target, rounds: await runInWorker(target.name, { seed, budget, signal }) };
      results.push(result);
      if (isJson) process.stdout.write(`${toJsonLine(result)}\n`);
    }
  };
  await Promise.all([work(), work()]);
  return results.sort((one, other) => names.indexOf(one.target.name) - names.indexOf(other.target.name));
}

async function main(): Promise<void> {
  const known = targets.map(({ name }) => name);
  const wish = readWish(process.argv.slice(2), known, () => randomInt(2 ** 31));
  if (wish === undefined) {
    process.stdout.write(help);
    return;
  }
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  process.stderr.write(`seed ${wish.seed}\n`);
  const results = await runAll(wish, ending.signal);
  if (!wish.isJson && results.length > 0) process.stdout.write(`${toTable(results)}\n`);
  // Half a run is no figure.
  if (wish.isSaving && !ending.signal.aborted) {
    const command = toCommand('fuzz', process.argv.slice(2));
    await saveSection(toSection(results, { ...wish, command, now: Date.now() }));
  }
  process.exitCode = results.some(({ rounds }) => rounds.found !== undefined) ? 1 : 0;
  if (ending.signal.aborted) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  const isTypingError = error instanceof OptionsError;
  process.stderr.write(`${isTypingError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = isTypingError ? 2 : 1;
}
