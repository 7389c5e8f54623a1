// The built files of the console's pages: read once, served under names that change with their content.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const types = {
  'console.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'charts.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

export type AssetName = keyof typeof types;

export interface ConsoleAssets {
  /** The name that a page loads it by: with a digest of its content, so that browsers may keep it for good. */
  toVersioned(name: AssetName): string;
  /** The file of such a name, with its type; `undefined` for any other. */
  find(versioned: string): { type: string; body: Uint8Array } | undefined;
}

/** The files in the folder `console` of the built assets. Rejects with the cure where they were not built. */
export async function readConsoleAssets(assets: string): Promise<ConsoleAssets> {
  const files = new Map<string, { type: string; body: Uint8Array }>();
  const versioned = new Map<string, string>();
  for (const [name, type] of Object.entries(types)) {
    const body = await readBuilt(join(assets, 'console', name));
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    const unique = name.replace('.', `.${digest}.`);
    versioned.set(name, unique);
    files.set(unique, { type, body });
  }
  return {
    toVersioned: (name) => versioned.get(name) ?? name,
    find: (name) => files.get(name),
  };
}

async function readBuilt(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new Error(
      'The files of the console cannot be read. Run "npm run build", or set TILLTAG_ASSETS to the built folder.',
      {
        cause,
      },
    );
  }
}
