// Checks a folder as the template gallery reads it, because the gallery refuses without a word.
//
// It proves what is written in the folder and its git history. What the gallery makes of it, and what a remote holds that
// was not fetched, only the gallery can prove.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLicence } from './check-licence.ts';
import { checkTemplateFile, templateFile } from './check-template-file.ts';
import { checkVersions } from './check-versions.ts';
import { advice, type Finding, fault } from './finding.ts';
import { type GitRepository, openRepository } from './git-repository.ts';
import { metadataFile, parseMetadata } from './metadata.ts';

/** What stands at the root of every package. */
export const packageFiles = [templateFile, metadataFile, 'LICENSE', 'README.md'] as const;

/**
 * How far a package is: it waits for the commit of its newest version, it was written just now and waits for its last
 * commit, or it is as the gallery is to read it.
 */
export type Stage = 'pending' | 'written' | 'published';

/** Every finding about the folder, as far as it has to be right at this stage. */
export async function checkPackage(folder: string, stage: Stage): Promise<Finding[]> {
  const names = readdirSync(folder);
  const read = (file: string) => (names.includes(file) ? readFileSync(join(folder, file), 'utf8') : undefined);
  const template = read(templateFile);
  const metadata = read(metadataFile);
  const licence = read('LICENSE');
  const repository = openRepository(folder);
  const parsed = metadata === undefined ? undefined : parseMetadata(metadata);
  return [
    ...packageFiles.flatMap((file) => (names.includes(file) ? [] : [describeMissing(file, names)])),
    ...(template === undefined ? [] : await checkTemplateFile(template)),
    ...(parsed?.findings ?? []),
    ...(parsed === undefined
      ? []
      : checkVersions(parsed.versions, { repository, template, isPending: stage === 'pending' })),
    ...(licence === undefined ? [] : checkLicence(licence)),
    ...(stage === 'pending' ? [] : checkRepository(folder, repository)),
    ...(stage === 'published' ? findUncommitted(repository) : []),
  ];
}

function describeMissing(file: string, names: readonly string[]): Finding {
  if (file === 'README.md') return advice({ file }, 'There is no README.md; the gallery links to it.');
  const stem = file.split('.')[0]?.toLowerCase() ?? file;
  const similar = names.find((name) => name.toLowerCase().split('.')[0] === stem);
  const other = similar ?? (file === templateFile ? names.find((name) => name.endsWith('.tpl')) : undefined);
  const cure = other === undefined ? 'add it' : `rename ${other}`;
  return fault({ file }, `The gallery wants a file of exactly this name at the root of the repository; ${cure}.`);
}

function checkRepository(folder: string, repository: GitRepository | undefined): Finding[] {
  const at = { file: 'repository' };
  if (repository === undefined) {
    const isInside = existsSync(join(folder, '.git'));
    const sentence = isInside
      ? 'git cannot read this repository.'
      : 'The folder is not the root of a git repository of its own.';
    return [fault(at, `${sentence} The gallery reads one repository per template.`)];
  }
  const { branch, isShallow } = repository;
  return [
    ...(branch === undefined || branch === 'main' || branch === 'master'
      ? []
      : [fault(at, `The gallery reads the main branch, and this is ${branch}; check out main.`)]),
    ...(isShallow
      ? [advice(at, 'This clone lacks older commits; run "git fetch --unshallow" to have all checked.')]
      : []),
  ];
}

function findUncommitted(repository: GitRepository | undefined): Finding[] {
  const files = repository?.listUncommitted(packageFiles) ?? [];
  return files.map((file) => advice({ file }, 'This file is not committed as it is; the gallery reads commits.'));
}
