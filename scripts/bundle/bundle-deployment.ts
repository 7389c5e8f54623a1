// Bundles one of the deployed functions, with what keeps its compiled code from the build of its image for its starts.
import { join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from '../compiler/repository-root.ts';
import { bundleFunction, type FunctionBundle } from './bundle-function.ts';

/** A function as it is deployed: under a name of its own, alone in its file. */
export type DeployedName = 'public' | 'webhook' | 'sweep' | 'console';

export interface DeploymentBundle extends FunctionBundle {
  /** For `scripts` of the package: Google's builder runs `gcp-build` when the packages are installed. */
  scripts: Readonly<Record<'gcp-build', string>>;
  /** For the environment of the function where it runs, not where it is built. */
  environment: Readonly<Record<'NODE_OPTIONS', string>>;
}

const programs = join(import.meta.dirname, 'compile-cache');

/**
 * Writes the bundle of that function and the two small programs beside it into `folder`, made where it is missing. Rejects
 * with esbuild's own list of faults.
 */
export function bundleDeployment(name: DeployedName, folder: string): Promise<DeploymentBundle> {
  return bundleWithCompileCache(join(repositoryRoot, 'functions/deployed', `${name}.ts`), folder);
}

/** The same for any function of a framework. */
export async function bundleWithCompileCache(source: string, folder: string): Promise<DeploymentBundle> {
  const bundle = await bundleFunction(source, folder);
  await build({
    entryPoints: [join(programs, 'fill-compile-cache.ts'), join(programs, 'use-compile-cache.ts')],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
  });
  return {
    ...bundle,
    scripts: { 'gcp-build': ['node fill-compile-cache.cjs', ...bundle.externals].join(' ') },
    // The platform starts a function in the folder of its package.
    environment: { NODE_OPTIONS: '--require=./use-compile-cache.cjs' },
  };
}
