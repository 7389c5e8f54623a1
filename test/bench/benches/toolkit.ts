// (f) How long the toolkit makes an author wait, against the time that the design allows.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import type { Pair } from '../statistics.ts';
import { toLongTemplate, toShortTemplate } from '../templates/long-template.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));
const scripts = { build: 'scripts/build.ts', simulate: 'scripts/toolkit/simulate.ts' } as const;
const longLines = 4_000;

export const toolkit: Bench = {
  letter: 'f',
  title: 'build and simulate, against the seconds that they may take',
  run: measureToolkit,
};

async function* measureToolkit(context: BenchContext): AsyncGenerator<Measurement> {
  const built = path.join(context.folder, 'built');
  const short = path.join(context.folder, 'short.tpl');
  const long = path.join(context.folder, 'long.tpl');
  await writeFile(short, toShortTemplate());
  await writeFile(long, toLongTemplate(longLines));
  const build = () => timeCommand('build', '--no-loader', '--out', built);
  context.progress('warming up');
  await build();
  await timeCommand('simulate', long);
  yield await compare(context, 'build of all our templates', 2_000, build);
  yield await compare(context, 'simulate of all our templates', 2_000, () => timeCommand('simulate', built));
  const measureBeyondStart = async () => {
    const startMs = await timeCommand('simulate', short);
    return (await timeCommand('simulate', long)) - startMs;
  };
  yield await compare(
    context,
    `simulate of ${longLines.toLocaleString('en')} lines, less the same of a one-line template`,
    1_000,
    measureBeyondStart,
  );
}

/** The baseline is no program but the time allowed, the same in each pair. */
async function compare(
  context: BenchContext,
  what: string,
  allowedMs: number,
  measure: () => Promise<number>,
): Promise<Measurement> {
  const repetitions = context.isQuick ? 3 : 7;
  const pairs: Pair[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    context.progress(`${what}: repetition ${repetition} of ${repetitions}`);
    pairs.push({ ours: await measure(), baseline: allowedMs });
  }
  return {
    bench: 'f',
    name: `${what} : the ${allowedMs} ms allowed`,
    unit: 'ms',
    goal: { atMost: 1 },
    pairs,
    conditions: [`from the start of the process to its end, ${repetitions} times`],
  };
}

/** Milliseconds from start to end of the command. Rejects when it fails, with what it said. */
async function timeCommand(name: keyof typeof scripts, ...args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path.join(root, scripts[name]), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} failed:\n${output}`);
  return performance.now() - startedAt;
}
