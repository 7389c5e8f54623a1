// The text of one scenario: setup and code in one scope, and which line of which of them is which.

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

/** Setup and scenario as one program. */
export interface ScenarioText {
  readonly text: string;
  /** `line 3 of the scenario`, for a line of the text; `line 94 of the file` where that is known. */
  sayLine(line: number): string;
}

/** Setup first. The scenario's declarations are known in the setup's functions too, because the scope is one. */
export function joinScenario(setup: Setup, { code, fileLine }: Pick<Scenario, 'code' | 'fileLine'>): ScenarioText {
  const sayScenarioLine = (line: number) => sayPlace(line, 'scenario', fileLine);
  if (setup.text.trim() === '') return { text: code, sayLine: sayScenarioLine };
  const setupLines = setup.text.split('\n').length;
  return {
    // The semicolon keeps a scenario that begins with a bracket from becoming part of the setup's last statement.
    text: `${setup.text}\n;${code}`,
    sayLine: (line) =>
      line > setupLines ? sayScenarioLine(line - setupLines) : sayPlace(line, 'setup', setup.fileLine),
  };
}

function sayPlace(line: number, part: 'scenario' | 'setup', fileLine: number | undefined): string {
  return fileLine === undefined ? `line ${line} of the ${part}` : `line ${fileLine + line - 1} of the file`;
}
