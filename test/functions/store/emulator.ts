// Google's own Firestore emulator for tests and benches: a running one, or one started from the gcloud SDK.
// It proves preconditions, races and what goes over the wire; indexes, rules, quotas and distances only Google's service can.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../find-free-port.ts';

/** Where an emulator is to be had: it runs already, it can be started, or it is missing and `cure` says how to get it. */
export type EmulatorSource =
  | { kind: 'running'; host: string }
  | { kind: 'startable'; command: string }
  | { kind: 'missing'; cure: string };

/** An emulator that answers at `host` (`host:port`); `stop` ends it if we started it. */
export interface Emulator {
  host: string;
  stop: () => Promise<void>;
}

const startTimeoutMs = 40_000;

/** Looks for an emulator without starting one. */
export function findEmulator(env: NodeJS.ProcessEnv = process.env): EmulatorSource {
  const host = env['FIRESTORE_EMULATOR_HOST'];
  if (host) return { kind: 'running', host };
  const command = findCommand();
  if (command) return { kind: 'startable', command };
  const cure =
    'no Firestore emulator here: install Java and the gcloud SDK, run "gcloud components install cloud-firestore-emulator", or set FIRESTORE_EMULATOR_HOST to one that runs';
  return { kind: 'missing', cure };
}

function findCommand(): string | undefined {
  try {
    const question = ['info', '--format=value(installation.sdk_root)'];
    const root = execFileSync('gcloud', question, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const command = join(root, 'platform/cloud-firestore-emulator/cloud_firestore_emulator');
    if (!existsSync(command)) return undefined;
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return command;
  } catch {
    return undefined;
  }
}

/** The emulator of `source`, once it answers; throws with its output when it does not start. `options` are for its command line. */
export async function startEmulator(source: EmulatorSource, options: string[] = []): Promise<Emulator> {
  if (source.kind === 'missing') throw new Error(source.cure);
  if (source.kind === 'running') return { host: source.host, stop: async () => {} };
  const port = await findFreePort();
  const host = `127.0.0.1:${port}`;
  const child = spawnGroup(source.command, ['start', '--host=127.0.0.1', `--port=${port}`, ...options]);
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const deadlineMs = Date.now() + startTimeoutMs;
  while (!(await answers(host))) {
    if (child.exitCode !== null || Date.now() > deadlineMs) {
      await stopGroup(child);
      throw new Error(`The Firestore emulator did not start:\n${output}`);
    }
    await sleep(100);
  }
  await warmUp(host);
  return { host, stop: () => stopGroup(child) };
}

/** Java loads much of the emulator at its first question, for seconds on a busy machine; a store would give up on it. */
async function warmUp(host: string): Promise<void> {
  const answer = await fetch(`http://${host}/v1/projects/warm-up/databases/(default)/documents:runQuery`, {
    method: 'POST',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ structuredQuery: { from: [{ collectionId: 'properties' }] } }),
  });
  await answer.text();
}

/**
 * The shell waits for the end of its standard input, which comes however this process ends, and then takes the whole
 * group with it: a Java process that outlives its test run would hold the machine's memory.
 */
function spawnGroup(command: string, args: string[]): ChildProcess {
  const script = '"$0" "$@" </dev/null & cat >/dev/null; kill -KILL 0';
  return spawn('/bin/sh', ['-c', script, command, ...args], { cwd: tmpdir(), detached: true, stdio: 'pipe' });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

async function answers(host: string): Promise<boolean> {
  try {
    return (await fetch(`http://${host}/`)).ok;
  } catch {
    return false;
  }
}
