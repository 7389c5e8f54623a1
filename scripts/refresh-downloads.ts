// Builds anew what the console hands out, in a process of its own beside running functions, where the sources are newer.
import { readdirSync, statSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { downloadsFile } from '../functions/downloads/built-downloads.ts';
import { repositoryRoot } from './compiler/repository-root.ts';

/** All that decides what is built. */
const sources = ['gtm-templates', 'functions/contract', 'functions/rules', 'functions/downloads', 'scripts'];

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder of built assets.');
  process.exitCode = 2;
} else if (isOld(join(folder, downloadsFile))) {
  // Whoever pays at this moment goes first.
  setPriority(constants.priority.PRIORITY_LOW);
  await build(folder);
}

async function build(out: string): Promise<void> {
  const [{ buildTemplates }, { buildDownloads }, { writeFiles }] = await Promise.all([
    import('./compiler/build-templates.ts'),
    import('./containers/build-downloads.ts'),
    import('./compiler/write-files.ts'),
  ]);
  writeFiles(out, [buildDownloads(await buildTemplates({ types: 'none' }))]);
}

function isOld(file: string): boolean {
  const builtAtMs = findChange(file);
  return builtAtMs === undefined || sources.some((source) => isNewer(join(repositoryRoot, source), builtAtMs));
}

/** A folder changes when a file comes or goes, a file when it is written. */
function isNewer(path: string, builtAtMs: number): boolean {
  return readdirSync(path, { withFileTypes: true }).some((entry) => {
    if (entry.name === 'dist' || entry.name === 'node_modules') return false;
    const inner = join(path, entry.name);
    return (findChange(inner) ?? 0) > builtAtMs || (entry.isDirectory() && isNewer(inner, builtAtMs));
  });
}

function findChange(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
