// Builds the loader: one minified script for the page.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { repositoryRoot } from './repository-root.ts';

/** The loader as it is served. */
export interface BuiltLoader {
  readonly fileName: 'tilltag.v1.js';
  readonly code: string;
  readonly gzipBytes: number;
}

/** The newest syntax that every browser of the last four years reads; an older one must not choke on the script. */
const target = 'es2020';

/** The loader in one script that leaves a single global. Rejects with esbuild's own list of faults. */
export async function buildLoader(): Promise<BuiltLoader> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, 'gtm-templates/loader/tilltag.v1.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles.map(({ text }) => text).join('');
  return { fileName: 'tilltag.v1.js', code, gzipBytes: gzipSync(code, { level: 9 }).length };
}
