// Holds the versions of metadata.yaml against the commits that they name.
import { parseTpl } from '../../tpl/parse-tpl.ts';
import { templateFile } from './check-template-file.ts';
import { advice, type Finding, fault } from './finding.ts';
import type { GitRepository } from './git-repository.ts';
import { metadataFile, type PlacedVersion } from './metadata.ts';

/** What versions are held against. */
export interface VersionSurroundings {
  /** Without it nothing can be said about commits. */
  readonly repository: GitRepository | undefined;
  /** The template file as it lies in the folder. */
  readonly template: string | undefined;
  /** The newest version has no entry yet. */
  readonly isPending: boolean;
}

/** A finding for each version whose commit is missing or wrong, and for a newest version that is out of date. */
export function checkVersions(versions: readonly PlacedVersion[], surroundings: VersionSurroundings): Finding[] {
  const { repository, isPending } = surroundings;
  if (versions.length === 0) {
    const cure = 'commit template.tpl, then name that commit here';
    return isPending ? [] : [fault({ file: metadataFile }, `The file names no version; ${cure}.`)];
  }
  if (repository === undefined) return [];
  return [
    ...versions.flatMap((version) => checkCommit(version, repository)),
    ...checkOrder(versions, repository),
    ...checkNewest(versions, repository, surroundings),
  ];
}

function isSha(sha: string): boolean {
  return /^[0-9a-f]{40}$/.test(sha);
}

function checkCommit({ sha, line, column }: PlacedVersion, repository: GitRepository): Finding[] {
  const at = { file: metadataFile, line, column };
  if (!isSha(sha)) return [];
  if (!repository.hasCommit(sha)) {
    if (repository.isShallow) return [];
    return [fault(at, `This repository has no commit ${sha}; name the one that holds this version of template.tpl.`)];
  }
  const text = repository.read(sha, templateFile);
  if (text === undefined) return [fault(at, `The commit ${sha} holds no template.tpl at its root.`)];
  const hasInfo = parseTpl(text).sections.some(({ name }) => name === 'INFO');
  if (!hasInfo) return [fault(at, `What the commit ${sha} holds as template.tpl is no template.`)];
  const isOnBranch = repository.head !== undefined && repository.isAncestor(sha, repository.head);
  return isOnBranch ? [] : [fault(at, `The commit ${sha} is not part of the branch that is checked out; merge it.`)];
}

function checkOrder(versions: readonly PlacedVersion[], repository: GitRepository): Finding[] {
  return versions.flatMap(({ sha, line, column }, index) => {
    const newer = versions[index - 1];
    if (newer === undefined || !isSha(sha) || !isSha(newer.sha)) return [];
    const at = { file: metadataFile, line, column };
    if (sha === newer.sha) return [fault(at, `Two versions name the commit ${sha}; each needs its own.`)];
    const isReversed = repository.hasCommit(sha) && repository.isAncestor(newer.sha, sha);
    return isReversed ? [fault(at, 'This version is newer than the one above it; put the newest version first.')] : [];
  });
}

function checkNewest(
  [newest]: readonly PlacedVersion[],
  repository: GitRepository,
  { template, isPending }: VersionSurroundings,
): Finding[] {
  if (newest === undefined || isPending || template === undefined || !isSha(newest.sha)) return [];
  const published = repository.read(newest.sha, templateFile);
  if (published === undefined || published === template) return [];
  const message =
    'template.tpl has changed since the newest version. To publish it, commit it and put a version with that commit on top.';
  return [advice({ file: metadataFile, line: newest.line, column: newest.column }, message)];
}
