// The entry of `npm run simulate`: inspects template files and exported containers, and runs the tests of templates.
import { enableCompileCache } from 'node:module';

// What is loaded from here on comes compiled, from the second run on.
enableCompileCache();
const [{ readContext }, { runInspection }, { startScenarioRunner }] = await Promise.all([
  import('./command-context.ts'),
  import('./run-inspection.ts'),
  import('./scenarios/start-scenario-runner.ts'),
]);

const name = 'simulate';
const description =
  'Runs the tests of any GTM template file, yours or a stranger’s, as GTM’s Tests tab would, and checks its sections, the language of its code and tests, and its permissions. Of a container that GTM exported it checks names and references, names what the simulator does not know, and does all this for every template in it.';

process.exitCode = await runInspection(
  { name, description, startRunner: startScenarioRunner },
  process.argv.slice(2),
  readContext(name),
);
