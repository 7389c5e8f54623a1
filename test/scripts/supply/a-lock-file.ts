// A small lock file with every kind of package: needed, optional, nested, for tests alone, and both.
import type { LockFile } from '../../../scripts/supply/read-packages.ts';

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;

export const aLockFile: LockFile = {
  packages: {
    '': {
      name: 'shop',
      version: '1.0.0',
      license: 'Apache-2.0',
      dependencies: { '@scope/runs': '1.0.0' },
      devDependencies: { tests: '2.0.0' },
      optionalDependencies: { 'for-windows': '3.0.0' },
    },
    'node_modules/@scope/runs': { version: '1.0.0', integrity, license: 'MIT', dependencies: { inner: '^1.0.0' } },
    'node_modules/@scope/runs/node_modules/inner': { version: '1.5.0', integrity, license: 'ISC' },
    'node_modules/for-windows': { version: '3.0.0', integrity, license: 'MIT', optional: true },
    'node_modules/inner': { version: '2.0.0', integrity, license: 'MPL-2.0', dev: true, hasInstallScript: true },
    'node_modules/tests': {
      version: '2.0.0',
      integrity,
      license: '(MIT OR GPL-3.0-only)',
      dev: true,
      dependencies: { inner: '^2.0.0', absent: '1.0.0' },
      peerDependencies: { '@scope/runs': '1.0.0' },
    },
  },
};
