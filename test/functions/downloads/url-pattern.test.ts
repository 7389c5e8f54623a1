// Which URL patterns GTM takes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUrlPatternFault } from '../../../functions/downloads/url-pattern.ts';
import { parseUrlPattern } from '../../../scripts/simulator/permissions/url-pattern.ts';

describe('findUrlPatternFault', () => {
  test.each([
    'https://*.run.app/*',
    'https://tags.example.com/*',
    'https://cdn.example.com/npm/pkg@*/dist/x.js',
    'https://a-b.example.co.uk/',
    'https://example.com/path?x=*',
  ])('%s is taken', (pattern) => {
    expect(findUrlPatternFault(pattern)).toBeUndefined();
  });

  test.each([
    ['http://example.com/*', 'https://'],
    ['https://example.com', '/'],
    ['https://*/*', '*'],
    ['https://*.com/*', 'two labels'],
    ['https://localhost/*', 'two labels'],
    ['https://cdn.*.com/', '*'],
    ['https://cdn*.example.com/', '*'],
    ['https://example.com:8443/*', 'port'],
    ['https://user@example.com/*', 'user name'],
    ['https://127.0.0.1/*', 'IP address'],
    ['https://exa_mple.com/*', 'letters'],
    ['https://exa mple.com/*', 'letters'],
    ['https://example..com/*', 'letters'],
  ])('%s is refused for its %s', (pattern, reason) => {
    expect(findUrlPatternFault(pattern)).toContain(reason);
  });

  test('the simulator, which runs built templates, takes the same patterns', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      '*.',
      '*',
      'a',
      'example',
      '.',
      '-',
      '_',
      '/',
      ':8443',
      '@',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const pattern = `https://${pieces.join('')}`;
        expect(findUrlPatternFault(pattern) === undefined).toBe(isTakenBySimulator(pattern));
      }),
      { numRuns: 2000 },
    );
  });
});

function isTakenBySimulator(pattern: string): boolean {
  try {
    parseUrlPattern(pattern);
    return true;
  } catch {
    return false;
  }
}
