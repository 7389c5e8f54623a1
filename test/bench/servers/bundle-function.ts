// Bundles a function into one JavaScript file as it would be deployed, so that a start does not read hundreds.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));

/**
 * A folder with `index.js` and a `package.json`. Both sides of a bench are bundled alike: functions-framework stays outside,
 * because its command has loaded it already, and so does Google's gRPC stack, which reads files beside its own; everything
 * else is inside, readable, not minified.
 */
export async function bundleFunction(source: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { index: source },
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // An ES module that imports node:http has Node fill in every export of it, WebSocket and with it all of fetch included.
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    external: ['@google-cloud/*', 'google-gax'],
    logLevel: 'error',
  });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ main: 'index.js' }));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}
