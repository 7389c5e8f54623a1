// Lays a function out in a folder as Google builds it: one bundle, the few packages that stay outside it, and its assets.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleDeployment, type DeploymentBundle } from '../../bundle/bundle-deployment.ts';
import { repositoryRoot } from '../../compiler/repository-root.ts';
import type { FunctionName } from '../deployment.ts';
import type { OwnProcess } from '../own-process.ts';
import type { BuiltAssets } from './build-assets.ts';
import { cutLock, findVersion, type LockFile, type Manifest } from './cut-lock.ts';
import { digestFolder } from './digest-folder.ts';
import { makeTemporary } from './temporary-folder.ts';

/** functions-framework's command starts the function, so it is needed whether the bundle asks for it or not. */
const framework = '@google-cloud/functions-framework';

export interface PackedFunction {
  digest: string;
  /** What the function needs in its environment where it runs. */
  environment: Readonly<Record<string, string>>;
}

export interface Packaging {
  assets: BuiltAssets;
  /** The process that packs. */
  own: OwnProcess;
}

/**
 * Writes the package into `folder`, in place of what is there; where that is the same, it stays untouched, because another run
 * may be uploading it. Its digest is the same for the same code, packages and assets. Rejects with what the bundler or the
 * build found wrong.
 */
export async function packageFunction(
  name: FunctionName,
  folder: string,
  { assets, own }: Packaging,
): Promise<PackedFunction> {
  await mkdir(dirname(folder), { recursive: true });
  // Of this run alone: another one may be at the same function.
  const fresh = await makeTemporary(folder, own);
  try {
    return await layOut(name, { folder, fresh, assets });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

interface Places {
  folder: string;
  fresh: string;
  assets: BuiltAssets;
}

async function layOut(name: FunctionName, { folder, fresh, assets }: Places): Promise<PackedFunction> {
  const bundle = await bundleDeployment(name, fresh);
  const lock = await readLock();
  const manifest = toManifest(name, lock, bundle);
  const files: readonly (readonly [string, string])[] = [
    ['package.json', toJson(manifest)],
    ['package-lock.json', toJson(cutLock(lock, manifest))],
    // Both are made where the function is built, for the machine that it will run on.
    ['.gcloudignore', 'node_modules/\ncompile-cache/\n'],
    ...assets[name].map(({ path, text }) => [`assets/${path}`, text] as const),
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(join(fresh, path)), { recursive: true });
    await writeFile(join(fresh, path), text);
  }
  const digest = await digestFolder(fresh);
  await replace(folder, fresh, digest);
  return { digest, environment: bundle.environment };
}

async function replace(folder: string, fresh: string, digest: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (await isSame(folder, digest)) return;
    await rm(folder, { recursive: true, force: true });
    try {
      await rename(fresh, folder);
      return;
    } catch (error) {
      // Another run was quicker, with the same as a rule.
      if (attempt === 2) throw error;
    }
  }
}

/** Not what another run takes away at this moment. */
async function isSame(folder: string, digest: string): Promise<boolean> {
  return existsSync(folder) && (await digestFolder(folder).catch(() => '')) === digest;
}

async function readLock(): Promise<LockFile> {
  const text = await readFile(join(repositoryRoot, 'package-lock.json'), 'utf8');
  const lock: LockFile = JSON.parse(text);
  return lock;
}

function toManifest(name: FunctionName, lock: LockFile, { main, packages, scripts }: DeploymentBundle): Manifest {
  const outside = [...new Set([framework, ...packages])].sort();
  return {
    name: `tilltag-${name}`,
    version: '0.0.0',
    private: true,
    main,
    scripts,
    // Tells the builder which Node to build and run with.
    engines: { node: '24.x' },
    dependencies: Object.fromEntries(outside.map((one) => [one, findVersion(lock, one)])),
  };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
