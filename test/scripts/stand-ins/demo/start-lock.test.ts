// One demo per folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../../../scripts/compiler/repository-root.ts';
import { DemoError } from '../../../../scripts/stand-ins/demo/demo-error.ts';
import { takeStartLock } from '../../../../scripts/stand-ins/demo/start-lock.ts';

const lockModule = pathToFileURL(join(repositoryRoot, 'scripts/stand-ins/demo/start-lock.ts')).href;

let file: string;
let children: ChildProcess[] = [];

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'start.pid');
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});

/** A process that takes the lock once its standard input ends, prints how that went, and lives on where it got it. */
function spawnTaker() {
  const code = `
    const { takeStartLock } = await import(${JSON.stringify(lockModule)});
    for await (const _ of process.stdin);
    try {
      takeStartLock(${JSON.stringify(file)});
      process.stdout.write('taken');
      setInterval(() => undefined, 60_000);
    } catch (error) {
      process.stdout.write(error.name);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

describe('takeStartLock', () => {
  it('writes the process id, and removes it on release', async () => {
    const release = takeStartLock(file);
    expect(await readFile(file, 'utf8')).toBe(`${process.pid}\n`);
    release();
    release();
    expect(existsSync(file)).toBe(false);
    takeStartLock(file)();
  });

  it('refuses while it is held, and names the process', () => {
    const release = takeStartLock(file);
    expect(() => takeStartLock(file)).toThrow(DemoError);
    expect(() => takeStartLock(file)).toThrow(`"npm start" already runs here (process ${process.pid}). Stop it first.`);
    release();
  });

  it.each(['', 'x\n', undefined])('refuses without a name while the process has written %j', async (written) => {
    const release = takeStartLock(file);
    await (written === undefined ? rm(file) : writeFile(file, written));
    expect(() => takeStartLock(file)).toThrow('"npm start" already runs here. Stop it first.');
    release();
  });

  it('takes over at once from a process that was killed, and what it left behind', async () => {
    const child = spawnTaker();
    child.stdin.end();
    await once(child.stdout, 'data');
    expect(() => takeStartLock(file)).toThrow(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readFile(file, 'utf8')).toBe(`${child.pid}\n`);
    takeStartLock(file)();
    expect(existsSync(file)).toBe(false);
  });

  it('goes to one of several that start at once over a lock that was left behind', async () => {
    // No system gives out ids this high.
    await writeFile(file, '999999999\n');
    const takers = Array.from({ length: 6 }, spawnTaker);
    const said = takers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]));
    for (const { stdin } of takers) stdin.end();
    expect((await Promise.all(said)).sort()).toEqual([...Array(5).fill('DemoError'), 'taken']);
  });

  it('says what is wrong with a folder in which nothing can be locked', async () => {
    await writeFile(`${file}.lock`, 'no database, although it is long enough to be one'.repeat(100));
    expect(() => takeStartLock(file)).toThrow('file is not a database');
  });
});
