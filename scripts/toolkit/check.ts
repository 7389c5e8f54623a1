// The entry of `npm run check`: inspects template files and exported containers without running tests.
import { readContext } from './command-context.ts';
import { runInspection } from './run-inspection.ts';

const name = 'check';
const description =
  'Checks any GTM template file, yours or a stranger’s: its sections, the language of its code and tests, and its permissions. Of a container that GTM exported: its names and references, and every template in it. "npm run simulate" runs the tests as well.';

process.exitCode = await runInspection({ name, description }, process.argv.slice(2), readContext(name));
