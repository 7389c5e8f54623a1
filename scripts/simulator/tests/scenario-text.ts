// A template's tests as texts, and which line of them is which.
import { joinCode } from '../code/guard-behind.ts';

/** One test of a template. */
export interface Scenario {
  readonly name: string;
  readonly code: string;
  /** Where it stands in its file. */
  readonly line?: number;
  /** Where its code begins in its file; absent where the lines of the code are not lines of a file. */
  readonly fileLine?: number;
}

/** What precedes every scenario. */
export interface Setup {
  readonly text: string;
  /** As in Scenario. */
  readonly fileLine?: number;
}

/** `line 3 of the scenario`, for a line of setup and scenario as one program; `line 94 of the file` where that is known. */
export type SayLine = (line: number) => string;

/** Names the lines of `joinCode`, which puts the setup first. */
export function sayLineOf(setup: Setup, { fileLine }: Pick<Scenario, 'fileLine'>): SayLine {
  const setupLines = joinCode(setup.text, '').split('\n').length - 1;
  return (line) =>
    line > setupLines ? sayPlace(line - setupLines, 'scenario', fileLine) : sayPlace(line, 'setup', setup.fileLine);
}

function sayPlace(line: number, part: 'scenario' | 'setup', fileLine: number | undefined): string {
  return fileLine === undefined ? `line ${line} of the ${part}` : `line ${fileLine + line - 1} of the file`;
}
