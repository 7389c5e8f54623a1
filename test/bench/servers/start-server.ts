// Starts a server under test as a process of its own and waits until it takes connections.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../find-free-port.ts';

const startTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;

/** What runs now; none of it may outlive the bench, however that ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface ServerProcess {
  origin: string;
  process: ChildProcess;
  /** Ends it, by force if it does not go by itself. */
  stop(): Promise<void>;
  /** The last lines that it printed. */
  lastWords(): string;
}

export interface ServerCommand {
  /** For messages, and the name of its log. */
  name: string;
  /** Arguments of Node; they may use the port. */
  args: (port: number) => string[];
  /** Its environment beside what all servers get, so that both sides run under the same conditions. */
  env: Record<string, string>;
  /** Where its log is kept until the bench ends. */
  folder: string;
  /** Opens a channel for messages. */
  hasChannel?: boolean;
  /** The folder that it is started in; that of the bench unless given. */
  cwd?: string;
}

/** The server, once it takes connections. Rejects with its last words when it ends or stays silent. */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  const server = await spawnServer(command);
  const deadline = performance.now() + startTimeoutMs;
  while (!(await takesConnections(server.origin))) {
    if (hasEnded(server.process) || performance.now() > deadline) {
      await server.stop();
      throw new Error(`${command.name} did not start. Its last words:\n${server.lastWords()}`);
    }
    await sleep(20);
  }
  return server;
}

/** The process as soon as it exists, for those who measure its start. */
export async function spawnServer({ name, args, env, folder, hasChannel, cwd }: ServerCommand): Promise<ServerProcess> {
  const port = await findFreePort();
  const logFile = path.join(folder, `${name}.log`);
  // A file and no pipe: reading a pipe would cost the bench what it wants to measure.
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args(port)], {
    stdio: hasChannel === true ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      // Away from Google's machines its clients would wait for a metadata server that does not exist.
      METADATA_SERVER_DETECTION: 'none',
      PORT: String(port),
      ...env,
    },
    cwd,
  });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return {
    origin: `http://127.0.0.1:${port}`,
    process: child,
    stop: () => stop(child),
    lastWords: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-12).join('\n'),
  };
}

/** True when the process is gone. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(force);
}

function takesConnections(origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
