// How much script a page loads at most.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildConsole } from '../../../scripts/compiler/build-console.ts';

test('all scripts of a page together have at most 60 kB, compressed', async () => {
  const scripts = (await buildConsole()).filter(({ fileName }) => fileName.endsWith('.js'));
  expect(scripts.map(({ fileName }) => fileName).sort()).toEqual(['charts.js', 'console.js']);
  const bytes = scripts.reduce((sum, { text }) => sum + gzipSync(text).length, 0);
  expect(bytes).toBeLessThanOrEqual(60_000);
});
