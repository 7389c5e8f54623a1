// The entry of `npm run licences`: lists the licence of every package that runs, and fails where one is not allowed.
import { repositoryRoot } from '../compiler/repository-root.ts';
import { readContext } from '../toolkit/command-context.ts';
import { judgeLicence } from './judge-licence.ts';
import { listLicences, toTable } from './list-licences.ts';
import { readPackages } from './read-packages.ts';
import { readSupplyOptions } from './read-supply-options.ts';

const help = `npm run licences [-- --all] [--json]

Lists the licence of every package that runs. Exit code 1 where one is not allowed here.

  --all    what only builds and tests as well
  --json   one JSON object per package and line
`;

const { write, warn } = readContext('licences');
const options = readSupplyOptions('licences', process.argv.slice(2));
if (typeof options === 'string') {
  warn(`${options}\n`);
  process.exitCode = 2;
} else if (options.isHelp) {
  write(help);
} else {
  const packages = readPackages(repositoryRoot).packages.filter(({ isRuntime }) => options.isAll || isRuntime);
  const rows = listLicences(packages);
  write(options.isJson ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : toTable(rows));
  const faults = packages.flatMap((one) => judgeLicence(one) ?? []);
  for (const fault of new Set(faults)) warn(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
