// The text of one scenario: setup and code in one scope, and which line of which of them is which.

/** One test of a template. */
export interface Scenario {
  readonly name: string;
  readonly code: string;
  /** Where it stands in its file. */
  readonly line?: number;
}

/** Setup and scenario as one program. */
export interface ScenarioText {
  readonly text: string;
  /** `line 3 of the scenario`, for a line of the text. */
  sayLine(line: number): string;
}

/** Setup first. The scenario's declarations are known in the setup's functions too, because the scope is one. */
export function joinScenario(setup: string, code: string): ScenarioText {
  if (setup.trim() === '') {
    return { text: code, sayLine: (line) => `line ${line} of the scenario` };
  }
  const setupLines = setup.split('\n').length;
  return {
    // The semicolon keeps a scenario that begins with a bracket from becoming part of the setup's last statement.
    text: `${setup}\n;${code}`,
    sayLine: (line) => (line > setupLines ? `line ${line - setupLines} of the scenario` : `line ${line} of the setup`),
  };
}
