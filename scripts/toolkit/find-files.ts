// Finds the files behind the paths that a command was given: templates, and containers that GTM exported.
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { holdsContainer } from './containers/holds-container.ts';
import { UsageError } from './usage-error.ts';

/** A file to look at. */
export interface FoundFile {
  /** As people know it: the given path, or the given folder and what follows below it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * A given file, whatever its name and content; of a given folder every `.tpl` below it and every `.json` that holds an exported
 * container, in the order of paths, except in `node_modules` and in folders that start with a dot. A file that is reached twice is
 * listed once. Relative paths start at `folder`. Throws a UsageError that names every path without such a file.
 */
export function findFiles(given: readonly string[], folder: string): FoundFile[] {
  const refusals: string[] = [];
  const files = new Map<string, FoundFile>();
  for (const path of given) {
    const found = findBehind(path, resolve(folder, path));
    if (typeof found === 'string') refusals.push(found);
    else for (const one of found) if (!files.has(one.path)) files.set(one.path, one);
  }
  if (refusals.length > 0) throw new UsageError(refusals.join('\n'));
  return [...files.values()];
}

/** The files, or a sentence about why there is none. */
function findBehind(file: string, path: string): readonly FoundFile[] | string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return `There is no file or folder ${file}.`;
  if (!stats.isDirectory()) return isReadable(path) ? [{ file, path }] : `${file} cannot be read; check its rights.`;
  const shown = file.replace(/[/\\]+$/, '') || file;
  const found = listPaths(path).map((inner) => ({ file: `${shown}/${inner}`, path: join(path, inner) }));
  return found.length > 0 ? found : `There is no .tpl file and no exported container in ${file} or below.`;
}

/** Paths below the folder, with slashes on every system. */
function listPaths(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const { name } = entry;
      if (entry.isDirectory()) {
        const isSearched = name !== 'node_modules' && !name.startsWith('.');
        return isSearched ? listPaths(join(folder, name)).map((inner) => `${name}/${inner}`) : [];
      }
      return isWanted(join(folder, name)) ? [name] : [];
    })
    .sort();
}

/** A link to a folder is not followed, because it may lead round in a circle. */
function isWanted(path: string): boolean {
  const isNamed = path.endsWith('.tpl') || path.endsWith('.json');
  if (!isNamed || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return path.endsWith('.tpl') || (isReadable(path) && holdsContainer(readFileSync(path, 'utf8')));
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
