// The built templates and containers, read when somebody first wants one, and anew after they were built anew.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuiltDownloads, downloadsFile } from '../../downloads/built-downloads.ts';

interface ReadFiles {
  /** Of the file that was read. */
  changedAtMs: number;
  downloads: Promise<BuiltDownloads>;
}

/** By folder: a process has one, or a few in tests. */
const remembered = new Map<string, ReadFiles>();

/** What was built into the folder of assets; `undefined` where nothing was, or not yet. Rejects where it cannot be read. */
export async function findBuiltFiles(assets: string): Promise<BuiltDownloads | undefined> {
  const path = join(assets, downloadsFile);
  const changedAtMs = await findChange(path);
  if (changedAtMs === undefined) return undefined;
  const known = remembered.get(assets);
  if (known?.changedAtMs === changedAtMs) return await known.downloads;
  const downloads = readFile(path, 'utf8').then((text): BuiltDownloads => JSON.parse(text));
  remembered.set(assets, { changedAtMs, downloads });
  downloads.catch(() => remembered.delete(assets));
  return await downloads;
}

async function findChange(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
