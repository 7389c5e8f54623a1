// Watches a folder for saved files.
import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, posix } from 'node:path';

/** How a folder is watched. */
export interface Watching {
  /** Paths that start with one of these, relative to the folder, do not count: a build must not set off the next one. */
  readonly ignored: readonly string[];
  /** How long nothing may change until `onChange` hears of it; editors save in several steps. */
  readonly quietMs: number;
  /** Called with the files and folders that changed, relative to the folder, with slashes. */
  readonly onChange: (files: readonly string[]) => void;
}

/**
 * Watches until the returned function is called. Files whose name starts with a dot or ends with ~ do not count, nor do
 * those that came and went in between.
 */
export function watchFolder(folder: string, { ignored, quietMs, onChange }: Watching): () => void {
  const changed = new Set<string>();
  const known = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const announce = () => {
    const files = [...changed].sort().filter((file) => {
      const wasKnown = known.delete(file);
      if (existsSync(join(folder, file))) known.add(file);
      return wasKnown || known.has(file);
    });
    changed.clear();
    if (files.length > 0) onChange(files);
  };
  const stop = watchTree(folder, (file) => isPassing(file) || ignored.includes(file), {
    onFound: (file) => known.add(file),
    onChange: (file) => {
      changed.add(file);
      clearTimeout(timer);
      timer = setTimeout(announce, quietMs);
    },
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** What the watch says, each with a path relative to the folder. */
interface Listener {
  /** There when the watch of its folder began. */
  readonly onFound: (file: string) => void;
  readonly onChange: (file: string) => void;
}

/**
 * One watch for each folder, because Node's recursive one watches files by their inodes on Linux, and loses those that an
 * editor replaces by renaming a new one. See https://nodejs.org/api/fs.html#inodes.
 */
function watchTree(root: string, isLeftOut: (file: string) => boolean, { onFound, onChange }: Listener): () => void {
  const watchers = new Map<string, FSWatcher>();
  const watchOne = (folder: string) => {
    watchers.get(folder)?.close();
    const watcher = watch(join(root, folder), (_, name) => {
      const file = posix.join(folder, name ?? '');
      if (name === null || isLeftOut(file)) return;
      enterIfThere(file);
      onChange(file);
    });
    // A folder that was removed is heard of by the watch of the one that held it.
    watcher.on('error', () => watcher.close());
    watchers.set(folder, watcher);
  };
  const enter = (folder: string) => {
    watchOne(folder);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const file = posix.join(folder, entry.name);
      if (isLeftOut(file)) continue;
      onFound(file);
      if (entry.isDirectory()) enter(file);
    }
  };
  const enterIfThere = (file: string) => {
    try {
      if (isFolder(join(root, file))) enter(file);
    } catch (error) {
      // It may be gone before it is read.
      if (isFolder(join(root, file))) throw error;
    }
  };
  enter('');
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What editors write beside the file itself. */
function isPassing(file: string): boolean {
  const name = posix.basename(file);
  return name === '' || name.startsWith('.') || name.endsWith('~') || name === '4913';
}
