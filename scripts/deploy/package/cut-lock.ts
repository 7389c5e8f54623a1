// Cuts a lock file down to what some packages need, so that a deployed function gets the very versions that were tested.

/** A package as npm's lock file (version 3) describes it. */
export interface LockedPackage {
  version?: string;
  integrity?: string;
  resolved?: string;
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
  peerDependencies?: Readonly<Record<string, string>>;
  dev?: boolean;
  devOptional?: boolean;
  [more: string]: unknown;
}

export interface LockFile {
  lockfileVersion: number;
  /** By the path from the root: `node_modules/a/node_modules/b`. */
  packages: Readonly<Record<string, LockedPackage>>;
}

export interface Manifest {
  name: string;
  version: string;
  dependencies: Readonly<Record<string, string>>;
  [more: string]: unknown;
}

/** The lock file of `manifest`, with every package where and as `lock` has it. Throws where `lock` lacks one. */
export function cutLock(lock: LockFile, manifest: Manifest): LockFile & { name: string; version: string } {
  const needed = new Set<string>();
  for (const name of Object.keys(manifest.dependencies)) collect(lock, needed, require(lock, name));
  const { name, version, dependencies, engines } = manifest;
  const kept = [...needed].sort().map((path): [string, LockedPackage] => [path, withoutDevMarks(lock, path)]);
  const root = { name, version, dependencies, ...(engines === undefined ? {} : { engines }) };
  return { name, version, lockfileVersion: 3, packages: { '': root, ...Object.fromEntries(kept) } };
}

/** The version that the lock file has of a package at its root. Throws where it has none. */
export function findVersion(lock: LockFile, name: string): string {
  const version = lock.packages[require(lock, name)]?.version;
  if (version === undefined) throw new Error(`The lock file names no version of ${name}.`);
  return version;
}

function require(lock: LockFile, name: string): string {
  const path = `node_modules/${name}`;
  if (lock.packages[path] === undefined) throw new Error(`The lock file does not hold ${name}. Run "npm install".`);
  return path;
}

function collect(lock: LockFile, needed: Set<string>, path: string): void {
  if (needed.has(path)) return;
  needed.add(path);
  const { dependencies, optionalDependencies, peerDependencies } = lock.packages[path] ?? {};
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const found = resolve(lock, path, name);
    // What is optional may be missing.
    if (found !== undefined) collect(lock, needed, found);
    else if (dependencies?.[name] !== undefined && optionalDependencies?.[name] === undefined) require(lock, name);
  }
}

/** Where Node would find `name` from the package at `path`: in its own folder, then in those around it. */
function resolve(lock: LockFile, path: string, name: string): string | undefined {
  for (let folder = `${path}/`; ; ) {
    const candidate = `${folder}node_modules/${name}`;
    if (lock.packages[candidate] !== undefined) return candidate;
    if (folder === '') return undefined;
    const above = folder.lastIndexOf('node_modules/', folder.length - 1);
    folder = folder.slice(0, above);
  }
}

function withoutDevMarks(lock: LockFile, path: string): LockedPackage {
  const { dev: _dev, devOptional: _devOptional, ...kept } = lock.packages[path] ?? {};
  return kept;
}
