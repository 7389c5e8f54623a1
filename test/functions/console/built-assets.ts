// The console's real files, built once for a test file.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConsoleAssets, readConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { buildConsole, consoleFolder } from '../../../scripts/compiler/build-console.ts';

/** The files as the console reads them after a build. */
export async function buildAssets(): Promise<ConsoleAssets> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tilltag-assets-'));
  try {
    mkdirSync(path.join(folder, consoleFolder));
    for (const { fileName, text } of await buildConsole()) {
      writeFileSync(path.join(folder, consoleFolder, fileName), text);
    }
    return await readConsoleAssets(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
