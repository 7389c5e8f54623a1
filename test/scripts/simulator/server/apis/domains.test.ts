// The registrable domain as server templates ask for it.
import { describe, expect, test } from 'vitest';
import { evaluateOnServer, refusalOf } from '../evaluate-on-server.ts';

describe('computeEffectiveTldPlusOne', () => {
  test.each([
    ["'https://www.shop.co.uk/a?b'", 'shop.co.uk'],
    ["'localhost'", ''],
    ['null', null],
    ['undefined', undefined],
  ])('(%s) is %j', (value, domain) => {
    expect(evaluateOnServer(`return require('computeEffectiveTldPlusOne')(${value});`).returned).toBe(domain);
  });

  test('needs a text', () => {
    expect(refusalOf(evaluateOnServer("require('computeEffectiveTldPlusOne')(7);"))).toBe('wrong_argument_type');
  });
});
