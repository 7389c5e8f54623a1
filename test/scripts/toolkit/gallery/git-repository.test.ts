// What git is asked in a folder that may be a stranger's: it answers, and runs nothing that the folder names.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../../../scripts/toolkit/gallery/git-repository.ts';
import { startRepository } from './start-package.ts';

/** A repository with a commit, and a program in it that leaves a file behind when it is run. */
function startHostile() {
  const { folder, git, write, commit } = startRepository();
  write({ 'template.tpl': 'a\n', '.gitattributes': '*.tpl filter=own\n' });
  const head = commit();
  const program = join(folder, '.git', 'program');
  const ran = join(folder, '.git', 'ran');
  writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\ncat\n`);
  chmodSync(program, 0o755);
  return { folder, git, write, head, program, wasRun: () => existsSync(ran) };
}

/** Everything that is asked. */
function askAll(folder: string) {
  const repository = openRepository(folder);
  const head = repository?.head ?? '';
  return {
    head,
    text: repository?.read(head, 'template.tpl'),
    lastChange: repository?.findLastChange('template.tpl'),
    uncommitted: repository?.listUncommitted(['template.tpl']),
  };
}

describe('openRepository', () => {
  test('what is asked is answered', () => {
    const { folder, write, head } = startHostile();
    expect(askAll(folder)).toEqual({ head, text: 'a\n', lastChange: head, uncommitted: [] });
    write({ 'template.tpl': 'b\n' });
    expect(askAll(folder).uncommitted).toEqual(['template.tpl']);
  });

  test.each([
    ['a monitor of files', 'core.fsmonitor'],
    ['a filter', 'filter.own.clean'],
    ['a filter that stays', 'filter.own.process'],
  ])('runs nothing that the repository names as %s', (_, setting) => {
    const { folder, git, write, program, wasRun } = startHostile();
    git('config', setting, program);
    write({ 'template.tpl': 'b\n' });
    expect(askAll(folder).uncommitted).toEqual(['template.tpl']);
    expect(wasRun()).toBe(false);
  });

  test('runs no hook of the repository', () => {
    const { folder, write, program, wasRun } = startHostile();
    mkdirSync(join(folder, '.git/hooks'), { recursive: true });
    writeFileSync(join(folder, '.git/hooks/post-index-change'), `#!/bin/sh\nexec '${program}' </dev/null\n`, {
      mode: 0o755,
    });
    write({ 'template.tpl': 'a\n' });
    askAll(folder);
    expect(wasRun()).toBe(false);
  });

  test('runs nothing to see who signed a commit', () => {
    const { folder, git, head, program, wasRun } = startHostile();
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n YQ==\n -----END PGP SIGNATURE-----\n';
    const signed = `${git('cat-file', 'commit', head)}\n`.replace(/^(committer .*\n)/m, `$1${signature}`);
    writeFileSync(join(folder, '.git/signed'), signed);
    git('reset', '--quiet', git('hash-object', '-t', 'commit', '-w', '.git/signed'));
    git('config', 'log.showSignature', 'true');
    git('config', 'gpg.program', program);
    expect(askAll(folder).lastChange).toMatch(/^[0-9a-f]{40}$/);
    expect(wasRun()).toBe(false);
  });

  test('fetches no commit that the repository says is elsewhere', () => {
    const { folder, git, program, wasRun } = startHostile();
    git('config', 'core.repositoryformatversion', '1');
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.url', `ext::${program}`);
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'protocol.ext.allow', 'always');
    expect(openRepository(folder)?.hasCommit('a'.repeat(40))).toBe(false);
    expect(wasRun()).toBe(false);
  });
});
