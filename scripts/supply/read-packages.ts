// Reads the lock file as a list of packages: what is installed, by whom it is wanted, and under which licence.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package at its place in `node_modules`; the same version can stand in several places. */
export interface LockedPackage {
  /** Such as `node_modules/ajv`. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  /** `sha512-` and the digest in base64; absent where the lock file has none. */
  readonly integrity?: string;
  /** An SPDX expression; absent where the package does not state one. */
  readonly licence?: string;
  /** Whether what is deployed or served can load it; the rest builds and tests. */
  readonly isRuntime: boolean;
  /** Whether an installation is complete without it, on another platform for instance. */
  readonly isOptional: boolean;
  /** Whether the package asks to run a program when it is installed. */
  readonly hasInstallScript: boolean;
  /** The places of the packages that it loads. */
  readonly needs: readonly string[];
}

/** The project itself, and every package of its lock file in the order of the file. */
export interface LockedProject {
  readonly name: string;
  readonly version: string;
  readonly licence?: string;
  /** The places of the packages that the project names itself, its development included. */
  readonly needs: readonly string[];
  readonly packages: readonly LockedPackage[];
}

interface LockEntry {
  name?: string;
  version?: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** npm's lock files of versions 2 and 3 hold the same list. */
export interface LockFile {
  packages?: Record<string, LockEntry>;
}

/** The project whose lock file lies in `folder`. Throws where there is none, or one of another shape. */
export function readPackages(folder: string): LockedProject {
  return toProject(readLockFile(folder));
}

/** The lock file in `folder` as it stands. Throws where there is none. */
export function readLockFile(folder: string): LockFile {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
}

/** The project that a lock file describes. Throws where it has no list of packages. */
export function toProject({ packages }: LockFile): LockedProject {
  const root = packages?.[''];
  if (packages === undefined || root === undefined) {
    throw new Error('The lock file has no list of packages. Make it anew with npm 7 or later.');
  }
  return {
    name: root.name ?? '',
    version: root.version ?? '',
    ...(root.license !== undefined && { licence: root.license }),
    needs: findNeeds('', { ...root, dependencies: { ...root.dependencies, ...root.devDependencies } }, packages),
    packages: Object.entries(packages)
      .filter(([place]) => place !== '')
      .map(([place, entry]) => toPackage(place, entry, packages)),
  };
}

function toPackage(place: string, entry: LockEntry, packages: Record<string, LockEntry>): LockedPackage {
  return {
    place,
    name: entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version ?? '',
    ...(entry.integrity !== undefined && { integrity: entry.integrity }),
    ...(entry.license !== undefined && { licence: entry.license }),
    isRuntime: entry.dev !== true && entry.devOptional !== true,
    isOptional: entry.optional === true || entry.devOptional === true,
    hasInstallScript: entry.hasInstallScript === true,
    needs: findNeeds(place, entry, packages),
  };
}

function findNeeds(place: string, entry: LockEntry, packages: Record<string, LockEntry>): string[] {
  const names = Object.keys({
    ...entry.dependencies,
    ...entry.optionalDependencies,
    ...entry.peerDependencies,
  });
  // An optional package that no platform of the lock file takes stands nowhere.
  return [...new Set(names.flatMap((name) => findPlace(place, name, packages) ?? []))].sort();
}

/** Where Node finds a package: in the nearest folder upwards from the place of another; `undefined` where it is in none. */
export function findPlace(from: string, name: string, packages: Readonly<Record<string, unknown>>): string | undefined {
  const inside = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[inside] !== undefined) return inside;
  if (from === '') return undefined;
  const end = from.lastIndexOf('/node_modules/');
  return findPlace(end < 0 ? '' : from.slice(0, end), name, packages);
}
