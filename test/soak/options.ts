// What was asked for on the command line of `npm run soak`.
import { readNumber } from '../command-line/read-number.ts';
import { OptionsError, readOptions } from '../command-line/read-options.ts';
import type { StoreKind } from './open-soak-store.ts';

export interface Options {
  seeds: number;
  firstSeed: number;
  /** How many buyers each run has. */
  sessions: number;
  store: StoreKind;
  isJson: boolean;
  isHelp: boolean;
}

const defaults = { seeds: 3, sessions: 500 };
const quick = { seeds: 1, sessions: 200 };

const count = { least: 1, isWhole: true };

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: readonly string[]): Options {
  const { words, texts, isQuick, isJson, isSaving, isHelp } = readOptions('soak', args, [
    ...(['seeds', 'seed', 'sessions', 'store'] as const),
  ]);
  if (words.length > 0) throw new OptionsError(`Nobody knows what "${words.join(' ')}" is; soak takes options only.`);
  if (isSaving) throw new OptionsError('A soak has no figures to save; it finds something or it does not.');
  const { store = 'sqlite' } = texts;
  if (store !== 'sqlite' && store !== 'firestore') throw new OptionsError('--store is sqlite or firestore.');
  const usual = isQuick ? quick : defaults;
  return {
    seeds: readNumber('--seeds', texts.seeds, count) ?? usual.seeds,
    firstSeed: readNumber('--seed', texts.seed, count) ?? 1,
    sessions: readNumber('--sessions', texts.sessions, count) ?? usual.sessions,
    ...{ store, isJson, isHelp },
  };
}
