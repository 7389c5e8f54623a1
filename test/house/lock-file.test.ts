// The lock file and npm's settings: what is installed is what was looked at, and nothing runs while it is installed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPlace, readLockFile, readPackages } from '../../scripts/supply/read-packages.ts';
import { root } from './markdown.ts';

const { packages } = readPackages(root);
const settings = readFileSync(path.join(root, '.npmrc'), 'utf8').split('\n');
const description = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const direct: Record<string, string> = {
  ...description.dependencies,
  ...description.devDependencies,
  ...description.optionalDependencies,
};

/** What runs that others wrote, and what for; a further one needs a reason that outweighs its size. */
const running: Record<string, string> = {
  '@google-cloud/firestore-api': 'Firestore’s own messages, without the weight of its whole client.',
  '@google-cloud/functions-framework': 'What Google starts a function with.',
  ajv: 'Holds what comes from outside against a schema; a bundle has the compiled checks alone.',
  'chart.js': 'Draws the console’s lines and bars in the browser.',
  'google-gax': 'Signs in to Firestore and speaks its protocol.',
  hono: 'Escapes HTML, finds routes and reads cookies, of which one hole is enough.',
  'ipaddr.js': 'Tells public network addresses from private ones, in every spelling.',
  'lru-cache': 'Keeps memory flat.',
  'openid-client': 'Checks what a sign-in service says, by the book.',
  stripe: 'Stripe’s own client: its checks of signatures, its types.',
};

/** Packages that ask to run a program when they are installed, and why they do without. */
const withInstallScript: Record<string, string> = {
  esbuild: 'Looks whether its program for this platform is there; it finds it at the first use as well.',
  protobufjs: 'Warns of a way to write versions that the project does not use.',
};

describe('package-lock.json', () => {
  test('every package has a digest of 512 bits', () => {
    expect(packages.length).toBeGreaterThan(100);
    const bad = packages.filter(({ integrity = '' }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity));
    expect(bad.map(({ place }) => place)).toEqual([]);
  });

  test('no package names where it comes from: all come from the registry that npm is set to', () => {
    const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
    expect(text).toContain('"integrity":');
    expect(text).not.toMatch(/"(?:resolved|link|inBundle)":|git\+|"file:/);
    expect(settings).toContain('omit-lockfile-registry-resolved=true');
  });

  test('every package that another wants is there, those for other platforms too', () => {
    // npm ci refuses a lock file that lacks one, and npm install writes such a file where it was begun from node_modules.
    const entries = readLockFile(root).packages ?? {};
    const wanted = Object.entries(entries).flatMap(([place, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => findPlace(place, name, entries) === undefined)
        .map((name) => `${name}, for ${place}`),
    );
    expect(wanted).toEqual([]);
  });

  test('every package has a plain version', () => {
    expect(packages.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('the project names exact versions, the same as its description', () => {
    expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const { dependencies, devDependencies, optionalDependencies } = readLockFile(root).packages?.[''] ?? {};
    expect({ ...dependencies, ...devDependencies, ...optionalDependencies }).toEqual(direct);
    for (const [name, version] of Object.entries(direct)) {
      expect(packages.find(({ place }) => place === `node_modules/${name}`)?.version, name).toBe(version);
    }
  });

  test('what runs is no more than has a reason here', () => {
    expect(Object.keys(description.dependencies).sort()).toEqual(Object.keys(running).sort());
  });

  test('the packages that ask to run a program when they are installed are those that do without', () => {
    const asking = packages.filter((one) => one.hasInstallScript).map(({ name }) => name);
    expect([...new Set(asking)].sort()).toEqual(Object.keys(withInstallScript));
    expect(settings).toContain('ignore-scripts=true');
  });
});
