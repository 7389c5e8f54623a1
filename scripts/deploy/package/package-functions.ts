// Lays all wanted functions out side by side, with assets that are built once.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionName } from '../deployment.ts';
import { buildAssets } from './build-assets.ts';
import { type PackedFunction, packageFunction } from './package-function.ts';
import { type Cleaning, removeLeftovers } from './temporary-folder.ts';

/**
 * Writes each function into the folder of its name below `root`, where nothing stays of runs that were killed; answers what is
 * to be known of each.
 */
export type PackageFunctions = (
  names: readonly FunctionName[],
  root: string,
  cleaning: Cleaning,
) => Promise<ReadonlyMap<FunctionName, PackedFunction>>;

/** Rejects with BuildError, or with what the bundler found wrong. */
export const packageFunctions: PackageFunctions = async (names, root, cleaning) => {
  await mkdir(root, { recursive: true });
  await removeLeftovers(root, cleaning);
  const assets = await buildAssets();
  const packed = names.map(
    async (name): Promise<[FunctionName, PackedFunction]> => [
      name,
      await packageFunction(name, join(root, name), { assets, own: cleaning.own }),
    ],
  );
  return new Map(await Promise.all(packed));
};
