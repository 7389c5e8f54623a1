// Packs a script of the stand-ins' pages for the browser.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** One script without imports, of the TypeScript file at `entry`. Rejects when it does not compile. */
export async function bundleScript(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) {
    throw new Error(`esbuild wrote no script for ${entry.pathname}.`);
  }
  return output.text;
}
