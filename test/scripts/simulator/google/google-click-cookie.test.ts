// The value of the conversion linker's cookie.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGoogleClick, writeGoogleClick } from '../../../../scripts/simulator/google/google-click-cookie.ts';

describe('readGoogleClick', () => {
  test.each([
    ['GCL.1700000000.Cj0.K_Q', 'Cj0.K_Q'],
    ['2.1.kCj0K_Q$i1700000000', 'Cj0K_Q'],
    ['2.1.i1700000000$kCj0K_Q$u7', 'Cj0K_Q'],
    ['GCL.1700000000.', undefined],
    ['1.1.5.6', undefined],
    ['', undefined],
  ])('of "%s" is %s', (value, click) => {
    expect(readGoogleClick(value)).toBe(click);
  });

  test('reads what writeGoogleClick wrote', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.-]+$/), fc.nat(), (gclid, nowMs) => {
        expect(readGoogleClick(writeGoogleClick(gclid, nowMs))).toBe(gclid);
      }),
    );
  });
});
