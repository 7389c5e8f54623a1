// What was asked for on the command line of the benches.
import { parseArgs } from 'node:util';
import { type BenchLetter, benchLetters } from './figure.ts';

/** The command line cannot be understood; the message says what can. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

export interface Options {
  /** Which benches run; all without any. */
  letters: readonly BenchLetter[];
  isQuick: boolean;
  isJson: boolean;
  /** Whether the page of figures is to show what is found. */
  isSaving: boolean;
  isHelp: boolean;
}

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const unknown = positionals.find((text) => !benchLetters.some((letter) => letter === text));
  if (unknown !== undefined) {
    throw new OptionsError(`There is no bench "${unknown}". There are ${benchLetters.join(', ')}.`);
  }
  const chosen = benchLetters.filter((letter) => positionals.includes(letter));
  return {
    letters: chosen.length === 0 ? benchLetters : chosen,
    isQuick: values.quick,
    isJson: values.json,
    isSaving: values.save,
    isHelp: values.help,
  };
}

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { quick: flag, json: flag, save: flag, help: { ...flag, short: 'h' } },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionsError(`${reason}. "npm run bench -- --help" shows what there is.`);
  }
}
