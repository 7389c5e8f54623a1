// (b) Sessions that are in memory, against the least that a Cloud Function can do.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alternate, type Bench, type BenchContext, keep } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { toRequest } from '../load/to-request.ts';
import { startFramework } from '../servers/start-framework.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { startTilltag } from '../servers/tilltag.ts';
import { toSessionId } from '../shops.ts';

const concurrency = 50;

/** An instance answers at most 20 times about one session; the first answer and a spare are not timed. */
const readsPerSession = 18;

export const lookupsInMemory: Bench = {
  letter: 'b',
  title: 'sessions in memory, against a functions-framework handler that returns a constant',
  run: measureLookupsInMemory,
};

async function measureLookupsInMemory(context: BenchContext): Promise<Measurement[]> {
  const repetitions = context.isQuick ? 3 : 7;
  const sessions = context.isQuick ? 300 : 1_200;
  const requests = sessions * readsPerSession;
  const stripe = await startStripe(context);
  const ours = await startTilltag(context, { name: 'tilltag', stripeOrigin: stripe.origin });
  const answer = await readAnswer(context, ours.origin);
  const baseline = await startConstant(context, answer.text);

  const measureOurs = async () => {
    // The page looked and reported before: what is timed is its reload.
    const plan = {
      origin: ours.origin,
      run: context.run,
      first: context.takeSessions(sessions),
      sessions,
      concurrency,
    };
    await context.load.run({ ...plan, request: 'lookup', requests: sessions });
    await context.load.run({ ...plan, request: 'report', requests: sessions });
    const { elapsedMs } = await context.load.run({ ...plan, request: 'lookup', requests });
    return (requests * 1_000) / elapsedMs;
  };
  const measureBaseline = async () => {
    const plan = { origin: baseline.origin, run: context.run, first: 0, sessions, requests, concurrency };
    const { elapsedMs } = await context.load.run({ ...plan, request: 'lookup', expected: answer.sessionId });
    return (requests * 1_000) / elapsedMs;
  };
  context.progress('warming up');
  await measureOurs();
  await measureBaseline();
  const pairs = await alternate(context, repetitions, { ours: measureOurs, baseline: measureBaseline });
  return [
    {
      bench: 'b',
      name: 'lookups in memory : a handler that returns a constant',
      unit: 'lookups/s',
      goal: { atLeast: 0.7 },
      pairs,
      conditions: [
        `${sessions} sessions of 100 properties read ${readsPerSession} times a repetition, ${concurrency} at once, ${repetitions} pairs`,
        `an answer has ${Buffer.byteLength(answer.text)} bytes on both sides; ours is on SQLite; no limit is lifted`,
      ],
    },
  ];
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
