// The entry of `npm run sbom`: prints the bill of materials of what runs, from the lock file alone.
import { repositoryRoot } from '../compiler/repository-root.ts';
import { readContext } from '../toolkit/command-context.ts';
import { readPackages } from './read-packages.ts';
import { readSupplyOptions } from './read-supply-options.ts';
import { toCyclonedx } from './to-cyclonedx.ts';

const help = `npm run --silent sbom > sbom.json

Prints a bill of materials (CycloneDX 1.6, JSON) of every package that runs, with version, licence and digest.

  --all   what only builds and tests as well, with the scope "excluded"
`;

const { write, warn } = readContext('sbom');
const options = readSupplyOptions('sbom', process.argv.slice(2));
if (typeof options === 'string') {
  warn(`${options}\n`);
  process.exitCode = 2;
} else if (options.isHelp) {
  write(help);
} else {
  write(`${JSON.stringify(toCyclonedx(readPackages(repositoryRoot), options), undefined, 2)}\n`);
}
