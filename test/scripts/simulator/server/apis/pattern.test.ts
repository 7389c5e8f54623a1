// Regular expressions of server templates, as code sees them.
import { describe, expect, test } from 'vitest';
import { evaluateOnServer, refusalOf } from '../evaluate-on-server.ts';

describe('createRegex and testRegex', () => {
  test.each([
    ["'^a+$'", "'aaa'", true],
    ["'^a+$'", "'ab'", false],
    ["'A', 'i'", "'xay'", true],
    ["'A'", "'xay'", false],
    ["'a', undefined", "'a'", true],
  ])('createRegex(%s) on %s is %s', (values, text, answer) => {
    const code = `return require('testRegex')(require('createRegex')(${values}), ${text});`;
    expect(evaluateOnServer(code).returned).toBe(answer);
  });

  test('with the flag g the search goes on where it ended', () => {
    const code = `const regex = require('createRegex')('a', 'g'); const test = require('testRegex');
      return [test(regex, 'aa'), test(regex, 'aa'), test(regex, 'aa'), test(regex, 'aa')];`;
    expect(evaluateOnServer(code).returned).toEqual([true, true, false, true]);
  });

  test.each([
    ["'a-b-c'.replace(require('createRegex')('-', 'g'), '+')", 'a+b+c'],
    ["'a1b22'.match(require('createRegex')('\\\\d+', 'g'))", ['1', '22']],
    ["'ab1'.search(require('createRegex')('\\\\d'))", 2],
  ])('texts take it: %s is %j', (expression, value) => {
    expect(evaluateOnServer(`return ${expression};`).returned).toEqual(value);
  });

  test('a pattern that RE2 refuses is null', () => {
    expect(evaluateOnServer("return require('createRegex')('(?=a)');").returned).toBeNull();
  });

  test('shows the template an object without members', () => {
    const code =
      "const r = require('createRegex')('a'); return [require('getType')(r), r.source, r.lastIndex, r.test];";
    expect(evaluateOnServer(code).returned).toEqual(['object', undefined, undefined, undefined]);
  });

  test.each([
    ["require('createRegex')();", 'missing_argument'],
    ["require('createRegex')(7);", 'wrong_argument_type'],
    ["require('testRegex')('a', 'a');", 'wrong_argument_type'],
    ["require('testRegex')(null, 'a');", 'wrong_argument_type'],
    ["require('testRegex')(require('createRegex')('a'));", 'missing_argument'],
  ])('%s stops the template as %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code))).toBe(refusal);
  });
});
