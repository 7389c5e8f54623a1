// Builds what the console's pages load: scripts, style and icon, each as small as it gets.
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from './repository-root.ts';

/** One file of those. */
export interface BuiltAsset {
  readonly fileName: string;
  readonly text: string;
}

/** The folder below that of built assets where the function looks for them. */
export const consoleFolder = 'console';

const folder = join(repositoryRoot, 'functions/console/client');

/** The files of the console. Rejects with esbuild's own list of faults. */
export async function buildConsole(): Promise<BuiltAsset[]> {
  const { outputFiles } = await build({
    entryPoints: ['console.ts', 'charts.ts', 'console.css'].map((name) => join(folder, name)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  const built = outputFiles.map(({ path, text }) => ({ fileName: basename(path), text }));
  return [...built, { fileName: 'icon.svg', text: await readFile(join(folder, 'icon.svg'), 'utf8') }];
}
