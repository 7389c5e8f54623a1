// Every sentence about a template's scenarios, each as a named factory: what is wrong, and the cure.
import { diagnostic } from '../diagnostics/diagnostic.ts';

export const noScenarios = diagnostic(
  'no_scenarios',
  () => `neither this file nor what it imports has a scenario; add scenario('What the template does', () => { … }).`,
);
export const misplacedScenario = diagnostic(
  'misplaced_scenario',
  () => 'scenario(…) is a statement of its own at the top of its file, and is used nowhere else; move it there.',
);
export const scenarioNameNotLiteral = diagnostic(
  'scenario_name_not_literal',
  () => 'the name of a scenario is text in quotes, because GTM shows it without running anything.',
);
export const scenarioNameCharacters = diagnostic(
  'scenario_name_characters',
  (found: string) =>
    `GTM may refuse ${found} in the name of a scenario; begin with a letter or digit and use only those, spaces and - _ , / ( ).`,
);
export const duplicateScenario = diagnostic(
  'duplicate_scenario',
  (name: string) => `two scenarios are called '${name}'; rename one.`,
);
export const scenarioNotAFunction = diagnostic(
  'scenario_not_a_function',
  () => 'the code of a scenario is a function without parameters and with braces: () => { … }.',
);
export const emptyScenario = diagnostic('empty_scenario', () => 'this scenario holds no code, so it can never fail.');
export const scenarioReturn = diagnostic(
  'scenario_return',
  () => 'GTM shows the code of a scenario without a function around it, so it cannot return; use if and else.',
);
export const scenarioClash = diagnostic(
  'scenario_clash',
  (name: string, owner: string) =>
    `${owner} has the name ${name} too, and GTM runs setup and scenario in one scope; rename one of them.`,
);
export const unknownTestFunction = diagnostic(
  'unknown_test_function',
  (name: string) => `tests have no function ${name}; see the names that 'sandbox:test' exports.`,
);
export const foreignMock = diagnostic(
  'foreign_mock',
  (name: string, container: string) =>
    `${container} containers have no API ${name}, so the template never calls it; correct the name.`,
);
