// Starts a process of the functions, tells it the time, and kills it as a machine does: without a word.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LeapingClock } from './leaping-clock.ts';

export interface ProcessOptions {
  /** The folder of the version that is to run. */
  root: string;
  environment: Record<string, string>;
  clock: LeapingClock;
  /** The names of faults to be built in, for the tests of the tests. */
  flaw?: string | undefined;
  /** Told in words of an end that nobody asked for, and of every line of the log that tells of an error. */
  onTrouble: (trouble: { kind: 'crash' | 'error'; words: string }) => void;
}

export interface FunctionsProcess {
  readonly url: string;
  readonly pid: number;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** None of them may outlive a run, however that ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const script = join(import.meta.dirname, '../process/run-functions.ts');

/** Longer than any start on a busy machine. */
const startTimeoutMs = 60_000;

/** A process that takes requests. Rejects with its last words where it ends before that. */
export async function startFunctionsProcess(options: ProcessOptions): Promise<FunctionsProcess> {
  const { root, environment, clock, flaw = '', onTrouble } = options;
  const args = ['--disable-warning=ExperimentalWarning', script, root, String(clock.offsetMs()), flaw];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', METADATA_SERVER_DETECTION: 'none', ...environment },
  });
  running.add(child);
  const words: string[] = [];
  let isAskedToEnd = false;
  readLines(child, (line) => {
    words.push(line);
    words.splice(0, words.length - 20);
    if (line.includes('"severity":"ERROR"')) onTrouble({ kind: 'error', words: line });
  });
  const tell = createTeller(child);
  const stopFollowing = clock.follow(tell);
  child.once('exit', (code, signal) => {
    running.delete(child);
    stopFollowing();
    if (!isAskedToEnd) onTrouble({ kind: 'crash', words: `${code ?? signal}: ${words.join('\n')}` });
  });
  const url = await readUrl(child).catch((cause: unknown) => {
    isAskedToEnd = true;
    child.kill('SIGKILL');
    throw new Error(`The functions did not start:\n${words.join('\n')}`, { cause });
  });
  // It may have been told of a leap before it listened.
  await tell(clock.offsetMs());
  return {
    url,
    pid: child.pid ?? 0,
    async kill() {
      isAskedToEnd = true;
      if (!running.has(child)) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function readLines({ stdout, stderr }: ChildProcess, read: (line: string) => void): void {
  for (const input of [stdout, stderr]) if (input) createInterface({ input }).on('line', read);
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error('It took too long.')), startTimeoutMs);
    child.once('exit', () => reject(new Error('It ended.')));
    child.on('message', (message) => {
      if (typeof message !== 'object' || message === null || !('url' in message)) return;
      clearTimeout(tooLate);
      resolve(String(message.url));
    });
  });
}

/** Tells the process what time it is; resolves when it has heard it, or is gone. */
function createTeller(child: ChildProcess): (offsetMs: number) => Promise<void> {
  const waiting: (() => void)[] = [];
  child.on('message', (message) => {
    if (message === 'followed') waiting.shift()?.();
  });
  child.once('exit', () => {
    for (const resolve of waiting) resolve();
  });
  return (offsetMs) =>
    new Promise((resolve) => {
      if (!child.connected) {
        resolve();
        return;
      }
      waiting.push(resolve);
      // A process that was killed a moment ago may still look connected.
      child.send(offsetMs, (error) => {
        if (error !== null) resolve();
      });
    });
}
