// What somebody asked the command for.
import { parseArgs } from 'node:util';

/** Which targets, how long each, and from which seed. */
export interface Wish {
  names: string[];
  seconds: number;
  /** Random unless given. */
  seed: number;
  isJson: boolean;
  /** Whether the page of figures is to show what came of it. */
  isSaving: boolean;
}

/** Thrown for a command that was typed wrongly; the message names the cure. */
export class WishError extends Error {
  override readonly name = 'WishError';
}

/** The wish in the arguments; `undefined` for help. Throws a WishError. */
export function readWish(args: string[], known: readonly string[], newSeed: () => number): Wish | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const stranger = positionals.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new WishError(`There is no target "${stranger}". Known: ${known.join(', ')}.`);
  return {
    names: positionals.length === 0 ? [...known] : positionals,
    seconds: readNumber('--seconds', values.quick === true ? '2' : (values.seconds ?? '20'), 0.1),
    seed: values.seed === undefined ? newSeed() : readNumber('--seed', values.seed, 0),
    isJson: values.json === true,
    isSaving: values.save === true,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const options = { seconds: text, seed: text, json: flag, save: flag, quick: flag, help: flag } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new WishError(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(name: string, text: string, least: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const isFit = name === '--seed' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (!isFit || number < least || number > 2 ** 31 - 1) throw new WishError(`${name} is a number from ${least}.`);
  return number;
}
