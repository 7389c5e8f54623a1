// Runs Google's own command line, which holds the credentials and knows the services.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { GcloudCommand } from './command.ts';
import { findGcloud, type Machine } from './find-gcloud.ts';

/** gcloud is missing, or refused; the message is for a person, and `said` holds gcloud's own last lines. */
export class GcloudError extends Error {
  override readonly name = 'GcloudError';
  readonly said: string;
  readonly isMissing: boolean;
  /** The project that the command was for; empty where it named none. */
  readonly projectId: string;

  constructor(message: string, { said = '', isMissing = false, projectId = '' }: GcloudErrorFacts) {
    super(message);
    this.said = said;
    this.isMissing = isMissing;
    this.projectId = projectId;
  }
}

interface GcloudErrorFacts {
  said?: string;
  isMissing?: boolean;
  projectId?: string;
}

export interface Gcloud {
  /** What the command prints. Rejects with GcloudError. */
  run(command: GcloudCommand): Promise<string>;
  /** What a question answers, read as JSON. Rejects with GcloudError. */
  ask(args: readonly string[]): Promise<unknown>;
}

export interface GcloudOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths of a command start. */
  folder: string;
  /** The machine that it runs on; another one in tests. */
  machine?: Omit<Machine, 'env'>;
}

const missing =
  'The program gcloud is not there. Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install), open a new terminal, and run this command again.';
const keptLines = 12;
const thisMachine = { platform: process.platform, exists: existsSync };

/** The command line found on the PATH of `env`; it never asks back. */
export function openGcloud({ env, folder, machine = thisMachine }: GcloudOptions): Gcloud {
  const program = findGcloud({ ...machine, env });
  const run = ({ args, input }: GcloudCommand): Promise<string> =>
    new Promise((resolve, reject) => {
      if (program === undefined) {
        reject(new GcloudError(missing, { isMissing: true }));
        return;
      }
      const child = spawn(program.file, [...program.args, ...args], {
        cwd: folder,
        env: { ...env, CLOUDSDK_CORE_DISABLE_PROMPTS: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const output: Buffer[] = [];
      const errors: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
      child.on('error', (cause) => reject(Object.assign(new GcloudError(missing, { isMissing: true }), { cause })));
      child.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(output).toString('utf8'));
        else reject(refused(args, Buffer.concat(errors).toString('utf8')));
      });
      // A command that ends before it has read everything says why by its exit code.
      child.stdin.on('error', () => {});
      child.stdin.end(input?.text ?? '');
    });
  const ask = async (args: readonly string[]): Promise<unknown> => {
    const text = await run({ args: [...args, '--format=json'] });
    try {
      return text.trim() === '' ? [] : JSON.parse(text);
    } catch (cause) {
      const error = new GcloudError(`gcloud ${nameOf(args)} answered something else than JSON.`, {
        said: lastLines(text),
      });
      throw Object.assign(error, { cause });
    }
  };
  return { run, ask };
}

/** The error of a command that Google or gcloud refused, with what was said. */
export function refused(args: readonly string[], text: string): GcloudError {
  const [, projectId = ''] = /(?:^|\n)--project=(.+)/.exec(args.join('\n')) ?? [];
  return new GcloudError(`gcloud ${nameOf(args)} failed.`, { said: lastLines(text), projectId });
}

function nameOf(args: readonly string[]): string {
  return args
    .filter((word) => !word.startsWith('-'))
    .slice(0, 4)
    .join(' ');
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-keptLines).join('\n');
}
