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
    ["'toBase64')('ÿ?>')", 'w78/Pg=='],
    ["'toBase64')('ÿ?>', { urlEncoding: false })", 'w78/Pg=='],
    ["'toBase64')('ÿ?>', { urlEncoding: true })", 'w78_Pg'],
    ["'fromBase64')(require('toBase64')('Grüße'))", 'Grüße'],
  ])('require(%s is %j', (call, value) => {
    expect(evaluateOnServer(`return require(${call};`).returned).toEqual(value);
  });

  test.each([
    ["'toBase64')()", 'missing_argument'],
    ["'toBase64')(7)", 'wrong_argument_type'],
    ["'toBase64')('a', true)", 'wrong_argument_type'],
  ])('require(%s stops the template as %s', (call, refusal) => {
    expect(refusalOf(evaluateOnServer(`require(${call};`))).toBe(refusal);
  });
});
