// Runs one target in a thread, and watches whether it still gets on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe } from '../oracle.ts';
import type { Json } from '../target.ts';
import type { Budget, Rounds } from './run-rounds.ts';
import { headerBytes, type WorkerTask } from './worker.ts';

export interface WorkerOptions {
  seed: number;
  budget: Budget;
  /** How long one input may take before its thread is given up. */
  hangMs?: number;
  /** Ends the thread early; what it did so far is its result. */
  signal?: AbortSignal;
  /** Another program than the targets' own. */
  program?: URL;
}

/** What an input is cut to; longer ones come back as no JSON. */
const maxInputBytes = 1_048_576;
const defaultHangMs = 60_000;

/** What came of it; an input that hung, or brought the thread down, is found like any other. Rejects where the target cannot be opened. */
export async function runInWorker(name: string, options: WorkerOptions): Promise<Rounds> {
  const { seed, budget, hangMs = defaultHangMs, signal, program = new URL('./worker.ts', import.meta.url) } = options;
  const shared = new SharedArrayBuffer(headerBytes + maxInputBytes);
  const task: WorkerTask = { name, seed, budget, shared };
  const startedAtMs = performance.now();
  // A thread that is given up tidies nothing away, so all its temporary folders lie in one.
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-fuzz-'));
  const worker = new Worker(program, {
    workerData: task,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, TMPDIR: folder, TEMP: folder },
  });
  const stopped = (sentence: string | undefined): Rounds => {
    const { count, input } = readShared(shared);
    const found = sentence === undefined ? undefined : { sentence, input, seed, kept: undefined };
    return { runs: count, seconds: (performance.now() - startedAtMs) / 1_000, found };
  };
  try {
    return await new Promise<Rounds>((resolve, reject) => {
      let seen = 0;
      const watch = setInterval(() => {
        const { count } = readShared(shared);
        if (count > 0 && count === seen)
          resolve(stopped(`It did not come to an end within ${hangMs / 1_000} seconds.`));
        seen = count;
      }, hangMs);
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T): void => {
          clearInterval(watch);
          how(value);
        };
      worker.once('message', settle(resolve));
      worker.once(
        'error',
        settle((error: unknown) => {
          // Before the first input it is the target itself that is broken.
          if (readShared(shared).count === 0) reject(error);
          else resolve(stopped(`It brought its process down: ${describe(error)}`));
        }),
      );
      worker.once(
        'exit',
        settle(() => resolve(stopped(undefined))),
      );
      signal?.addEventListener(
        'abort',
        settle(() => resolve(stopped(undefined))),
        { once: true },
      );
    });
  } finally {
    await worker.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readShared(shared: SharedArrayBuffer): { count: number; input: Json } {
  const [count = 0, bytes = 0] = new Int32Array(shared, 0, headerBytes / 4);
  const text = new TextDecoder().decode(new Uint8Array(shared, headerBytes, bytes).slice());
  return { count, input: parse(text) };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
