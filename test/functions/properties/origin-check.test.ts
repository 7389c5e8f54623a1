// Whether what is remembered of one question ever answers another.
import { describe, expect, it } from 'vitest';
import { createOriginCheck } from '../../../functions/properties/origin-check.ts';

describe('createOriginCheck', () => {
  it('says the same when it is asked again', () => {
    const origins = createOriginCheck(['shop.example.test']);
    for (let time = 1; time <= 2; time++) {
      expect(origins.isUrlAllowed('https://shop.example.test')).toBe(true);
      expect(origins.isUrlAllowed('https://evil.example')).toBe(false);
    }
  });

  it('takes no host for a URL and no URL for a host', () => {
    const origins = createOriginCheck(['shop.example.test']);
    expect(origins.isUrlAllowed('shop.example.test')).toBe(false);
    expect(origins.isHostAllowed('shop.example.test')).toBe(true);
    expect(origins.isUrlAllowed('shop.example.test')).toBe(false);
  });

  it('still knows its hosts after a crowd of others', () => {
    const origins = createOriginCheck(['shop.example.test']);
    for (let index = 0; index < 200; index++) expect(origins.isUrlAllowed(`https://evil${index}.example`)).toBe(false);
    expect(origins.isUrlAllowed('https://shop.example.test')).toBe(true);
    expect(origins.isUrlAllowed(`https://shop.example.test/${'a'.repeat(1_000)}`)).toBe(true);
  });
});
