// What every store promises of click records.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Click } from '../../../functions/rules/click.ts';
import { anyClick } from './arbitraries.ts';
import { newClick } from './records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for click records. */
export function describeClicks({ store, other }: Connections): void {
  describe('clicks', () => {
    const beforeExpiry = (click: Click): [string, string, number] => [
      click.propertyId,
      click.clickId,
      click.expiresAtMs - 1,
    ];

    test('a click that was taken down is found on every connection', async () => {
      const click = newClick();
      expect(await store().createClick(click)).toBe('created');
      expect(await store().findClick(...beforeExpiry(click))).toEqual(click);
      expect(await other().findClick(...beforeExpiry(click))).toEqual(click);
    });

    test('a click that is told twice stays as it was told first', async () => {
      const click = newClick();
      await store().createClick(click);
      expect(await other().createClick({ ...click, fbp: 'fb.1.2.3', visit: { at: 1, parameters: {} } })).toBe('exists');
      expect(await store().findClick(...beforeExpiry(click))).toEqual(click);
    });

    test('one click id under two properties is two clicks', async () => {
      const click = newClick({ propertyId: 'tt_first_shop' });
      const foreign = newClick({ propertyId: 'tt_other_shop', clickId: click.clickId, fbp: 'fb.1.2.3' });
      expect(await store().createClick(click)).toBe('created');
      expect(await store().createClick(foreign)).toBe('created');
      expect(await store().findClick(...beforeExpiry(click))).toEqual(click);
      expect(await store().findClick(...beforeExpiry(foreign))).toEqual(foreign);
    });

    test('a click that nobody told is undefined', async () => {
      expect(await store().findClick(...beforeExpiry(newClick()))).toBeUndefined();
    });

    test('a click is not there from the moment that it expires', async () => {
      const click = newClick();
      await store().createClick(click);
      expect(await store().findClick(click.propertyId, click.clickId, click.expiresAtMs)).toBeUndefined();
      expect(await other().findClick(click.propertyId, click.clickId, click.expiresAtMs + 1)).toBeUndefined();
    });

    test('any click comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyClick, async (click) => {
          expect(await store().createClick(click)).toBe('created');
          expect(await other().findClick(...beforeExpiry(click))).toEqual(click);
        }),
        { numRuns: 50 },
      );
    });

    test('clicks are counted from a moment up to, but not including, another, under their property alone', async () => {
      const propertyId = `tt_${randomBytes(10).toString('hex')}`;
      for (const receivedAtMs of [99, 100, 150, 150, 199, 200])
        await store().createClick(newClick({ propertyId, receivedAtMs }));
      await store().createClick(newClick({ propertyId: `${propertyId}2`, receivedAtMs: 150 }));
      const count = (fromMs: number, untilMs: number) => other().countClicks({ propertyId, fromMs, untilMs });
      expect(await count(100, 200)).toBe(4);
      expect(await count(100, 201)).toBe(5);
      expect(await count(101, 199)).toBe(2);
      expect(await count(150, 150)).toBe(0);
      expect(await count(0, Number.MAX_SAFE_INTEGER)).toBe(6);
    });

    test('of many that tell one click at once, exactly one is taken, and its record is the one stored', async () => {
      const click = newClick();
      const candidates = Array.from({ length: 20 }, (_, index) => ({ ...click, clickedAtSeconds: index }));
      const outcomes = await Promise.all(
        candidates.map((one, index) => (index % 2 ? other() : store()).createClick(one)),
      );
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect((await store().findClick(...beforeExpiry(click)))?.clickedAtSeconds).toBe(outcomes.indexOf('created'));
    });
  });
}
