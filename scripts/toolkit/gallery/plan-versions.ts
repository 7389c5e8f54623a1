// Decides which versions metadata.yaml can name: those it names already, and the newest once a commit holds its template.
import { templateFile } from './check-template-file.ts';
import type { GitRepository } from './git-repository.ts';
import type { Version } from './metadata.ts';

/** What is known before a package is written. */
export interface Release {
  /** The template file as it was built. */
  readonly tpl: string;
  /** What a user would notice, one line per version, newest first. */
  readonly changes: readonly string[];
  /** The versions that metadata.yaml names so far, newest first. */
  readonly recorded: readonly Version[];
  readonly repository: GitRepository | undefined;
}

/**
 * The versions for metadata.yaml, and how far the release is:
 * `complete`, nothing is new; `named`, the newest got its commit just now; `pending`, it needs a commit first;
 * `unpublished`, the template changed and its list of changes did not; `lost`, the list has lost what was published.
 */
export interface VersionPlan {
  readonly kind: 'complete' | 'named' | 'pending' | 'unpublished' | 'lost';
  readonly versions: readonly Version[];
  /** Of the newest version. */
  readonly changeNotes: string;
}

/** Every change that no version names yet goes into the one that is due. */
export function planVersions({ tpl, changes, recorded, repository }: Release): VersionPlan {
  const published = recorded[0]?.changeNotes.trim().split('\n')[0]?.trim();
  const known = published === undefined ? changes.length : changes.findIndex((change) => change.trim() === published);
  if (known === -1) return { kind: 'lost', versions: recorded, changeNotes: published ?? '' };
  const changeNotes = changes.slice(0, known).join('\n');
  if (known === 0) {
    const isSame = repository?.read(recorded[0]?.sha ?? '', templateFile) === tpl;
    return { kind: isSame ? 'complete' : 'unpublished', versions: recorded, changeNotes: published ?? '' };
  }
  const sha = repository?.findLastChange(templateFile);
  const isCommitted = sha !== undefined && repository?.read(sha, templateFile) === tpl;
  if (!isCommitted) return { kind: 'pending', versions: recorded, changeNotes };
  return { kind: 'named', versions: [{ sha, changeNotes }, ...recorded], changeNotes };
}
