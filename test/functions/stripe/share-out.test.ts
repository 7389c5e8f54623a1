// Proportional parts that add up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from '../../../functions/stripe/share-out.ts';

describe('shareOut', () => {
  it('gives each its proportion', () => {
    expect(shareOut(100, [1, 1, 2])).toEqual([25, 25, 50]);
  });

  it('loses nothing to rounding', () => {
    expect(shareOut(100, [1, 1, 1])).toEqual([33, 34, 33]);
  });

  it('gives all to the last where nothing weighs anything', () => {
    expect(shareOut(7, [0, 0])).toEqual([0, 7]);
    expect(shareOut(7, [])).toEqual([]);
  });

  it('adds up to the total, each part within one of its proportion', () => {
    const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(100_000_000), weights, (total, parts) => {
        const shares = shareOut(total, parts);
        const whole = parts.reduce((sum, part) => sum + part, 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        if (whole === 0) return;
        for (const [index, part] of parts.entries()) {
          expect(Math.abs((shares[index] ?? 0) - (total * part) / whole)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
