// Reads a command line as gcloud does, and refuses what the stand-in does not know.

/** What gcloud says no to; the exit code is 2 for a wrong use and 1 for what the service refuses. */
export class Refusal extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A flag's values in order; of a switch, the text `true` or `false`. */
export type Flags = Readonly<Record<string, readonly string[]>>;

export interface KnownFlags {
  /** How many words follow the command. */
  words: readonly [number, number];
  /** Flags that take a value. */
  values: readonly string[];
  /** Flags that take none, and may begin with `no-`. */
  switches: readonly string[];
}

export interface ParsedArguments {
  name: string;
  words: readonly string[];
  flags: Flags;
}

const everywhere = { values: ['project', 'format'], switches: ['quiet'] };

/** The command in `args`. Throws Refusal for an unknown command, flag or form. */
export function parseArguments(args: readonly string[], known: Readonly<Record<string, KnownFlags>>): ParsedArguments {
  const words = args.filter((word) => !word.startsWith('--'));
  const name = Object.keys(known).find((one) => `${words.join(' ')} `.startsWith(`${one} `));
  const command = name === undefined ? undefined : known[name];
  if (name === undefined || command === undefined) throw new Refusal(`Invalid choice: '${words.join(' ')}'.`, 2);
  const rest = words.slice(name.split(' ').length);
  const [least, most] = command.words;
  if (rest.length < least || rest.length > most) throw new Refusal(`argument: ${rest.join(' ')}`, 2);
  const flags: Record<string, string[]> = {};
  for (const word of args.filter((one) => one.startsWith('--'))) {
    const [flag, value] = readFlag(word, command);
    flags[flag] = [...(flags[flag] ?? []), value];
  }
  return { name, words: rest, flags };
}

function readFlag(word: string, { values, switches }: KnownFlags): [string, string] {
  const [, name = '', value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (value !== undefined && [...values, ...everywhere.values].includes(name)) return [name, value];
  const positive = name.replace(/^no-/, '');
  const isSwitch = [...switches, ...everywhere.switches].includes(positive);
  if (value === undefined && isSwitch) return [positive, String(positive === name)];
  throw new Refusal(`unrecognized arguments: ${word}`, 2);
}
