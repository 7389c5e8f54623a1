// URL patterns of permissions: what each pattern covers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUrlPatternFault } from '../../../../functions/downloads/url-pattern.ts';
import { isAnyPermissibleUrl, matchesUrlPatterns } from '../../../../scripts/permissions/rules/url-pattern.ts';
import { unknownValue } from '../../../../scripts/permissions/unknown-value.ts';

describe('matchesUrlPatterns', () => {
  test.each([
    ['https://cdn.example.com/*', 'https://cdn.example.com/a/b.js', true],
    ['https://cdn.example.com/*', 'https://cdn.example.com/', true],
    ['https://cdn.example.com/*', 'https://cdn.example.com', true],
    ['https://cdn.example.com/*', 'https://other.example.com/a.js', false],
    ['https://cdn.example.com/*', 'https://a.cdn.example.com/a.js', false],
    ['https://cdn.example.com/*', 'https://cdn.example.com.evil.test/a.js', false],
    ['https://cdn.example.com/*', 'https://evil.test/cdn.example.com/a.js', false],
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
    ['https://a.test.com/x.js', 'https://a.test.com/X.js', false],
    ['https://a.test.com/x.js*', 'https://a.test.com/x.js?v=1', true],
    ['https://a.test.com/base/*', 'https://a.test.com/base/x.js?v=1', true],
    ['https://a.test.com/base/*', 'https://a.test.com/base', false],
    ['https://a.test.com/base/*', 'https://a.test.com/other/x.js', false],
    ['https://a.test.com/base/', 'https://a.test.com/base/x.js', true],
    ['https://a.test.com/base', 'https://a.test.com/base/x.js', false],
    ['https://a.test.com/', 'https://a.test.com/anything?x=1', true],
    ['https://a.test.com/ba*', 'https://a.test.com/base/x.js', true],
    ['https://a.test.com/j/*/roundtrip.js', 'https://a.test.com/j/abc/roundtrip.js', true],
    ['https://a.test.com/j/*/roundtrip.js', 'https://a.test.com/j/abc/other.js', false],
    ['https://a.test.com/j/*/', 'https://a.test.com/j/abc/other.js', true],
    ['https://a.test.com/npm/pkg@*/dist/x.js', 'https://a.test.com/npm/pkg@1.2.3/dist/x.js', true],
    ['https://a.test.com/gtag/js?id=*', 'https://a.test.com/gtag/js?id=G-1', true],
    ['https://a.test.com/gtag/js?id=*', 'https://a.test.com/gtag/js', false],
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
    7,
    undefined,
  ])('the address %j is never covered', (url) => {
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

  test.each(['http://a.test.com/*', 'https://a.test.com', 'https://*/*', 'https://*.com/*', 'https://a.*.com/*'])(
    'the pattern %s, which GTM refuses, covers nothing',
    (pattern) => {
      expect(matchesUrlPatterns([pattern], 'https://a.test.com/x.js')).toBe(false);
      expect(matchesUrlPatterns([pattern], 'https://a.test.com')).toBe(false);
    },
  );

  test('a URL that only a run knows may be covered where there is a pattern', () => {
    expect(matchesUrlPatterns(['https://a.test.com/*'], unknownValue)).toBe(true);
    expect(matchesUrlPatterns(['http://a.test.com/*'], unknownValue)).toBe(false);
    expect(isAnyPermissibleUrl(unknownValue)).toBe(true);
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

  test('a matcher that compares one letter after the other answers the same', () => {
    const host = fc.array(fc.constantFrom('*', 'a', 'b', 'a-b', 'test', 'com'), { minLength: 1, maxLength: 4 });
    const path = fc.array(fc.constantFrom('/', '*', 'a', 'b', '.', '?', '=', '+', '(', '$'), { maxLength: 6 });
    const url = fc.tuple(host, path).map(([labels, steps]) => `https://${labels.join('.')}/${steps.join('')}`);
    fc.assert(
      fc.property(url, url, (pattern, other) => {
        const address = other.replaceAll('*', 'x');
        fc.pre(URL.canParse(address));
        expect(matchesUrlPatterns([pattern], address)).toBe(isCoveredNaively(pattern, address));
      }),
      { numRuns: 3000 },
    );
  });
});

/** Written from the rules alone, letter by letter and without regular expressions. */
function isCoveredNaively(pattern: string, address: string): boolean {
  const url = new URL(address);
  if (url.hostname.split('.').length < 2 || findUrlPatternFault(pattern) !== undefined) return false;
  const slash = pattern.indexOf('/', 8);
  const host = pattern.slice(8, slash).split('.');
  const actual = url.hostname.split('.');
  const tail = host[0] === '*' ? actual.slice(-(host.length - 1)) : actual;
  const stated = host[0] === '*' ? host.slice(1) : host;
  if (tail.join('.') !== stated.join('.')) return false;
  const path = pattern.slice(slash);
  return covers(path.endsWith('/') ? `${path}*` : path, url.pathname + url.search);
}

function covers(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] !== '*') return pattern[0] === text[0] && covers(pattern.slice(1), text.slice(1));
  return covers(pattern.slice(1), text) || (text !== '' && covers(pattern, text.slice(1)));
}
