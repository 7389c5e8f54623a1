// URL patterns of permissions: what GTM accepts as a pattern, and what each pattern covers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAnyPermissibleUrl,
  matchesUrlPatterns,
  parseUrlPattern,
} from '../../../../scripts/simulator/permissions/url-pattern.ts';

describe('matchesUrlPatterns', () => {
  test.each([
    ['https://cdn.example.com/*', 'https://cdn.example.com/a/b.js', true],
    ['https://cdn.example.com/*', 'https://cdn.example.com/', true],
    ['https://cdn.example.com/*', 'https://other.example.com/a.js', false],
    ['https://cdn.example.com/*', 'https://a.cdn.example.com/a.js', false],
    ['https://cdn.example.com/*', 'https://cdn.example.com.evil.test/a.js', false],
    ['https://CDN.example.com/*', 'https://cdn.example.com/a.js', true],
  ])('%s on %s: the host is compared exactly (%s)', (pattern, url, isCovered) => {
    expect(matchesUrlPatterns([pattern], url)).toBe(isCovered);
  });

  test.each([
    ['https://*.run.app/*', 'https://run.app/a.js', true],
    ['https://*.run.app/*', 'https://a.run.app/a.js', true],
    ['https://*.run.app/*', 'https://a.b.run.app/a.js', true],
    ['https://*.run.app/*', 'https://notrun.app/a.js', false],
    ['https://*.run.app/*', 'https://a.run.app.evil.test/a.js', false],
  ])('%s on %s: the leading wildcard covers the host itself and any depth (%s)', (pattern, url, isCovered) => {
    expect(matchesUrlPatterns([pattern], url)).toBe(isCovered);
  });

  test.each([
    ['https://a.test.com/x.js', 'https://a.test.com/x.js', true],
    ['https://a.test.com/x.js', 'https://a.test.com/x.js?v=1', false],
    ['https://a.test.com/x.js?v=1', 'https://a.test.com/x.js?v=1', true],
    ['https://a.test.com/x.js', 'https://a.test.com/x.jsx', false],
    ['https://a.test.com/x.js', 'https://a.test.com/xyjs', false],
    ['https://a.test.com/base/*', 'https://a.test.com/base/x.js?v=1', true],
    ['https://a.test.com/base/*', 'https://a.test.com/other/x.js', false],
    ['https://a.test.com/base/', 'https://a.test.com/base/x.js', true],
    ['https://a.test.com/', 'https://a.test.com/anything', true],
    ['https://a.test.com/ba*', 'https://a.test.com/base/x.js', true],
    ['https://a.test.com/j/*/roundtrip.js', 'https://a.test.com/j/abc/roundtrip.js', true],
    ['https://a.test.com/j/*/roundtrip.js', 'https://a.test.com/j/abc/other.js', false],
    ['https://a.test.com/npm/pkg@*/dist/x.js', 'https://a.test.com/npm/pkg@1.2.3/dist/x.js', true],
    ['https://a.test.com/x.js', 'https://a.test.com/x.js#part', true],
  ])('%s on %s: path and query are compared (%s)', (pattern, url, isCovered) => {
    expect(matchesUrlPatterns([pattern], url)).toBe(isCovered);
  });

  test.each([
    'http://a.test.com/x.js',
    'https://a.test.com:8443/x.js',
    'https://localhost/x.js',
    'https://127.0.0.1/x.js',
    'https://[::1]/x.js',
    '//a.test.com/x.js',
    'x.js',
    '',
  ])('the address "%s" is never covered', (url) => {
    expect(matchesUrlPatterns(['https://*.test.com/*'], url)).toBe(false);
    expect(isAnyPermissibleUrl(url)).toBe(false);
  });

  test('the explicit default port is the default port', () => {
    expect(matchesUrlPatterns(['https://a.test.com/*'], 'https://a.test.com:443/x.js')).toBe(true);
  });

  test('one pattern of several is enough, none is not', () => {
    const patterns = ['https://a.test.com/*', 'https://b.test.com/*'];
    expect(matchesUrlPatterns(patterns, 'https://b.test.com/x.js')).toBe(true);
    expect(matchesUrlPatterns([], 'https://b.test.com/x.js')).toBe(false);
  });

  test('a wrong pattern fails the whole permission, also beside a right one', () => {
    const patterns = ['https://a.test.com/*', 'http://b.test.com/*'];
    expect(() => matchesUrlPatterns(patterns, 'https://a.test.com/x.js')).toThrow('Invalid script URL filter');
  });

  test('a URL without wildcards covers itself, and a longer path never is covered by it', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const path = fc.array(fc.stringMatching(/^[a-zA-Z0-9._+()$-]{1,8}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 4 }), path, (labels, steps) => {
        const url = new URL(`https://${labels.join('.')}/${steps.join('/')}`).href;
        fc.pre(!url.endsWith('/'));
        expect(matchesUrlPatterns([url], url)).toBe(true);
        expect(matchesUrlPatterns([url], `${url}x`)).toBe(false);
      }),
    );
  });
});

describe('parseUrlPattern', () => {
  test.each(['https://*.run.app/*', 'https://a.b/', 'https://*.googletagmanager.com/*'])(
    '%s is a pattern',
    (pattern) => {
      expect(() => parseUrlPattern(pattern)).not.toThrow();
    },
  );

  test.each([
    'https://*/*',
    'https://*.com/*',
    'http://a.test.com/*',
    'https://a.test.com',
    'https://cdn.*.com/',
    'https://a*.test.com/',
    'https://a.test.com:8443/*',
    'https://localhost/*',
    '*',
    '',
  ])('"%s" is refused', (pattern) => {
    expect(() => parseUrlPattern(pattern)).toThrow('Invalid script URL filter');
  });
});
