// What the check of a gallery package finds in its commits.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLicence } from '../../../../scripts/toolkit/gallery/check-licence.ts';
import { checkPackage } from '../../../../scripts/toolkit/gallery/check-package.ts';
import { formatFinding } from '../../../../scripts/toolkit/gallery/finding.ts';
import { writeFolder } from '../../compiler/template-folder.ts';
import { goodTemplate, startPackage, toMetadata } from './start-package.ts';

/** Faults start with ✗, advice with !. */
async function check(folder: string): Promise<string[]> {
  const findings = await checkPackage(folder, 'published');
  return findings.map((one) => `${one.isAdvice ? '!' : '✗'} ${formatFinding(one)}`);
}

const unknownSha = 'a'.repeat(40);

describe('checkPackage, commits', () => {
  test('a commit that the repository does not have is refused', async () => {
    const { folder, write, commit } = startPackage();
    write({ 'metadata.yaml': toMetadata(unknownSha) });
    commit();
    expect(await check(folder)).toEqual([
      `✗ metadata.yaml:4:5 — This repository has no commit ${unknownSha}; name the one that holds this version of template.tpl.`,
    ]);
  });

  test('a commit without the template is refused', async () => {
    const { folder, write, commit } = startPackage();
    write({ 'template.tpl': undefined });
    const sha = commit();
    write({ 'template.tpl': goodTemplate, 'metadata.yaml': toMetadata(sha) });
    commit();
    expect(await check(folder)).toEqual([`✗ metadata.yaml:4:5 — The commit ${sha} holds no template.tpl at its root.`]);
  });

  test('a commit whose template.tpl is no template is refused', async () => {
    const { folder, write, commit } = startPackage();
    write({ 'template.tpl': 'Hello' });
    const sha = commit();
    write({ 'template.tpl': goodTemplate, 'metadata.yaml': toMetadata(sha) });
    commit();
    expect(await check(folder)).toContain(
      `✗ metadata.yaml:4:5 — What the commit ${sha} holds as template.tpl is no template.`,
    );
  });

  test('a commit that was left behind on another branch is refused', async () => {
    const { folder, write, git, commit } = startPackage();
    git('checkout', '--quiet', '-b', 'side');
    write({ 'note.txt': 'x' });
    const sha = commit();
    git('checkout', '--quiet', 'main');
    write({ 'metadata.yaml': toMetadata(sha) });
    commit();
    expect(await check(folder)).toEqual([
      `✗ metadata.yaml:4:5 — The commit ${sha} is not part of the branch that is checked out; merge it.`,
    ]);
  });

  test('versions in the wrong order and versions of one commit are refused', async () => {
    const { folder, write, sha, commit } = startPackage();
    write({ 'template.tpl': goodTemplate.replace('None.', 'Newer.') });
    const newer = commit();
    write({ 'metadata.yaml': toMetadata(newer, sha) });
    commit();
    expect(await check(folder)).toEqual([]);
    write({ 'template.tpl': goodTemplate, 'metadata.yaml': toMetadata(sha, newer) });
    commit();
    expect(await check(folder)).toEqual([
      '✗ metadata.yaml:6:5 — This version is newer than the one above it; put the newest version first.',
    ]);
    write({ 'metadata.yaml': toMetadata(sha, sha) });
    commit();
    expect(await check(folder)).toEqual([
      `✗ metadata.yaml:6:5 — Two versions name the commit ${sha}; each needs its own.`,
    ]);
  });

  test('a template that changed since its newest version brings advice', async () => {
    const { folder, write, commit } = startPackage();
    write({ 'template.tpl': goodTemplate.replace('None.', 'Newer.') });
    commit();
    expect(await check(folder)).toEqual([
      expect.stringMatching(/^! metadata\.yaml:4:5 — template\.tpl has changed since the newest version\./),
    ]);
  });

  test('what is not committed brings advice', async () => {
    const { folder, write } = startPackage();
    write({ 'README.md': 'Changed', 'note.txt': 'x' });
    expect(await check(folder)).toEqual([
      '! README.md — This file is not committed as it is; the gallery reads commits.',
    ]);
  });

  test('a branch other than the main one is refused', async () => {
    const { folder, git } = startPackage();
    git('checkout', '--quiet', '-b', 'develop');
    expect(await check(folder)).toEqual([
      '✗ repository — The gallery reads the main branch, and this is develop; check out main.',
    ]);
    git('branch', '-m', 'develop', 'master');
    git('branch', '-D', 'main');
    expect(await check(folder)).toEqual([]);
  });

  test('a folder inside of another repository is refused', async () => {
    const { folder, write } = startPackage();
    write({ 'inner/LICENSE': readLicence() });
    expect(await check(join(folder, 'inner'))).toContainEqual(
      expect.stringMatching(/^✗ repository — The folder is not the root/),
    );
  });

  test('in a clone without older commits these are not called missing', async () => {
    const { folder, write, sha, commit } = startPackage();
    write({ 'README.md': 'Later' });
    commit();
    const clone = join(writeFolder({}), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${folder}`, clone]);
    expect(await check(clone)).toEqual([
      '! repository — This clone lacks older commits; run "git fetch --unshallow" to have all checked.',
    ]);
    expect(sha).toHaveLength(40);
    rmSync(join(clone, '.git'), { recursive: true });
    expect(await check(clone)).toContainEqual(expect.stringMatching(/^✗ repository — /));
  });
});
