// Takes a secret from a file, from standard input or from a hidden question, and never from the command line itself.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { askHidden } from './ask.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';

/** The options as commander has read them. */
export interface SecretOptions {
  secret?: string;
  secretFile?: string;
}

/** Declares the options; `what` says in a few words which secret it is. */
export function addSecretOptions(command: Command, what: string): Command {
  return command.option('--secret-file <file>', `a file that holds ${what}`).addOption(secretOption(what));
}

function secretOption(what: string): Option {
  const option = new Option('--secret <value>', `reads ${what} from standard input`);
  // For the help alone: the flags say that a value follows, and there is only one that may.
  option.flags = '--secret -';
  return option;
}

/** The secret that the options name, `undefined` where they name none. Throws `UsageError` for one that is typed openly or cannot be read. */
export async function readSecret(
  { folder, input }: CliContext,
  { secret, secretFile }: SecretOptions,
): Promise<string | undefined> {
  if (secret === undefined && secretFile === undefined) return undefined;
  if (secret !== undefined && secretFile !== undefined) {
    throw new UsageError('Give the secret once: with --secret-file FILE, or with --secret - on standard input.');
  }
  if (secret !== undefined && secret !== '-') {
    throw new UsageError(
      'A secret in a command stays in the history of the shell. Give it with --secret-file FILE, or with --secret - on standard input.',
    );
  }
  const text = secretFile === undefined ? await readAll(input) : readSecretFile(resolve(folder, secretFile));
  if (text.trim() === '') throw new UsageError('The file or the input holds no secret.');
  return text.trim();
}

/** What is typed or pasted at the terminal, hidden; `undefined` for nothing, and where there is no terminal. */
export async function promptForSecret(context: CliContext, question: string): Promise<string | undefined> {
  if (!context.input.isTTY) return undefined;
  return (await askHidden(context, question)).trim() || undefined;
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError('The file with the secret cannot be read. Check its path and rights.', { cause });
  }
}
