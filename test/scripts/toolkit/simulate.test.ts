// simulate and check as people start them, in processes of their own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import { writeFolder } from '../compiler/template-folder.ts';
import { failing, passing, toTpl } from './to-tpl.ts';

function run(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const preflight = join(repositoryRoot, 'scripts/preflight.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [preflight, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return { status, stdout, stderr };
}

describe('npm run simulate, as a process', () => {
  test('paths start in the working folder, and a pipe gets no colours even where they are forced on', () => {
    const folder = writeFolder({ 'sub/a.tpl': toTpl({ scenarios: { Succeeds: passing } }) });
    expect(run(folder, ['simulate', 'sub'], { CI: 'true', FORCE_COLOR: '1' })).toEqual({
      status: 0,
      stdout: '✓ sub/a.tpl  web tag, 1 scenario\n',
      stderr: '',
    });
  });

  test('below npm run, paths start where npm was called', () => {
    const folder = writeFolder({ 'a.tpl': toTpl() });
    const npm = { npm_lifecycle_event: 'simulate', npm_package_json: join(repositoryRoot, 'package.json') };
    const { status, stdout } = run(repositoryRoot, ['simulate', 'a.tpl'], { ...npm, INIT_CWD: folder });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '✓ a.tpl  web tag, no scenarios\n' });
  });

  test('a failure is the exit code of the process', () => {
    const folder = writeFolder({ 'a.tpl': toTpl({ scenarios: { Fails: failing } }) });
    const { status, stdout } = run(folder, ['simulate', 'a.tpl', '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ file: 'a.tpl', scenarios: [{ name: 'Fails', passed: false }] });
    expect(run(folder, ['check', 'a.tpl']).status).toBe(0);
    expect(run(folder, ['check', 'b.tpl']).status).toBe(2);
  });

  test('a reader that stops early is no fault', () => {
    const files = Array.from({ length: 40 }, (_, index) => [`${index}.tpl`, toTpl()]);
    const folder = writeFolder(Object.fromEntries(files));
    const preflight = join(repositoryRoot, 'scripts/preflight.mjs');
    const { stderr, stdout } = spawnSync('sh', ['-c', `"${process.execPath}" "${preflight}" check . | head -1`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ stderr, stdout }).toEqual({ stderr: '', stdout: '✓ ./0.tpl  web tag\n' });
  });
});
