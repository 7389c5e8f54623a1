// Runs Google's own command line, which holds the credentials and knows the services.
import { spawn } from 'node:child_process';
import type { GcloudCommand } from './command.ts';

/** gcloud is missing, or refused; the message is for a person, and `said` holds gcloud's own last lines. */
export class GcloudError extends Error {
  override readonly name = 'GcloudError';
  readonly said: string;
  readonly isMissing: boolean;

  constructor(message: string, { said = '', isMissing = false }: { said?: string; isMissing?: boolean }) {
    super(message);
    this.said = said;
    this.isMissing = isMissing;
  }
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
}

const missing =
  'The program gcloud is not there. Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install), open a new terminal, and run this command again.';
const keptLines = 12;

/** The command line found on the PATH of `env`; it never asks back. */
export function openGcloud({ env, folder }: GcloudOptions): Gcloud {
  const run = ({ args, input }: GcloudCommand): Promise<string> =>
    new Promise((resolve, reject) => {
      const isWindows = process.platform === 'win32';
      const child = spawn('gcloud', args.map(isWindows ? quoteForWindows : String), {
        cwd: folder,
        env: { ...env, CLOUDSDK_CORE_DISABLE_PROMPTS: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
        // There it is a batch file, which only a shell can start.
        shell: isWindows,
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
    return text.trim() === '' ? [] : JSON.parse(text);
  };
  return { run, ask };
}

function refused(args: readonly string[], text: string): GcloudError {
  const said = text.trim().split('\n').slice(-keptLines).join('\n');
  const name = args
    .filter((word) => !word.startsWith('-'))
    .slice(0, 4)
    .join(' ');
  return new GcloudError(`gcloud ${name} failed.`, { said });
}

function quoteForWindows(word: string): string {
  return `"${word.replaceAll('"', '\\"')}"`;
}
