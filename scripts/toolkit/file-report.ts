// What the toolkit says about one file, for people and for machines.

/** What is wrong with a file, and where; line and column are those of the file and count from 1. */
export interface Problem {
  /** The section without its underscores, such as `WEB_PERMISSIONS`; in a container the path, `containerVersion.tag[3]`. */
  readonly section: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** How one scenario ended; `message` is empty when it passed. */
export interface ScenarioReport {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
  /** The line of the file on which it failed, where that is known. */
  readonly line?: number;
}

/** Everything that was found out about a file, or about a template within the file of a container. */
export interface FileReport {
  /** The path as it was given; of a template within a container with ` › ` and its name. */
  readonly file: string;
  /** Such as `web tag`, `server container`. */
  readonly template: string;
  /** How much of what a container holds, such as `2 tags`; absent where the file is a template. */
  readonly contents?: readonly string[];
  /** How many scenarios the file holds, whether they ran or not. */
  readonly scenarioCount: number;
  /** One for each scenario that was to run, in the order of the file. */
  readonly scenarios: readonly ScenarioReport[];
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** What is not wrong and a person should know, such as what the simulator does not know; only of containers. */
  readonly notes?: readonly string[];
}

/** True when nothing is wrong and no scenario failed. */
export function isFine({ problems, scenarios }: FileReport): boolean {
  return problems.length === 0 && scenarios.every(({ passed }) => passed);
}

/** The report as one line of JSON with the keys that are promised to machines, and no other. */
export function toJsonLine({ file, scenarios, problems, notes }: FileReport): string {
  return JSON.stringify({
    file,
    scenarios: scenarios.map(({ name, passed, message }) => ({ name, passed, message })),
    problems: problems.map(({ section, line, column, message }) => ({ section, line, column, message })),
    notes,
  });
}
