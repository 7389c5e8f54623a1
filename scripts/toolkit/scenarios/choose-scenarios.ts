// Decides which scenarios of a file run.
import type { ParsedTpl, TplScenario } from '../../tpl/parsed-tpl.ts';

/** Which scenarios run. */
export interface ScenarioChoice {
  /** Only those whose name holds this text; all without it. */
  readonly only?: string | undefined;
  /** How many of these are left out at the beginning. */
  readonly from?: number;
}

/** The scenarios that were chosen, in the order of the file. */
export function chooseScenarios({ scenarios }: ParsedTpl, { only, from = 0 }: ScenarioChoice): readonly TplScenario[] {
  return scenarios.filter(({ name }) => only === undefined || name.includes(only)).slice(from);
}
