// Lays a bundled function out as functions-framework's command finds a deployed one.
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleFunction } from '../../../scripts/bundle/bundle-function.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));

/** The folder with `index.js` and a `package.json`; both sides of a bench are bundled alike. */
export async function toDeployedFolder(source: string, folder: string): Promise<string> {
  await bundleFunction(source, folder);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ main: 'index.js' }));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}
