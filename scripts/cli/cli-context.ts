// What a command has of the world around it: streams, environment, clock and chance.
import type picocolors from 'picocolors';
import type { Environment } from '../../functions/settings.ts';

/** Functions that colour a text, or leave it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** Handed to every command, so that none reaches for the process itself. */
export interface CliContext {
  env: Environment;
  /** Relative paths start here. */
  folder: string;
  /** On a terminal it can be asked; else it is read to its end. */
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** For what was asked for: tables, texts, or one JSON object. */
  output: NodeJS.WritableStream;
  /** For questions, notices, errors, and on a terminal how far a long command is. */
  messages: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** For what goes to `output`; plain unless that is a terminal. */
  colors: Colors;
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
  /** Calls back at the first Ctrl-C instead of ending the process, until what it answers is called. */
  onInterrupt: (end: () => void) => () => void;
}
