// The check of a gallery package as a person runs it.
import { describe, expect, test } from 'vitest';
import { startPackage } from './start-package.ts';
import { startProject } from './start-project.ts';

describe('npm run gallery -- --check FOLDER', () => {
  test('a package in order ends with 0', async () => {
    const { folder } = startPackage();
    const { exitCode, stdout } = await startProject().run('--check', folder);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `✓ ${folder} holds nothing that the gallery is known to refuse.\n`,
    });
  });

  test('a fault ends with 1, advice does not', async () => {
    const { folder, write, commit } = startPackage();
    write({ 'README.md': undefined });
    commit();
    const { run } = startProject();
    expect(await run('--check', folder)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^! README\.md — /),
    });
    write({ LICENSE: 'MIT' });
    commit();
    const { exitCode, stdout } = await run('--check', folder);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✗ LICENSE — /m);
    expect(stdout).toContain('has 1 fault; the gallery would refuse it without a word.');
  });

  test('a folder that does not exist, a name beside it, and no name at all end with 2', async () => {
    const { run } = startProject();
    expect(await run('--check', 'gone')).toMatchObject({ exitCode: 2, stderr: 'There is no folder gone.\n' });
    expect(await run('my-tag', '--check', '.')).toMatchObject({ exitCode: 2 });
    expect(await run()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--help') });
    expect(await run('--chekc', '.')).toMatchObject({ exitCode: 2 });
    expect(await run('--help')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('--documentation') });
  });
});
