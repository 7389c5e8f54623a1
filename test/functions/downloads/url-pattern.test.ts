// Which URL patterns GTM takes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUrlPatternFault } from '../../../functions/downloads/url-pattern.ts';

describe('findUrlPatternFault', () => {
  test.each([
    'https://*.run.app/*',
    'https://*.googletagmanager.com/*',
    'https://tags.example.com/*',
    'https://example.com/',
    'https://cdn.example.com/npm/pkg@*/dist/x.js',
    'https://cdn.example.com/j/*/roundtrip.js',
    'https://a-b.example.co.uk/',
    'https://EXAMPLE.com/',
    'https://1.example.com/',
    'https://example.com/path?x=*',
    'https://example.com/a:8443@b',
  ])('%s is taken', (pattern) => {
    expect(findUrlPatternFault(pattern)).toBeUndefined();
  });

  test.each([
    ['http://example.com/*', 'https://'],
    ['//example.com/*', 'https://'],
    ['example.com/*', 'https://'],
    ['*', 'https://'],
    ['', 'https://'],
    ['https://example.com', '/'],
    ['https://*', '/'],
    ['https://*/*', '*'],
    ['https://*.com/*', 'two labels'],
    ['https://localhost/*', 'two labels'],
    ['https://cdn.*.com/', '*'],
    ['https://*.*.example.com/', '*'],
    ['https://cdn*.example.com/', '*'],
    ['https://example.*/', '*'],
    ['https://example.com:8443/*', 'port'],
    ['https://example.com:443/*', 'port'],
    ['https://user@example.com/*', 'user name'],
    ['https://127.0.0.1/*', 'IP address'],
    ['https://exa_mple.com/*', 'letters'],
    ['https://exa mple.com/*', 'letters'],
    ['https://example..com/*', 'letters'],
    ['https:///path', 'two labels'],
  ])('%s is refused for its %s', (pattern, reason) => {
    expect(findUrlPatternFault(pattern)).toContain(reason);
  });

  test('what is taken has https, an optional wildcard, two labels or more that are no IP address, and a path', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      '*.',
      '*',
      'a',
      '1',
      'test',
      '.',
      '-',
      '_',
      '/',
      ':8',
      '@',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const pattern = `https://${pieces.join('')}`;
        expect(findUrlPatternFault(pattern) === undefined).toBe(isTakenNaively(pattern));
      }),
      { numRuns: 2000 },
    );
  });
});

function isTakenNaively(pattern: string): boolean {
  const [scheme, empty, host = '', ...path] = pattern.split('/');
  const labels = host.split('.');
  if (labels[0] === '*') labels.shift();
  const letters = (text: string) => text !== '' && [...text].every((letter) => /[a-zA-Z0-9-]/.test(letter));
  const isAddress = labels.every((label) => [...label].every((digit) => digit >= '0' && digit <= '9'));
  return (
    scheme === 'https:' && empty === '' && path.length > 0 && labels.length > 1 && labels.every(letters) && !isAddress
  );
}
