// What was asked for on the command line of chaos.
import { readNumber } from '../command-line/read-number.ts';
import { OptionsError, readOptions, type TypedOptions } from '../command-line/read-options.ts';
import type { Scenario } from './scenario.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';

export interface Options extends Pick<TypedOptions<never>, 'isJson' | 'isSaving' | 'isHelp'> {
  scenarios: readonly Scenario[];
  seed: number;
  /** How many buyers each scenario has. */
  sessions: number;
  against: string | undefined;
}

const manySessions = 100;

/** Enough for every kind of event to come up. */
export const fewSessions = 30;

const count = { least: 1, isWhole: true };

/** The options in `args`. Throws OptionsError. */
export function parseOptions(args: readonly string[]): Options {
  const { words, texts, isQuick, ...manner } = readOptions('chaos', args, ['seed', 'sessions', 'against']);
  const unknown = words.find((text) => !allScenarios.some(({ name }) => name === text));
  if (unknown !== undefined) {
    const names = allScenarios.map(({ name }) => name).join(', ');
    throw new OptionsError(`There is no scenario "${unknown}". There are ${names}.`);
  }
  const isWanted = ({ name, isQuick: isShort = false }: Scenario): boolean =>
    words.length > 0 ? words.includes(name) : isShort || !isQuick;
  return {
    ...manner,
    scenarios: allScenarios.filter(isWanted),
    seed: readNumber('--seed', texts.seed, count) ?? 1,
    sessions: readNumber('--sessions', texts.sessions, count) ?? (isQuick ? fewSessions : manySessions),
    against: texts.against,
  };
}
