// Which versions of gcloud are taken.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkVersion, isAtLeast, leastVersion } from '../../../../scripts/deploy/google/check-version.ts';
import { useGoogle } from '../stand-in/use-google.ts';

const google = useGoogle();

describe('checkVersion', () => {
  test.each([leastVersion, '528.0.0', '1000.0.0', 'HEAD', ''])('takes %s', async (version) => {
    google.world().version = version;
    await checkVersion(google.gcloud());
  });

  test.each(['510.0.9', '99.0.0'])('refuses %s with the cure, before anything else is asked', async (version) => {
    google.world().version = version;
    await expect(checkVersion(google.gcloud())).rejects.toThrow(
      `This gcloud (${version}) is too old: deploying takes ${leastVersion} or later. Bring it up to date with "gcloud components update"`,
    );
    expect(google.calls()).toHaveLength(1);
  });
});

describe('isAtLeast', () => {
  test('compares number by number', () => {
    const version = fc.tuple(fc.nat(2000), fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(version, version, ([a, b, c], [x, y, z]) => {
        const expected = a * 1e6 + b * 1e3 + c >= x * 1e6 + y * 1e3 + z;
        expect(isAtLeast([a, b, c].join('.'), [x, y, z].join('.'))).toBe(expected);
      }),
    );
    expect(isAtLeast('511', '511.0.0')).toBe(true);
  });
});
