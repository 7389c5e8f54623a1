// Reading the page's address and the referrer's.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

const href =
  'https://shop.example.test/a/thanks.html?session_id=cs_1&x=1&x=2&plus=a+b&bad=%E0%A4&enc=%7BA%7D&empty=#done';
const any = { urlParts: 'any', queriesAllowed: 'any' };
const read = (call: string, permissions: object = { get_url: any, get_referrer: any }) =>
  evaluate(`return require(${call};`, {
    page: createFakePage({ href, referrer: 'http://search.example.test:8080/find?q=shoes' }),
    permissions: { ...permissions },
  });

describe('getUrl', () => {
  test.each([
    ['', href],
    ["'protocol'", 'https'],
    ["'host'", 'shop.example.test'],
    ["'port'", '443'],
    ["'path'", '/a/thanks.html'],
    ["'query'", 'session_id=cs_1&x=1&x=2&plus=a+b&bad=%E0%A4&enc=%7BA%7D&empty='],
    ["'extension'", 'html'],
    ["'fragment'", 'done'],
    ["'nonsense'", undefined],
  ])('getUrl(%s) is %j', (component, value) => {
    expect(read(`'getUrl')(${component})`).returned).toBe(value);
  });

  test('a component that is not ticked throws', () => {
    const permissions = { get_url: { urlParts: 'specific', path: true } };
    expect(read("'getUrl')('path')", permissions).returned).toBe('/a/thanks.html');
    expect(read("'getUrl')('host')", permissions).status).toBe('failed');
  });
});

describe('getQueryParameters', () => {
  test.each([
    ["'session_id'", 'cs_1'],
    ["'x'", '1'],
    ["'x', true", ['1', '2']],
    ["'plus'", 'a b'],
    ["'enc'", '{A}'],
    ["'bad'", '%E0%A4'],
    ["'empty'", ''],
    ["'missing'", undefined],
    ["'missing', true", []],
  ])('getQueryParameters(%s) is %j', (values, value) => {
    expect(read(`'getQueryParameters')(${values})`).returned).toEqual(value);
  });

  test('a key that is not listed throws', () => {
    const permissions = {
      get_url: { urlParts: 'specific', query: true, queriesAllowed: 'specific', queryKeys: ['session_id'] },
    };
    expect(read("'getQueryParameters')('session_id')", permissions).returned).toBe('cs_1');
    expect(read("'getQueryParameters')('x')", permissions).status).toBe('failed');
  });
});

describe('getReferrerUrl', () => {
  test.each([
    ["'host'", 'search.example.test'],
    ["'port'", '8080'],
    ["'extension'", ''],
  ])('getReferrerUrl(%s) is %j', (component, value) => {
    expect(read(`'getReferrerUrl')(${component})`).returned).toBe(value);
  });

  test('without a referrer every part is empty', () => {
    const { returned } = evaluate("return require('getReferrerUrl')('host');", { permissions: { get_referrer: any } });
    expect(returned).toBe('');
  });

  test('permission to read the address is not enough', () => {
    expect(read("'getReferrerUrl')('host')", { get_url: any }).status).toBe('failed');
  });
});

describe('getReferrerQueryParameters', () => {
  test('reads one key of the referrer', () => {
    expect(read("'getReferrerQueryParameters')('q')").returned).toBe('shoes');
  });
});

describe('readTitle and readCharacterSet', () => {
  test('answer what the document says', () => {
    expect(read("'readTitle')()", { read_title: {} }).returned).toBe('Thank you');
    expect(read("'readCharacterSet')()", { read_character_set: {} }).returned).toBe('UTF-8');
  });

  test('throw without their permissions', () => {
    expect(read("'readTitle')()", { read_character_set: {} }).status).toBe('failed');
    expect(read("'readCharacterSet')()", { read_title: {} }).status).toBe('failed');
  });
});
