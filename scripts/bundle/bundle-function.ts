// Bundles a function into one JavaScript file as it is deployed, so that a start does not read hundreds.
import { build } from 'esbuild';
import { precompileValidators } from './precompile-validators.ts';

/**
 * Writes `index.js` into `folder`, made where it is missing. functions-framework stays outside, because its command has
 * loaded it already, and so does Google's gRPC stack, which reads files beside its own; everything else is inside, readable,
 * not minified. Rejects with esbuild's own list of faults.
 */
export async function bundleFunction(source: string, folder: string): Promise<void> {
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
    plugins: [precompileValidators],
    logLevel: 'error',
  });
}
