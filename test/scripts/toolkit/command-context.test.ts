// Where relative paths start.
import { describe, expect, test } from 'vitest';
import { findFolder } from '../../../scripts/toolkit/command-context.ts';

const env = { npm_lifecycle_event: 'simulate', npm_package_json: '/tilltag/package.json', INIT_CWD: '/home/me' };

describe('findFolder', () => {
  test('below npm run, paths start where npm was called', () => {
    expect(findFolder('simulate', env, '/tilltag')).toBe('/home/me');
  });

  test('without npm, paths start in the working folder', () => {
    expect(findFolder('simulate', {}, '/here')).toBe('/here');
  });

  test('below another script of npm, or in another folder than its own, INIT_CWD is not about the command', () => {
    expect(findFolder('simulate', { ...env, npm_lifecycle_event: 'test' }, '/tilltag')).toBe('/tilltag');
    expect(findFolder('simulate', env, '/elsewhere')).toBe('/elsewhere');
  });
});
