// Packs the thank-you page's own script for the browser.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** One script without imports. Rejects when the source does not compile. */
export async function bundleThanksScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./thanks/watch-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) {
    throw new Error('esbuild wrote no script for the thank-you page.');
  }
  return output.text;
}
