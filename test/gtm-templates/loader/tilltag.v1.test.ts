// What the built script does to a page that loads it.
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { buildLoader } from '../../../scripts/compiler/build-loader.ts';

const loader = await buildLoader();

describe('tilltag.v1.js', () => {
  test('adds one global with the functions that tags call', () => {
    const page = load();
    expect(Object.keys(page).sort()).toEqual(['tilltag', 'window']);
    expect(Object.keys(Object(page['tilltag'])).sort()).toEqual(['after', 'links', 'lookup', 'push', 'strip']);
  });

  test('a second copy leaves the first one, and what it remembers, in place', () => {
    const page = load();
    const first = page['tilltag'];
    vm.runInContext(loader.code, page);
    expect(page['tilltag']).toBe(first);
  });

  test('a page that lacks everything gets undefined, not an error', () => {
    const tilltag = Object(load()['tilltag']);
    expect(tilltag.lookup({ query: {} }, () => undefined)).toBeUndefined();
    expect(tilltag.push({ report: {} }, () => undefined)).toBeUndefined();
    expect(tilltag.after(1, () => undefined)).toBeUndefined();
    expect(tilltag.strip('cs_live_1')).toBeUndefined();
    expect(tilltag.links({ domains: [] }, () => undefined)).toBeUndefined();
    expect(tilltag.lookup()).toBeUndefined();
  });
});

function load(): vm.Context {
  const page: vm.Context = vm.createContext({});
  page['window'] = page;
  vm.runInContext(loader.code, page);
  return page;
}
