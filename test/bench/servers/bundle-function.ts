// Bundles a function into JavaScript as it would be deployed, so that a start reads a few files and not hundreds.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));

/**
 * A folder with `index.js`, its lazily loaded parts and a `package.json`. Both sides of a bench are bundled alike:
 * functions-framework stays outside, because its command has loaded it already, and so does Google's gRPC stack, which
 * reads files beside its own; everything else is inside, readable, not minified.
 */
export async function bundleFunction(source: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { index: source },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: ['@google-cloud/*', 'google-gax'],
    // CommonJS packages inside an ES module still call require.
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}
