// Where a browser is looked for: what a person names, then the path, then where Macs and Windows keep programs.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChromium } from '../../../scripts/setup/chromium.ts';

/** What is found where these files are there. */
function find(env: Record<string, string>, ...files: string[]): string | undefined {
  return findChromium(env, (file) => files.includes(file));
}

const onPath = path.join('/usr/bin', 'chromium');
const chromeOfMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

describe('findChromium', () => {
  test('a browser on the path is found', () => {
    expect(find({ PATH: ['/bin', '/usr/bin'].join(path.delimiter) }, onPath)).toBe(onPath);
  });

  test('the named one wins', () => {
    expect(find({ PATH: '/usr/bin', CHROMIUM_PATH: '/opt/chrome' }, onPath, '/opt/chrome')).toBe('/opt/chrome');
  });

  test('a named one that is not there is not replaced by another', () => {
    expect(find({ PATH: '/usr/bin', CHROMIUM_PATH: '/opt/chrome' }, onPath)).toBeUndefined();
  });

  test.each(['Chromium', 'Google Chrome', 'Microsoft Edge'])('%s is found among the programs of a Mac', (name) => {
    const file = path.join('/Applications', `${name}.app/Contents/MacOS/${name}`);
    expect(find({ PATH: '/usr/bin' }, file)).toBe(file);
  });

  test('a Mac’s programs are found among those of the person, too, after those for all', () => {
    const own = path.join('/Users/user', chromeOfMac);
    expect(find({ HOME: '/Users/user' }, own)).toBe(own);
    expect(find({ HOME: '/Users/user' }, own, path.normalize(chromeOfMac))).toBe(path.normalize(chromeOfMac));
  });

  test('nothing is found where there is none', () => {
    expect(find({ PATH: '/usr/bin' })).toBeUndefined();
  });
});
