// What was asked for on the command line of the fuzzer.
import { readNumber } from '../../command-line/read-number.ts';
import { OptionsError, readOptions } from '../../command-line/read-options.ts';

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

const defaultSeconds = 20;
const quickSeconds = 2;

/** fast-check takes seeds of 32 bits. */
const most = 2 ** 31 - 1;

/** The wish in the arguments; `undefined` for help. Throws OptionsError. */
export function readWish(args: readonly string[], known: readonly string[], newSeed: () => number): Wish | undefined {
  const { words, texts, isQuick, isJson, isSaving, isHelp } = readOptions('fuzz', args, ['seconds', 'seed']);
  if (isHelp) return undefined;
  const stranger = words.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new OptionsError(`There is no target "${stranger}". Known: ${known.join(', ')}.`);
  const seconds = readNumber('--seconds', texts.seconds, { least: 0.1, most });
  return {
    names: words.length === 0 ? [...known] : words,
    seconds: seconds ?? (isQuick ? quickSeconds : defaultSeconds),
    seed: readNumber('--seed', texts.seed, { least: 0, most, isWhole: true }) ?? newSeed(),
    ...{ isJson, isSaving },
  };
}
