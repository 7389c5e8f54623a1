// Watches a folder for saved files.
import { watch } from 'node:fs';
import { sep } from 'node:path';

/** How a folder is watched. */
export interface Watching {
  /** Paths that start with one of these, relative to the folder, do not count: a build must not set off the next one. */
  readonly ignored: readonly string[];
  /** How long nothing may change until `onChange` hears of it; editors save in several steps. */
  readonly quietMs: number;
  /** Called with the files that changed, relative to the folder, with slashes. */
  readonly onChange: (files: readonly string[]) => void;
}

/** Watches until the returned function is called. Files whose name starts with a dot or ends with ~ do not count. */
export function watchFolder(folder: string, { ignored, quietMs, onChange }: Watching): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const announce = () => {
    const files = [...changed].sort();
    changed.clear();
    onChange(files);
  };
  const watcher = watch(folder, { recursive: true }, (_, name) => {
    const file = name?.replaceAll(sep, '/') ?? '';
    if (isPassing(file) || ignored.some((path) => file === path || file.startsWith(`${path}/`))) return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(announce, quietMs);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** What editors write beside the file itself. */
function isPassing(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return name === '' || name.startsWith('.') || name.endsWith('~') || name === '4913';
}
