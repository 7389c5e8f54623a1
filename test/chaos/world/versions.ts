// The versions of the code that run: this one, or this one beside an earlier one out of the repository's history.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { schemaVersion } from '../../../functions/store/sqlite/migrate.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import { ScenarioObstacle, type Versions } from '../scenario.ts';

/** Two processes of this version. */
export function bothOfThisVersion(): Versions {
  return { roots: [repositoryRoot, repositoryRoot], note: '', remove: () => {} };
}

/** So long ago that something has changed, and not so long that nobody would skip what lies between. */
const defaultAgainst = 'HEAD~50';

/**
 * A process of `against`, a commit, and then one of this version. Rejects with ScenarioObstacle where there is no history, and for a
 * version whose SQLite file is another.
 */
export async function thisBesideEarlier(against = defaultAgainst): Promise<Versions> {
  const commit = readHistory(['rev-parse', '--verify', '--quiet', `${against}^{commit}`], against).trim();
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-chaos-version-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    execFileSync('tar', ['-x', '-C', folder], { input: archive(commit) });
    symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
    await compareSchemas(folder, against);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    roots: [folder, repositoryRoot],
    note: `beside ${commit.slice(0, 7)}`,
    remove() {
      process.off('exit', remove);
      remove();
    },
  };
}

/** A version refuses the file of a later step, so those two never run at once. */
async function compareSchemas(folder: string, against: string): Promise<void> {
  const file = join(folder, 'functions/store/sqlite/migrate.ts');
  const earlier: unknown = (await import(pathToFileURL(file).href)).schemaVersion;
  if (earlier === schemaVersion) return;
  throw new ScenarioObstacle(
    `${against} keeps its SQLite file at step ${String(earlier)}, this version at ${schemaVersion}, and no version opens the file of a later one. Name a later commit with --against.`,
  );
}

function archive(commit: string): Buffer {
  const args = ['archive', '--format=tar', commit, 'functions', 'package.json'];
  return execFileSync('git', args, { cwd: repositoryRoot, maxBuffer: 256 * 1024 * 1024 });
}

function readHistory(args: string[], against: string): string {
  try {
    return execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    throw new ScenarioObstacle(
      `There is no commit ${against} here. Clone the repository with its history, or name a commit with --against.`,
    );
  }
}
