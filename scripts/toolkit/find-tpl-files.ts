// Finds the template files behind the paths that a command was given.
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** A file to look at. */
export interface TplFile {
  /** As people know it: the given path, or the given folder and what follows below it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * A given file, whatever its name; of a given folder every `.tpl` below it, in the order of paths, except in `node_modules`
 * and in folders that start with a dot. A file that is reached twice is listed once. Relative paths start at `folder`.
 * Throws a UsageError that names every path without a template.
 */
export function findTplFiles(given: readonly string[], folder: string): TplFile[] {
  const refusals: string[] = [];
  const files = new Map<string, TplFile>();
  for (const path of given) {
    const found = findBehind(path, resolve(folder, path));
    if (typeof found === 'string') refusals.push(found);
    else for (const one of found) if (!files.has(one.path)) files.set(one.path, one);
  }
  if (refusals.length > 0) throw new UsageError(refusals.join('\n'));
  return [...files.values()];
}

/** The files, or a sentence about why there is none. */
function findBehind(file: string, path: string): readonly TplFile[] | string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return `There is no file or folder ${file}.`;
  if (!stats.isDirectory()) return isReadable(path) ? [{ file, path }] : `${file} cannot be read; check its rights.`;
  const shown = file.replace(/[/\\]+$/, '') || file;
  const found = listTplPaths(path).map((inner) => ({ file: `${shown}/${inner}`, path: join(path, inner) }));
  return found.length > 0 ? found : `There is no .tpl file in ${file} or below.`;
}

/** Paths below the folder, with slashes on every system. */
function listTplPaths(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const { name } = entry;
      if (entry.isDirectory()) {
        const isSearched = name !== 'node_modules' && !name.startsWith('.');
        return isSearched ? listTplPaths(join(folder, name)).map((inner) => `${name}/${inner}`) : [];
      }
      // A link to a folder is not followed, because it may lead round in a circle.
      return name.endsWith('.tpl') && statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ? [name] : [];
    })
    .sort();
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
