// Runs one of the project's commands on any Node from 18 on: installs what is missing, finds Node 24, hands over.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const neededMajor = 24;

/** The script behind each command, relative to the repository. */
const commands = {
  start: 'scripts/start.ts',
  test: 'scripts/test/run.ts',
  build: 'scripts/build.ts',
  serve: 'scripts/serve.ts',
  tilltag: 'scripts/cli/tilltag.ts',
  simulate: 'scripts/toolkit/simulate.ts',
  check: 'scripts/toolkit/check.ts',
  gallery: 'scripts/toolkit/gallery.ts',
  dev: 'scripts/toolkit/dev.ts',
  bench: 'test/bench/run.ts',
  soak: 'test/soak/run.ts',
  fuzz: 'test/fuzz/run.ts',
  chaos: 'test/chaos/run.ts',
  load: 'test/load/run.ts',
  licences: 'scripts/supply/licences.ts',
  sbom: 'scripts/supply/sbom.ts',
  pictures: 'test/browser/take-pictures.ts',
};

/** Ends with one sentence that says what to do. */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when node_modules holds exactly what the lock file names, as far as this platform needs it. */
function isInstalled() {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages;
  const present = readJson(path.join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  const isSame = ([name, entry]) => {
    const installed = present[name];
    // An optional package for another platform is named in the lock file and rightly absent here.
    if (!installed) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return installed.version === entry.version && installed.integrity === entry.integrity;
  };
  const names = Object.entries(wanted).filter(([name]) => name !== '');
  return (
    names.every(isSame) &&
    Object.keys(present).every((name) => wanted[name] !== undefined && existsSync(path.join(root, name)))
  );
}

/** The process id of an `npm start` that runs from this folder, if one does. */
function findRunningStart() {
  const file = path.join(root, '.tilltag', 'start.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? pid : undefined;
  }
}

function install() {
  const running = findRunningStart();
  if (running !== undefined) {
    fail(
      `The packages changed while "npm start" runs here (process ${running}). Stop it, then run this command again.`,
    );
  }
  process.stderr.write(
    'Installing packages, which takes a minute or more and happens once for each version of the lock file …\n',
  );
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-fund', '--no-audit'];
  const npmScript = process.env.npm_execpath;
  const result = npmScript?.endsWith('.js')
    ? spawnSync(process.execPath, [npmScript, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    fail('The packages could not be installed. npm says why above; most often the network or a proxy is the reason.');
  }
}

/** A Node that is new enough: the one that runs this, else the one that came with the packages. */
function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', binary);
  const answer = existsSync(bundled) ? spawnSync(bundled, ['--version'], { encoding: 'utf8' }) : undefined;
  if (answer?.status === 0 && Number.parseInt(answer.stdout.slice(1), 10) >= neededMajor) return bundled;
  return fail(
    `Tilltag runs on Node ${neededMajor} or newer; this is ${process.version}, and no packaged Node fits ${process.platform} ${process.arch}. Install it from https://nodejs.org/ and run this command again.`,
  );
}

function run(node, script, args) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', path.join(root, script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // On a terminal Ctrl-C already reaches every process of the group; twice would look like impatience.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  }
  // npm ends its shell on SIGTERM without a word to us: an orphan takes its command down with it.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 250).unref();
  child.on('error', (error) => fail(`Node could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

const [command = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, command))
  fail(`Unknown command "${command}". Known: ${Object.keys(commands).join(', ')}.`);
if (Number.parseInt(process.versions.node, 10) < 18)
  fail(`Tilltag needs Node 18 or newer to set itself up; this is ${process.version}.`);
if (!isInstalled()) install();
run(findNode(), commands[command], args);
