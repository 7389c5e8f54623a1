// Fills the folder of compiled code beside a function, where its image is built; asks nobody and listens nowhere.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = join(__dirname, 'compile-cache');
const useIt = `--require=${join(__dirname, 'use-compile-cache.cjs')}`;
const framework = createRequire(__filename).resolve('@google-cloud/functions-framework');

// The packages that the function loads when it is first asked, as they are named to this program.
const packages = process.argv.slice(2);
const loadAll = ['./index.cjs', ...packages].map((one) => `require(${JSON.stringify(one)});`).join('');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
// The framework's command loads all of itself before it says how it is used. Node writes what it compiled when it ends.
run([useIt, join(dirname(framework), 'main.js'), '--help']);
// The name of no function, so that none is opened and nothing has to be set.
run([useIt, '--eval', loadAll], { FUNCTION_TARGET: '' });

function run(args: string[], env: Record<string, string> = {}): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: __dirname,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  // A build is no worse without: what is missing is compiled at the start.
  if (status !== 0) process.stderr.write(`Compiled code could not be kept, so starts will be slower.\n${stderr}\n`);
}
