// What the commands that measure or torture were asked on their command lines, read in one way for all of them.
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command line cannot be understood; the message says what can. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/** What was typed: words without a dash, options with a value, and what every command knows. */
export interface TypedOptions<Name extends string> {
  words: string[];
  /** As they were typed; options that were not are missing. */
  texts: Partial<Record<Name, string>>;
  isQuick: boolean;
  isJson: boolean;
  /** Whether the page of figures is to show what is found. */
  isSaving: boolean;
  isHelp: boolean;
}

/** What is in `args` of `npm run <command>`, which has options of these names beside `--quick`, `--json`, `--save` and `--help`. Throws OptionsError. */
export function readOptions<Name extends string>(
  command: string,
  args: readonly string[],
  names: readonly Name[],
): TypedOptions<Name> {
  const { values, positionals } = parse(command, args, names);
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = values[name];
    if (typeof value === 'string') texts[name] = value;
  }
  const isTyped = (flag: string): boolean => values[flag] === true;
  return {
    ...{ words: positionals, texts },
    ...{ isQuick: isTyped('quick'), isJson: isTyped('json'), isSaving: isTyped('save'), isHelp: isTyped('help') },
  };
}

function parse(command: string, args: readonly string[], names: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  const options: NonNullable<ParseArgsConfig['options']> = {
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    ...{ quick: flag, json: flag, save: flag, help: { ...flag, short: 'h' } },
  };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    throw new OptionsError(`${reason}. "npm run ${command} -- --help" shows what there is.`);
  }
}
