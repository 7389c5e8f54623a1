// What was asked for on the command line of `npm run load`.
import { readNumber } from '../command-line/read-number.ts';
import { OptionsError, readOptions, type TypedOptions } from '../command-line/read-options.ts';
import { fullRunMs } from './sustained/judge.ts';

/** Which of the three it is, and how much of it. */
export interface Options extends Omit<TypedOptions<never>, 'words' | 'texts'> {
  what: 'sustained' | 'growth' | 'limits';
  store: 'sqlite' | 'firestore';
  /** Payments that begin in a second, in the mean. */
  paymentsPerSecond: number;
  durationMs: number;
  /** How long each row of the table is. */
  windowMs: number;
  seed: number;
  /** How many bytes of each request the server is made to keep; 0 unless a leak is to be found. */
  leakBytes: number;
}

const defaults = { minutes: fullRunMs / 60_000, windowMs: 30_000 };
const quick = { minutes: 1, windowMs: 4_000 };

/** Payments a second; the emulator of Firestore shares the machine with what is measured, and is slower than Firestore. */
const rates = { sqlite: 40, firestore: 10 } as const;

/** The shortest load of which there is anything to tell: a payment brings requests for some seconds. */
const leastMinutes = 0.1;

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: readonly string[]): Options {
  const { words, texts, ...manner } = readOptions('load', args, ['minutes', 'store', 'rate', 'seed', 'leak']);
  const what = readWhat(words);
  const store = readStore(texts.store);
  const leakBytes = readNumber('--leak', texts.leak, { least: 0, most: 1e6, isWhole: true }) ?? 0;
  refuseTogether({ what, store, leakBytes, isSaving: manner.isSaving });
  const minutes = readNumber('--minutes', texts.minutes, { least: leastMinutes, most: 600 });
  const usual = manner.isQuick ? quick : defaults;
  const durationMs = Math.round((minutes ?? usual.minutes) * 60_000);
  return {
    ...manner,
    ...{ what, store, durationMs, leakBytes },
    paymentsPerSecond: readNumber('--rate', texts.rate, { least: 0.1, most: 1_000 }) ?? rates[store],
    // A short load still has as many rows as the judgement needs, and some that the end may cut off.
    windowMs: Math.min(usual.windowMs, durationMs / 15),
    seed: readNumber('--seed', texts.seed, { least: 0, most: 2 ** 32 - 1, isWhole: true }) ?? 1,
  };
}

function readWhat(words: readonly string[]): Options['what'] {
  const [what = 'sustained', ...more] = words;
  if ((what === 'sustained' || what === 'growth' || what === 'limits') && more.length === 0) return what;
  throw new OptionsError(
    `There is no load "${words.join(' ')}": it is "growth", "limits", or nothing for the sustained one.`,
  );
}

function readStore(store = 'sqlite'): Options['store'] {
  if (store === 'sqlite' || store === 'firestore') return store;
  throw new OptionsError('--store is sqlite or firestore.');
}

function refuseTogether({
  what,
  store,
  leakBytes,
  isSaving,
}: Pick<Options, 'what' | 'store' | 'leakBytes' | 'isSaving'>): void {
  if (what === 'limits' && isSaving) throw new OptionsError('limits is a page of its own, and saves no figures.');
  if (what === 'growth' && store !== 'sqlite') throw new OptionsError('growth is measured on sqlite only.');
  if (leakBytes > 0 && (what !== 'sustained' || isSaving)) {
    throw new OptionsError('--leak is for a sustained load, whose figures are not saved then.');
  }
}
