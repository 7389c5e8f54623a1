// What was asked for on the command line of chaos.
import { parseArgs } from 'node:util';
import type { Scenario } from './scenario.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';

/** The command line cannot be understood; the message says what can. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

export interface Options {
  scenarios: readonly Scenario[];
  seed: number;
  /** How many buyers each scenario has. */
  sessions: number;
  against: string | undefined;
  isJson: boolean;
  /** Whether the page of figures is to show what is found. */
  isSaving: boolean;
  isHelp: boolean;
}

const manySessions = 100;

/** Enough for every kind of event to come up. */
export const fewSessions = 30;

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const unknown = positionals.find((text) => !allScenarios.some(({ name }) => name === text));
  if (unknown !== undefined) {
    const names = allScenarios.map(({ name }) => name).join(', ');
    throw new OptionsError(`There is no scenario "${unknown}". There are ${names}.`);
  }
  const isWanted = ({ name, isQuick = false }: Scenario): boolean =>
    positionals.length > 0 ? positionals.includes(name) : isQuick || !values.quick;
  return {
    scenarios: allScenarios.filter(isWanted),
    seed: readCount('--seed', values.seed, 1),
    sessions: readCount('--sessions', values.sessions, values.quick ? fewSessions : manySessions),
    against: values.against,
    isJson: values.json,
    isSaving: values.save,
    isHelp: values.help,
  };
}

function readCount(name: string, text: string | undefined, otherwise: number): number {
  const count = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new OptionsError(`${name} is a whole number from 1.`);
  return count;
}

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        quick: flag,
        json: flag,
        save: flag,
        help: { ...flag, short: 'h' },
        seed: text,
        sessions: text,
        against: text,
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionsError(`${reason}. "npm run chaos -- --help" shows what there is.`);
  }
}
