// What the console's pages load, built as for a deployment.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConsoleAssets, readConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { buildConsole, consoleFolder } from '../../../scripts/compiler/build-console.ts';

/** The built files, read as the function reads them. */
export async function buildAssets(): Promise<ConsoleAssets> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-assets-'));
  mkdirSync(join(folder, consoleFolder));
  for (const { fileName, text } of await buildConsole()) writeFileSync(join(folder, consoleFolder, fileName), text);
  const assets = await readConsoleAssets(folder);
  rmSync(folder, { recursive: true });
  return assets;
}
