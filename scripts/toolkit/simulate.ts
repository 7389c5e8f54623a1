// The entry of `npm run simulate`: inspects template files and runs their tests.
import { readContext } from './command-context.ts';
import { runInspection } from './run-inspection.ts';
import { startScenarioRunner } from './scenarios/start-scenario-runner.ts';

const name = 'simulate';
const description =
  'Runs the tests of any GTM template file, yours or a stranger’s, as GTM’s Tests tab would, and checks its sections, the language of its code and tests, and its permissions.';

process.exitCode = await runInspection(
  { name, description, startRunner: startScenarioRunner },
  process.argv.slice(2),
  readContext(name),
);
