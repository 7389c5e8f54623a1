// Asks git about the repository that a gallery package lies in.
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { devNull } from 'node:os';

/** The repository whose root is the package's folder. */
export interface GitRepository {
  /** The branch that is checked out; undefined on a detached commit. */
  readonly branch: string | undefined;
  /** True where the clone lacks older commits. */
  readonly isShallow: boolean;
  /** The commit that is checked out; undefined before the first one. */
  readonly head: string | undefined;
  /** The text of a file at the root as a commit holds it, or undefined where it holds none. */
  readonly read: (commit: string, file: string) => string | undefined;
  readonly hasCommit: (sha: string) => boolean;
  /** True when `ancestor` is `commit`, or lies before it. */
  readonly isAncestor: (ancestor: string, commit: string) => boolean;
  /** The latest commit that changed the file. */
  readonly findLastChange: (file: string) => string | undefined;
  /** Those of the files that are not committed as they are. */
  readonly listUncommitted: (files: readonly string[]) => readonly string[];
}

type Setting = readonly [name: string, value: string];

/** Keeps git from running or fetching anything on the word of the repository, which may be a stranger's. */
const harmless: readonly Setting[] = [
  ['core.hooksPath', devNull],
  ['core.fsmonitor', 'false'],
  ['log.showSignature', 'false'],
];

/** The repository, or undefined where the folder is none of its own. Nothing that its own settings name is run. */
export function openRepository(folder: string): GitRepository | undefined {
  const settings = [...harmless, ...withoutFilters(folder)];
  const git = (...args: readonly string[]) => runGit(folder, args, settings);
  const top = git('rev-parse', '--show-toplevel')?.trim();
  if (top === undefined || realpathSync(top) !== realpathSync(folder)) return undefined;
  return {
    branch: git('symbolic-ref', '--short', '-q', 'HEAD')?.trim(),
    isShallow: git('rev-parse', '--is-shallow-repository')?.trim() === 'true',
    head: git('rev-parse', '--verify', '-q', 'HEAD')?.trim(),
    read: (commit, file) => git('show', `${commit}:${file}`),
    hasCommit: (sha) => git('cat-file', '-t', sha)?.trim() === 'commit',
    isAncestor: (ancestor, commit) => git('merge-base', '--is-ancestor', ancestor, commit) !== undefined,
    findLastChange: (file) => git('log', '-1', '--format=%H', '--', file)?.trim() || undefined,
    listUncommitted: (files) => {
      const text =
        git('status', '--porcelain', '--untracked-files=all', ...['--ignore-submodules=all', '--', ...files]) ?? '';
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.slice(3));
    },
  };
}

/** Settings without the filters that the repository itself names; those of its user stay. */
function withoutFilters(folder: string): Setting[] {
  const args = ['config', '--show-scope', '--null', '--name-only', '--get-regexp', '^filter\\.'];
  const parts = runGit(folder, args, harmless)?.split('\0') ?? [];
  const own = parts.flatMap((name, index) => (/^(?:local|worktree)$/.test(parts[index - 1] ?? '') ? [name] : []));
  const drivers = new Set(own.map((name) => name.slice(0, name.lastIndexOf('.'))));
  return [...drivers].flatMap((driver): Setting[] => [
    [`${driver}.clean`, ''],
    [`${driver}.process`, ''],
    [`${driver}.required`, 'false'],
  ]);
}

/** What git prints, or undefined where it fails or is missing. */
function runGit(folder: string, args: readonly string[], settings: readonly Setting[]): string | undefined {
  // Inside a hook these would lead git to another repository.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const given = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries([...own, ...given]),
      GIT_CONFIG_COUNT: String(settings.length),
      GIT_ALLOW_PROTOCOL: 'none',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? stdout : undefined;
}
