// Collects the Stripe keys of a command, so that none has to stand in the shell's history.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { StripeKey } from '../../functions/properties/stripe-keys/parse-stripe-key.ts';
import type { StripeMode } from '../../functions/rules/property.ts';
import { askHidden } from './ask.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import { takeStripeKey } from './stripe-key.ts';

/** The options as the commands declare them. */
export interface StripeKeyOptions {
  /** Keys themselves; `-` stands for those on standard input. */
  stripeKey?: string[];
  stripeKeyFile?: string[];
}

/** At most one key per mode, from every place the options name. Throws `UsageError` for what is no restricted key, or cannot be read. */
export async function readStripeKeys(context: CliContext, options: StripeKeyOptions): Promise<StripeKey[]> {
  const { stripeKey = [], stripeKeyFile = [] } = options;
  const texts = stripeKeyFile.flatMap((path) => toLines(readKeyFile(resolve(context.folder, path))));
  for (const value of stripeKey) {
    if (value === '-') texts.push(...toLines(await readAll(context.input)));
    else texts.push(value);
  }
  const isAnyNamed = stripeKey.length + stripeKeyFile.length > 0;
  if (isAnyNamed && texts.length === 0) throw new UsageError('The file or the input holds no key.');
  return ensureOnePerMode(texts.map(takeStripeKey));
}

/** The key that is typed or pasted at the terminal; throws `UsageError` where there is none, or nothing was typed. */
export async function promptForStripeKey(context: CliContext): Promise<StripeKey> {
  const ways = 'Give it with --stripe-key-file FILE, with --stripe-key - on standard input, or with --stripe-key KEY.';
  if (!context.input.isTTY) throw new UsageError(`The Stripe key is missing. ${ways}`);
  const typed = await askHidden(context, 'Restricted Stripe key (rk_…, stays hidden): ');
  if (typed.trim() === '') throw new UsageError(`No key was entered. ${ways}`);
  return takeStripeKey(typed);
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError('The file with the Stripe key cannot be read. Check its path and rights.', { cause });
  }
}

function toLines(content: string): string[] {
  return content.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function ensureOnePerMode(keys: StripeKey[]): StripeKey[] {
  const modes = new Set<StripeMode>();
  for (const { mode } of keys) {
    if (modes.has(mode))
      throw new UsageError(`There are two ${mode} keys; a property holds one live and one test key.`);
    modes.add(mode);
  }
  return keys;
}
