// (c) From the start of the process to its first answer.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alternate, type Bench, type BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { type LoadRequest, toRequest } from '../load/to-request.ts';
import { addShops, startFirestore } from '../servers/firestore.ts';
import { measureStart } from '../servers/measure-start.ts';
import { toFrameworkCommand } from '../servers/start-framework.ts';
import type { ServerCommand } from '../servers/start-server.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { prepareTilltag } from '../servers/tilltag.ts';
import { toDeployedFolder } from '../servers/to-deployed-folder.ts';
import type { Goal } from '../statistics.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));
const baselines = path.join(import.meta.dirname, '..', 'baselines');

export const startUp: Bench = {
  letter: 'c',
  title: 'process start to the first answer, against functions-framework handlers',
  run: measureStartUp,
};

async function* measureStartUp(context: BenchContext): AsyncGenerator<Measurement> {
  const { folder } = context;
  context.progress('bundling');
  const bundles = {
    tilltag: await toDeployedFolder(path.join(root, 'functions', 'index.ts'), path.join(folder, 'tilltag')),
    constant: await toDeployedFolder(path.join(baselines, 'constant.ts'), path.join(folder, 'constant')),
    firestoreRead: await toDeployedFolder(
      path.join(baselines, 'firestore-read.ts'),
      path.join(folder, 'firestore-read'),
    ),
  };
  const stripe = await startStripe(context);
  yield await measureOnSqlite(context, bundles, stripe.origin);
  yield await measureOnFirestore(context, bundles, stripe.origin);
}

type Bundles = Record<'tilltag' | 'constant' | 'firestoreRead', string>;

async function measureOnSqlite(context: BenchContext, bundles: Bundles, stripeOrigin: string): Promise<Measurement> {
  const { folder } = context;
  const env = await prepareTilltag(context, { name: 'sqlite', stripeOrigin });
  const constantAnswer = 'constant';
  const answerFile = path.join(folder, 'answer.json');
  await writeFile(answerFile, JSON.stringify({ answer: constantAnswer.padEnd(1_500, '.') }));
  return await compare(context, {
    name: 'start to first answer on SQLite : a handler that returns a constant',
    goal: { atMost: 1.5 },
    ours: toFrameworkCommand({ name: 'tilltag', source: bundles.tilltag, target: 'public', env, folder }),
    baseline: toFrameworkCommand({
      name: 'constant',
      source: bundles.constant,
      target: 'constant',
      env: { BENCH_ANSWER_FILE: answerFile },
      folder,
    }),
    toBaselineRequest: (request) => ({ ...request, expected: constantAnswer }),
  });
}

async function measureOnFirestore(context: BenchContext, bundles: Bundles, stripeOrigin: string): Promise<Measurement> {
  const { folder } = context;
  const emulator = await startFirestore(context);
  await addShops(emulator);
  const env = await prepareTilltag(context, { name: 'firestore', emulator, stripeOrigin });
  return await compare(context, {
    name: 'start to first answer on Firestore : a handler that reads one document',
    goal: { atMost: 1.3 },
    ours: toFrameworkCommand({ name: 'tilltag', source: bundles.tilltag, target: 'public', env, folder }),
    baseline: toFrameworkCommand({
      name: 'firestore-read',
      source: bundles.firestoreRead,
      target: 'firestoreRead',
      env: emulator.env,
      folder,
    }),
    toBaselineRequest: (request) => request,
  });
}

interface Comparison {
  name: string;
  goal: Goal;
  ours: ServerCommand;
  baseline: ServerCommand;
  toBaselineRequest: (request: LoadRequest) => LoadRequest;
}

async function compare(context: BenchContext, comparison: Comparison): Promise<Measurement> {
  const { name, goal, ours, baseline, toBaselineRequest } = comparison;
  const repetitions = context.isQuick ? 5 : 15;
  const measureOurs = () => measureStart(ours, takeRequest(context));
  const measureBaseline = () => measureStart(baseline, toBaselineRequest(takeRequest(context)));
  context.progress('warming up');
  // The first start of each reads its files from the disk; all later ones find them in the system's cache.
  await measureOurs();
  await measureBaseline();
  const pairs = await alternate(context, repetitions, { ours: measureOurs, baseline: measureBaseline });
  return {
    bench: 'c',
    name,
    unit: 'ms',
    goal,
    pairs,
    conditions: [
      `${repetitions} pairs of processes started by functions-framework's own command; ours answers a whole lookup, Stripe in 0 ms`,
      'both sides bundled alike by esbuild to one CommonJS file, not minified, without a compile cache; no limit is lifted',
    ],
  };
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
