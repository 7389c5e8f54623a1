// Lays functions out as functions-framework's command finds deployed ones, and builds them as Google's builder would.
import { execFile } from 'node:child_process';
import { rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundleWithCompileCache } from '../../../scripts/bundle/bundle-deployment.ts';
import { bundleFunction } from '../../../scripts/bundle/bundle-function.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));

/** A deployed function: where it lies, which is where it is started, and what its process needs in its environment. */
export interface DeployedFolder {
  folder: string;
  environment: Readonly<Record<string, string>>;
}

/** As people deploy without further thought: `index.js`, bundled like ours, and a `package.json`. */
export async function toPlainFolder(source: string, folder: string): Promise<DeployedFolder> {
  const { main } = await bundleFunction(source, folder);
  await rename(path.join(folder, main), path.join(folder, 'index.js'));
  await finish(folder, { main: 'index.js' });
  return { folder, environment: {} };
}

/** As ours are deployed: a file that the framework loads at once, and the code that the build compiled. */
export async function toBuiltFolder(source: string, folder: string): Promise<DeployedFolder> {
  const { main, scripts, environment } = await bundleWithCompileCache(source, folder);
  await finish(folder, { main });
  const [, ...args] = scripts['gcp-build'].split(' ');
  await promisify(execFile)(process.execPath, args, { cwd: folder });
  return { folder, environment };
}

/** The same without that code. */
export function withoutCompiled({ folder }: DeployedFolder): DeployedFolder {
  return { folder, environment: {} };
}

async function finish(folder: string, manifest: object): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}
