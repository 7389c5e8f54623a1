// Bundles a function into one JavaScript file as it is deployed, so that a start does not read hundreds.
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { repositoryRoot } from '../compiler/repository-root.ts';
import { precompileValidators } from './precompile-validators.ts';

/** What functions-framework loads, and what is to be installed beside it. */
export interface FunctionBundle {
  /** The file's name, for `main` of the package. */
  main: string;
  bytes: number;
  /** What it loads from outside, such as `@scope/package/part`, in alphabetical order. */
  externals: readonly string[];
  /** The packages that these belong to, likewise. */
  packages: readonly string[];
  /** The files whose code is inside, by their paths in this repository. */
  files: readonly string[];
}

const options = {
  absWorkingDir: repositoryRoot,
  bundle: true,
  platform: 'node',
  target: 'node24',
  // An ES module that imports node:http has Node fill in every export of it, WebSocket and with it all of fetch included.
  format: 'cjs',
  // An import() of a package would start the loader of ES modules, and have it parse CommonJS for names of exports.
  supported: { 'dynamic-import': false },
  // Half as much to read at every start. Names stay, and lines so short that the place in a stack means something.
  minifyWhitespace: true,
  lineLimit: 120,
  define: { 'import.meta.dirname': '__dirname' },
  external: ['@google-cloud/*', 'google-gax'],
  plugins: [precompileValidators],
  // With any other ending functions-framework looks package.json up, with nine packages that it loads for nothing else.
  outExtension: { '.js': '.cjs' },
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions;

/**
 * Writes `index.cjs` into `folder`, made where it is missing. functions-framework stays outside, because its command has
 * loaded it already, and so does Google's gRPC stack, which reads files beside its own; everything else is inside. Rejects
 * with esbuild's own list of faults.
 */
export async function bundleFunction(source: string, folder: string): Promise<FunctionBundle> {
  const { metafile } = await build({ ...options, entryPoints: { index: resolve(source) }, outdir: resolve(folder) });
  const [output] = Object.values(metafile.outputs);
  if (output === undefined) throw new TypeError('esbuild wrote nothing.');
  const outside = output.imports.map(({ path }) => path).filter((path) => !isBuiltin(path));
  return {
    main: 'index.cjs',
    bytes: output.bytes,
    externals: [...new Set(outside)].sort(),
    packages: [...new Set(outside.map(toPackageName))].sort(),
    files: Object.keys(output.inputs),
  };
}

/** `@scope/name/part` belongs to `@scope/name`. */
function toPackageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
