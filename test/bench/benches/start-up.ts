// (c) From the start of the process to its first answer.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleFunction } from '../../../scripts/bundle/bundle-function.ts';
import { alternate, type Bench, type BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { type LoadRequest, toRequest } from '../load/to-request.ts';
import { addShops, startFirestore } from '../servers/firestore.ts';
import { measureStart } from '../servers/measure-start.ts';
import { toFrameworkCommand } from '../servers/start-framework.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { prepareTilltag } from '../servers/tilltag.ts';
import { type DeployedFolder, toBuiltFolder, toPlainFolder, withoutCompiled } from '../servers/to-deployed-folder.ts';
import type { Goal } from '../statistics.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));
const deployed = path.join(root, 'functions', 'deployed');
const baselines = path.join(import.meta.dirname, '..', 'baselines');

export const startUp: Bench = {
  letter: 'c',
  title: 'process start to the first answer, against functions-framework handlers',
  run: measureStartUp,
};

async function* measureStartUp(context: BenchContext): AsyncGenerator<Measurement> {
  context.progress('bundling');
  yield* measureBytes(context);
  const ours = await toBuiltFolder(path.join(deployed, 'public.ts'), path.join(context.folder, 'tilltag'));
  const stripe = await startStripe(context);
  yield* compareAll(context, await onSqlite(context, ours, stripe.origin));
  yield* compareAll(context, await onFirestore(context, ours, stripe.origin));
}

/** What each function reads at its start, against one file that holds all of them. */
async function* measureBytes({ folder }: BenchContext): AsyncGenerator<Measurement> {
  const all = await bundleFunction(path.join(root, 'functions', 'index.ts'), path.join(folder, 'bytes'));
  for (const name of ['public', 'webhook', 'sweep', 'console']) {
    const { bytes } = await bundleFunction(path.join(deployed, `${name}.ts`), path.join(folder, 'bytes'));
    yield {
      bench: 'c',
      name: `bundle of the ${name} function : one bundle of all functions`,
      unit: 'kB',
      pairs: [{ ours: bytes / 1_000, baseline: all.bytes / 1_000 }],
      conditions: ['bytes of the one file, the packages outside it not counted'],
    };
  }
}

/** One store, with what is compared on it. */
interface Comparison {
  store: string;
  baselineName: string;
  goal: Goal;
  ours: Side;
  baseline: Side;
  /** The baseline with the same means as ours, which its author could use as well. */
  equipped: Side;
}

interface Side {
  name: string;
  place: DeployedFolder;
  target: string;
  env: Record<string, string>;
  toRequest: (request: LoadRequest) => LoadRequest;
}

async function onSqlite(context: BenchContext, place: DeployedFolder, stripeOrigin: string): Promise<Comparison> {
  const { folder } = context;
  const env = await prepareTilltag(context, { name: 'sqlite', stripeOrigin });
  const source = path.join(baselines, 'constant.ts');
  const constantAnswer = 'constant';
  const answerFile = path.join(folder, 'answer.json');
  await writeFile(answerFile, JSON.stringify({ answer: constantAnswer.padEnd(1_500, '.') }));
  const baseline = {
    name: 'constant',
    target: 'constant',
    env: { BENCH_ANSWER_FILE: answerFile },
    toRequest: (request: LoadRequest) => ({ ...request, expected: constantAnswer }),
  };
  return {
    store: 'SQLite',
    baselineName: 'a handler that returns a constant',
    goal: { atMost: 1.25 },
    ours: { name: 'tilltag-sqlite', place, target: 'public', env, toRequest: same },
    baseline: { ...baseline, place: await toPlainFolder(source, path.join(folder, 'constant')) },
    equipped: { ...baseline, place: await toBuiltFolder(source, path.join(folder, 'constant-built')) },
  };
}

async function onFirestore(context: BenchContext, place: DeployedFolder, stripeOrigin: string): Promise<Comparison> {
  const { folder } = context;
  const emulator = await startFirestore(context);
  await addShops(emulator);
  const env = await prepareTilltag(context, { name: 'firestore', emulator, stripeOrigin });
  const source = path.join(baselines, 'firestore-read.ts');
  const baseline = { name: 'firestore-read', target: 'firestoreRead', env: emulator.env, toRequest: same };
  return {
    store: 'Firestore',
    baselineName: 'a handler that reads one document',
    goal: { atMost: 1.15 },
    ours: { name: 'tilltag-firestore', place, target: 'public', env, toRequest: same },
    baseline: { ...baseline, place: await toPlainFolder(source, path.join(folder, 'firestore-read')) },
    equipped: { ...baseline, place: await toBuiltFolder(source, path.join(folder, 'firestore-read-built')) },
  };
}

const same = (request: LoadRequest): LoadRequest => request;

/** The goal is for what a buyer waits for: ours as `deploy` lays it out, against a handler deployed without further thought. */
async function* compareAll(context: BenchContext, comparison: Comparison): AsyncGenerator<Measurement> {
  const { store, baselineName, goal, ours, baseline, equipped } = comparison;
  const name = `start to first answer on ${store}`;
  yield {
    ...(await compare(context, `${name} : ${baselineName}`, ours, baseline)),
    goal,
  };
  const uncompiled = { ...ours, place: withoutCompiled(ours.place) };
  yield await compare(context, `${name}, without compiled code : the same`, uncompiled, baseline);
  yield await compare(context, `${name} : the same, compiled by its build as ours is`, ours, equipped);
}

async function compare(context: BenchContext, name: string, ours: Side, baseline: Side): Promise<Measurement> {
  const repetitions = context.isQuick ? 5 : 15;
  const measureOurs = () => measureSide(context, ours);
  const measureBaseline = () => measureSide(context, baseline);
  context.progress(`warming up for ${name}`);
  // The first start of each reads its files from the disk; all later ones find them in the system's cache.
  await measureOurs();
  await measureBaseline();
  const pairs = await alternate(context, repetitions, { ours: measureOurs, baseline: measureBaseline });
  return {
    bench: 'c',
    name,
    unit: 'ms',
    pairs,
    conditions: [
      `${repetitions} pairs of processes started by functions-framework's own command; ours answers a whole lookup, Stripe in 0 ms`,
      'both sides bundled alike by esbuild to one CommonJS file; no limit is lifted',
    ],
  };
}

function measureSide(context: BenchContext, { name, place, target, env, toRequest: adapt }: Side): Promise<number> {
  const { folder: source, environment } = place;
  const all = { ...env, ...environment };
  const command = toFrameworkCommand({ name, source, target, env: all, folder: context.folder, cwd: source });
  return measureStart(command, adapt(takeRequest(context)));
}

/** The lookup of a session that was never asked for before. */
function takeRequest(context: BenchContext): LoadRequest {
  const first = context.takeSessions(1);
  const plan = {
    origin: '',
    run: context.run,
    request: 'lookup',
    first,
    sessions: 1,
    requests: 1,
    concurrency: 1,
  } as const;
  return toRequest(plan, 0);
}
