// What was asked for on the command line of `npm run load`.
import { parseArgs } from 'node:util';

/** The command line cannot be understood; the message says what can. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/** Which of the three it is, and how much of it. */
export interface Options {
  what: 'sustained' | 'growth' | 'limits';
  store: 'sqlite' | 'firestore';
  /** Payments that begin in a second, in the mean. */
  paymentsPerSecond: number;
  durationMs: number;
  /** How long each row of the table is. */
  windowMs: number;
  seed: number;
  isQuick: boolean;
  isJson: boolean;
  /** Whether the page of figures is to show what is found. */
  isSaving: boolean;
  isHelp: boolean;
}

const defaults = { rate: 40, minutes: 10, windowMs: 30_000 };
const quick = { minutes: 1, windowMs: 5_000 };

/** The shortest load of which there is anything to tell: a payment brings requests for some seconds. */
const leastMinutes = 0.1;

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [what = 'sustained', ...more] = positionals;
  if ((what !== 'sustained' && what !== 'growth' && what !== 'limits') || more.length > 0) {
    throw new OptionsError(
      `There is no load "${positionals.join(' ')}": it is "growth", "limits", or nothing for the sustained one.`,
    );
  }
  if (what === 'limits' && values.save) throw new OptionsError('limits is a page of its own, and saves no figures.');
  const { store = 'sqlite' } = values;
  if (store !== 'sqlite' && store !== 'firestore') throw new OptionsError('--store is sqlite or firestore.');
  if (what === 'growth' && store !== 'sqlite') throw new OptionsError('growth is measured on sqlite only.');
  const minutes = readNumber('--minutes', values.minutes, { least: leastMinutes, most: 600 });
  const durationMs = Math.round((minutes ?? (values.quick ? quick : defaults).minutes) * 60_000);
  return {
    ...{ what, store, durationMs },
    paymentsPerSecond: readNumber('--rate', values.rate, { least: 0.1, most: 1_000 }) ?? defaults.rate,
    // A short load still has as many rows as the judgement needs.
    windowMs: Math.min(values.quick ? quick.windowMs : defaults.windowMs, durationMs / 12),
    seed: readNumber('--seed', values.seed, { least: 0, most: 2 ** 32 - 1 }) ?? 1,
    isQuick: values.quick,
    isJson: values.json,
    isSaving: values.save,
    isHelp: values.help,
  };
}

function readNumber(
  name: string,
  text: string | undefined,
  { least, most }: { least: number; most: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= least && value <= most)) throw new OptionsError(`${name} is a number from ${least} to ${most}.`);
  return value;
}

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ minutes: text, store: text, rate: text, seed: text },
        ...{ quick: flag, json: flag, save: flag, help: { ...flag, short: 'h' } },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionsError(`${reason}. "npm run load -- --help" shows what there is.`);
  }
}
