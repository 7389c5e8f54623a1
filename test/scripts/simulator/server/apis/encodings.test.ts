// What servers encode differently from pages.
import { describe, expect, test } from 'vitest';
import { evaluateOnServer, refusalOf } from '../evaluate-on-server.ts';

describe('encoding APIs of servers', () => {
  test.each([
    ["'encodeUriComponent')('a b/')", 'a%20b%2F'],
    ["'encodeUri')('a b/')", 'a%20b/'],
    ["'encodeUriComponent')(3000.5)", '3000.5'],
    ["'encodeUri')(true)", 'true'],
    ["'encodeUriComponent')('\\ud800')", undefined],
    ["'toBase64')('a?>')", 'YT8+'],
    ["'toBase64')('a?>', { urlEncoding: true })", 'YT8-'],
  ])('require(%s is %j', (call, value) => {
    expect(evaluateOnServer(`return require(${call};`).returned).toEqual(value);
  });

  test.each(['encodeUri', 'encodeUriComponent'])('%s without an argument throws', (name) => {
    expect(refusalOf(evaluateOnServer(`return require('${name}')();`))).toBe('missing_argument');
  });
});
