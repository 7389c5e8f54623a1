// The commands that the stand-in knows, with exactly the flags that each takes.
import { accessCommands } from './access-commands.ts';
import { databaseCommands } from './database-commands.ts';
import type { Flags, KnownFlags } from './parse-arguments.ts';
import { secretCommands } from './secret-commands.ts';
import { serviceCommands } from './service-commands.ts';
import type { World } from './world.ts';

/** What a command is run with. */
export interface Call {
  world: World;
  words: readonly string[];
  flags: Flags;
  /** What came on the standard input. */
  input: string;
}

export interface StandInCommand extends KnownFlags {
  /** Changes the world and answers what is printed. Throws Refusal. */
  run: (call: Call) => unknown;
}

/** By the words that name it. */
export const commands: Readonly<Record<string, StandInCommand>> = {
  ...accessCommands,
  ...secretCommands,
  ...databaseCommands,
  ...serviceCommands,
};
