// What the page of limits says is what the code does.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../functions/settings.ts';
import { toLimitsText } from './limits-text.ts';

describe('LIMITS', () => {
  test('the page is the one that the code writes; "npm run load -- limits" writes it anew', () => {
    expect(readFileSync(path.join(import.meta.dirname, 'LIMITS.md'), 'utf8')).toBe(toLimitsText());
  });

  test('one process keeps to what Stripe allows for an endpoint', () => {
    const keys = `a:${Buffer.alloc(32).toString('base64')}`;
    const { limits } = readSettings({ TILLTAG_STORE: 'sqlite::memory:', TILLTAG_KEYS: keys });
    expect(limits.stripeKeyPerSecond + limits.stripeKeyBurst).toBeLessThanOrEqual(25);
    expect(toLimitsText()).toContain('at most 25 in any second');
  });

  test('no number is missing', () => {
    expect(toLimitsText()).not.toMatch(/NaN|undefined|Infinity/);
  });
});
