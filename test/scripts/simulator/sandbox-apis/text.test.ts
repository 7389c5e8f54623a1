// Encodings, URL parts and digests.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../scripts/simulator/fake-page.ts';
import { evaluate } from '../evaluate.ts';

describe('text APIs', () => {
  test.each([
    ["'encodeUri')('a b/ü?')", 'a%20b/%C3%BC?'],
    ["'encodeUriComponent')('a b/')", 'a%20b%2F'],
    ["'encodeUriComponent')('\\ud800')", undefined],
    ["'decodeUri')('a%20b%2F')", 'a b%2F'],
    ["'decodeUriComponent')('a%20b%2F')", 'a b/'],
    ["'decodeUriComponent')('%E0')", undefined],
    ["'toBase64')('Grüße')", 'R3LDvMOfZQ=='],
    ["'fromBase64')('R3LDvMOfZQ==')", 'Grüße'],
    ["'fromBase64')('*')", undefined],
    ["'fromBase64')('/w==')", undefined],
    ["'parseUrl')('not a url')", undefined],
  ])('require(%s is %j', (call, value) => {
    expect(evaluate(`return require(${call};`).returned).toEqual(value);
  });

  test('encodeUriComponent of a number throws', () => {
    expect(evaluate("require('encodeUriComponent')(7);").status).toBe('failed');
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

describe('sha256', () => {
  const digest = (options: string, page = createFakePage()) =>
    evaluate(
      `const log = require('logToConsole');
       require('sha256')('abc', (value) => log(value), () => log('no crypto')${options});
       log('after the call');
       return 1;`,
      { page, permissions: { logging: { environments: 'all' } } },
    ).consoleTexts();

  test('answers in a later turn, as base64', () => {
    expect(digest('')).toEqual(['after the call', 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=']);
  });

  test('answers hex when told to', () => {
    expect(digest(", { outputEncoding: 'hex' }")[1]).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test('is silent where both SubtleCrypto and the failure callback are missing', () => {
    const run = evaluate("require('sha256')('abc', () => 1); return 1;", {
      page: createFakePage({ hasCrypto: false }),
    });
    expect(run.problems).toEqual([]);
  });

  test('calls its failure callback where the browser has no SubtleCrypto', () => {
    expect(digest('', createFakePage({ hasCrypto: false }))).toEqual(['after the call', 'no crypto']);
  });
});
