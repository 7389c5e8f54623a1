// The loader as pages receive it.
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { buildLoader } from '../../../scripts/compiler/build-loader.ts';

/** The promise to whoever puts it on every page. */
const maxGzipBytes = 2_800;

describe('buildLoader', () => {
  test(`the loader is at most ${maxGzipBytes} bytes gzipped`, async () => {
    const { code, gzipBytes } = await buildLoader();
    expect(gzipBytes).toBe(gzipSync(code, { level: 9 }).length);
    expect(gzipBytes, 'Shorten the loader; pages load it before the purchase is counted.').toBeLessThanOrEqual(
      maxGzipBytes,
    );
  });

  test('the loader is one classic script of syntax from 2020, without a source map', async () => {
    const { code, fileName } = await buildLoader();
    expect(fileName).toBe('tilltag.v1.js');
    const { body } = parse(code, { ecmaVersion: 2020, sourceType: 'script' });
    expect(body.map(({ type }) => type)).toEqual(['ExpressionStatement', 'ExpressionStatement']);
    expect(code).toMatch(/^"use strict";\(\(\)=>\{/);
    expect(code).not.toContain('sourceMappingURL');
  });

  test('the same sources give the same bytes', async () => {
    expect(await buildLoader()).toEqual(await buildLoader());
  });
});
