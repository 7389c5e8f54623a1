// Answers one command line against a world, as the stand-in for gcloud does.
import { commands } from './commands.ts';
import { parseArguments, Refusal } from './parse-arguments.ts';
import type { World } from './world.ts';

export interface CommandLine {
  args: readonly string[];
  /** What comes on the standard input. */
  input: string;
}

/** What is printed; changes the world. Throws Refusal. */
export function answerCommand(world: World, { args, input }: CommandLine): string {
  const { name, words, flags } = parseArguments(args, commands);
  const failure = world.failures.find(({ matching, times }) => times > 0 && args.join(' ').includes(matching));
  if (failure !== undefined) {
    failure.times -= 1;
    throw new Refusal(failure.message);
  }
  const answer = commands[name]?.run({ world, words, flags, input });
  if (answer === undefined) return '';
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
