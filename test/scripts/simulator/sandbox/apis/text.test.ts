// Encodings and URL parts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../evaluate.ts';

describe('text APIs', () => {
  test.each([
    ["'encodeUri')('a b/ü?')", 'a%20b/%C3%BC?'],
    ["'encodeUriComponent')('a b/')", 'a%20b%2F'],
    ["'encodeUriComponent')('\\ud800')", undefined],
    ["'encodeUriComponent')(3000.5)", '3000.5'],
    ["'encodeUriComponent')()", 'undefined'],
    ["'encodeUri')(null)", 'null'],
    ["'decodeUri')('a%20b%2F')", 'a b%2F'],
    ["'decodeUriComponent')('a%20b%2F')", 'a b/'],
    ["'decodeUriComponent')('%E0')", undefined],
    ["'toBase64')('Grüße')", 'R3LDvMOfZQ=='],
    ["'fromBase64')('R3LDvMOfZQ==')", 'Grüße'],
    ["'fromBase64')('*')", undefined],
    ["'fromBase64')('/w==')", undefined],
    ["'parseUrl')('not a url')", undefined],
    ["'parseUrl')()", undefined],
  ])('require(%s is %j', (call, value) => {
    const { returned, problems } = evaluate(`return require(${call};`);
    expect([returned, problems]).toEqual([value, []]);
  });

  test.each([
    ["require('decodeUri')(7)"],
    ["require('decodeUriComponent')()"],
    ["require('toBase64')(7)"],
    ["require('fromBase64')(null)"],
    ["require('parseUrl')(7)"],
  ])('%s throws, because it takes a text', (call) => {
    expect(evaluate(`${call};`).status).toBe('failed');
  });

  test('fromBase64 undoes toBase64 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const code = `return require('fromBase64')(require('toBase64')(${JSON.stringify(text)}));`;
        expect(evaluate(code).returned).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  test('parseUrl takes an address apart, repeated query keys as a list', () => {
    const code = "return require('parseUrl')('https://u:p@a.test.com:8443/x?k=1&k=2&l=3#h');";
    expect(evaluate(code).returned).toEqual({
      href: 'https://u:p@a.test.com:8443/x?k=1&k=2&l=3#h',
      origin: 'https://a.test.com:8443',
      protocol: 'https:',
      username: 'u',
      password: 'p',
      host: 'a.test.com:8443',
      hostname: 'a.test.com',
      port: '8443',
      pathname: '/x',
      search: '?k=1&k=2&l=3',
      searchParams: { k: ['1', '2'], l: '3' },
      hash: '#h',
    });
  });
});
