// What every store promises of watermarks.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { watermarkId } from '../../../functions/store/store.ts';
import { anyWatermark } from './arbitraries.ts';
import { newWatermark } from './small-records.ts';
import { alternate, type Connections, times } from './store-under-test.ts';

/** Declares what holds for watermarks. */
export function describeWatermarks(connections: Connections): void {
  const { store, other } = connections;

  describe('watermarks', () => {
    test('a created watermark is found on every connection', async () => {
      const watermark = newWatermark();
      expect(await store().createWatermark(watermark)).toBe('created');
      expect(await store().findWatermark(watermark.id)).toEqual(watermark);
      expect(await other().findWatermark(watermark.id)).toEqual(watermark);
    });

    test('each mode of a property has its own', async () => {
      const [live, test_] = [newWatermark(), newWatermark({ checkedUntilSeconds: 5 })];
      const twin = { ...test_, id: live.id.replace(/live$/, 'test') };
      await store().createWatermark(live);
      expect(await store().createWatermark(twin)).toBe('created');
      expect(await store().findWatermark(live.id)).toEqual(live);
      expect(await store().findWatermark(twin.id)).toEqual(twin);
    });

    test('one that nobody made is undefined and cannot be changed', async () => {
      const watermark = newWatermark({ id: watermarkId('tt_nobody_asked', 'live') });
      expect(await store().findWatermark(watermark.id)).toBeUndefined();
      expect(await store().changeWatermark(watermark)).toBe('missing');
    });

    test('what only some have is kept with it, and comes to one from before that had none of it', async () => {
      const watermark = newWatermark();
      await store().createWatermark(watermark);
      const keysSeenAtMs = { '0123456789abcdef': 1_700_000_000_000 };
      expect(await store().changeWatermark({ ...watermark, keysSeenAtMs })).toBe('changed');
      expect(await other().findWatermark(watermark.id)).toEqual({ ...watermark, version: 2, keysSeenAtMs });
    });

    test('of many that begin to ask at once, one may, whether or not somebody asked before', async () => {
      const watermark = newWatermark();
      const create = (index: number): Promise<string> =>
        alternate(connections, index).createWatermark({ ...watermark, askedAtMs: index });
      const created = await Promise.all(times(12).map(create));
      expect(created.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect((await store().findWatermark(watermark.id))?.askedAtMs).toBe(created.indexOf('created'));
      const change = (index: number): Promise<string> =>
        alternate(connections, index).changeWatermark({ ...watermark, askedAtMs: 100 + index });
      const changed = await Promise.all(times(12).map(change));
      expect(changed.filter((outcome) => outcome === 'changed')).toHaveLength(1);
      expect(changed.filter((outcome) => outcome === 'conflict')).toHaveLength(11);
      const askedAtMs = 100 + changed.indexOf('changed');
      expect(await store().findWatermark(watermark.id)).toEqual({ ...watermark, version: 2, askedAtMs });
    });

    test('any watermark comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyWatermark, async (watermark) => {
          fc.pre((await store().findWatermark(watermark.id)) === undefined);
          expect(await store().createWatermark(watermark)).toBe('created');
          expect(await other().findWatermark(watermark.id)).toEqual(watermark);
        }),
        { numRuns: 30, endOnFailure: true },
      );
    });
  });
}
