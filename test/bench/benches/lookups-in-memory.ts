// (b) Sessions that are in memory, against the least that a Cloud Function can do.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alternate, type Bench, type BenchContext, keep } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import type { LoadResult } from '../load/load-plan.ts';
import { toRequest } from '../load/to-request.ts';
import { startFramework } from '../servers/start-framework.ts';
import type { ServerProcess } from '../servers/start-server.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { prepareTilltag, startTilltag } from '../servers/tilltag.ts';
import { toSessionId } from '../shops.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));
const concurrency = 50;

/** An instance answers at most 20 times about one session; the first answer and a spare are not timed. */
const readsPerSession = 18;

export const lookupsInMemory: Bench = {
  letter: 'b',
  title: 'sessions in memory, against a functions-framework handler that returns a constant',
  run: measureLookupsInMemory,
};

async function* measureLookupsInMemory(context: BenchContext): AsyncGenerator<Measurement> {
  const stripe = await startStripe(context);
  const stripeOrigin = stripe.origin;
  const env = await prepareTilltag(context, { name: 'deployed', stripeOrigin });
  const source = path.join(root, 'functions', 'index.ts');
  const deployed = await keep(
    context,
    startFramework({ name: 'deployed', source, target: 'public', env, folder: context.folder }),
  );
  const answer = await readAnswer(context, deployed.origin);
  const constant = await startConstant(context, answer.text);
  yield await compare(context, 'functions-framework', deployed, { ...answer, origin: constant.origin });
  await deployed.stop();
  const served = await startTilltag(context, { name: 'served', stripeOrigin });
  yield await compare(context, 'npm run serve', served, { ...answer, origin: constant.origin });
}

interface Constant {
  origin: string;
  text: string;
  sessionId: string;
}

async function compare(
  context: BenchContext,
  form: string,
  { origin }: ServerProcess,
  constant: Constant,
): Promise<Measurement> {
  const repetitions = context.isQuick ? 3 : 7;
  const sessions = context.isQuick ? 300 : 1_200;
  const requests = sessions * readsPerSession;
  let loadBusyShare = 0;
  const toPerSecond = ({ elapsedMs, busyShare }: LoadResult) => {
    loadBusyShare = Math.max(loadBusyShare, busyShare);
    return (requests * 1_000) / elapsedMs;
  };
  const measureOurs = async () => {
    // The page looked and reported before: what is timed is its reload.
    const plan = { origin, run: context.run, first: context.takeSessions(sessions), sessions, concurrency };
    await context.load.run({ ...plan, request: 'lookup', requests: sessions });
    await context.load.run({ ...plan, request: 'report', requests: sessions });
    return toPerSecond(await context.load.run({ ...plan, request: 'lookup', requests }));
  };
  const measureBaseline = async () => {
    const plan = { origin: constant.origin, run: context.run, first: 0, sessions, requests, concurrency };
    return toPerSecond(await context.load.run({ ...plan, request: 'lookup', expected: constant.sessionId }));
  };
  context.progress(`warming up under ${form}`);
  await measureOurs();
  await measureBaseline();
  const pairs = await alternate(context, repetitions, { ours: measureOurs, baseline: measureBaseline });
  return {
    bench: 'b',
    name: `lookups in memory under ${form} : a handler that returns a constant`,
    unit: 'lookups/s',
    goal: { atLeast: 0.7 },
    pairs,
    conditions: [
      `${sessions} sessions of 100 properties read ${readsPerSession} times a repetition, ${concurrency} at once, ${repetitions} pairs`,
      `an answer has ${Buffer.byteLength(constant.text)} bytes on both sides; ours is on SQLite; no limit is lifted`,
      `the process that makes the load was at most ${Math.round(loadBusyShare * 100)} % busy`,
    ],
  };
}

async function readAnswer(context: BenchContext, origin: string): Promise<{ text: string; sessionId: string }> {
  const first = context.takeSessions(1);
  const plan = {
    origin,
    run: context.run,
    request: 'lookup',
    first,
    sessions: 1,
    requests: 1,
    concurrency: 1,
  } as const;
  const { path: requestPath, headers } = toRequest(plan, 0);
  const answer = await fetch(origin + requestPath, { headers });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`The first lookup answered ${answer.status}: ${text}`);
  return { text, sessionId: toSessionId(context.run, first) };
}

async function startConstant(context: BenchContext, answer: string) {
  const answerFile = path.join(context.folder, 'answer.json');
  await writeFile(answerFile, answer);
  return await keep(
    context,
    startFramework({
      name: 'constant',
      source: path.join(import.meta.dirname, '..', 'baselines', 'constant.ts'),
      target: 'constant',
      env: { BENCH_ANSWER_FILE: answerFile },
      folder: context.folder,
    }),
  );
}
