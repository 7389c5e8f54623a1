// A command's surroundings for a test: what it writes is kept, nothing is coloured.
import picocolors from 'picocolors';
import type { CommandContext } from '../../../scripts/toolkit/command-context.ts';

/** What a command said so far. */
export interface CommandRecord {
  readonly context: CommandContext;
  readonly output: () => string;
  readonly warnings: () => string;
}

/** Surroundings in which relative paths start at `folder`. */
export function recordCommand(folder: string): CommandRecord {
  let output = '';
  let warnings = '';
  const context = {
    folder,
    write: (text: string) => {
      output += text;
    },
    warn: (text: string) => {
      warnings += text;
    },
    colors: picocolors.createColors(false),
  };
  return { context, output: () => output, warnings: () => warnings };
}
