// What was asked for on the command line of the benches.
import { OptionsError, readOptions, type TypedOptions } from '../command-line/read-options.ts';
import { type BenchLetter, benchLetters } from './figure.ts';

export interface Options extends Omit<TypedOptions<never>, 'words' | 'texts'> {
  /** Which benches run; all without any. */
  letters: readonly BenchLetter[];
}

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: readonly string[]): Options {
  const { words, texts: _texts, ...manner } = readOptions('bench', args, []);
  const unknown = words.find((text) => !benchLetters.some((letter) => letter === text));
  if (unknown !== undefined) {
    throw new OptionsError(`There is no bench "${unknown}". There are ${benchLetters.join(', ')}.`);
  }
  const chosen = benchLetters.filter((letter) => words.includes(letter));
  return { ...manner, letters: chosen.length === 0 ? benchLetters : chosen };
}
