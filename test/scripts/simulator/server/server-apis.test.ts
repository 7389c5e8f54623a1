// What a server template can require.
import { describe, expect, test } from 'vitest';
import { serverApis } from '../../../../gtm-templates/sandbox/server-apis.ts';
import { serverApiNames } from '../../../../scripts/simulator/server/server-apis.ts';
import { findShared } from '../find-shared.ts';
import { evaluateOnServer, refusalOf } from './evaluate-on-server.ts';

describe('createServerRequire', () => {
  test('knows exactly the APIs that are listed for templates', () => {
    expect(serverApiNames).toEqual(Object.keys(serverApis).sort());
  });

  test.each([...serverApiNames].map((name) => [name]))('gives %s, and the same each time', (name) => {
    const code = `return [require('${name}'), require('${name}')];`;
    const { returned } = evaluateOnServer(code);
    const [first, second] = Array.isArray(returned) ? returned : [];
    expect(['function', 'object']).toContain(typeof first);
    expect(first).toBe(second);
  });

  test.each(serverApiNames)('gives %s without anything that another run or the process has as well', (name) => {
    const give = (): unknown => evaluateOnServer(`return require('${name}');`).returned;
    expect(findShared(give(), give())).toEqual([]);
  });

  test.each([['injectScript'], ['toString'], ['getSecret'], ['']])('refuses %j', (name) => {
    const evaluation = evaluateOnServer(`require('${name}');`);
    expect(refusalOf(evaluation)).toBe('unknown_api');
    expect(evaluation.thrown).toMatchObject({ message: `${name} is not a valid API name.` });
  });

  test('JSON.parse gives undefined for what is no JSON', () => {
    expect(evaluateOnServer("return require('JSON').parse('<html>');").returned).toBeUndefined();
  });

  test.each([
    ["require('decodeUri')(7)", 'Argument uri has type number, which does not match required type string'],
    ["require('decodeUriComponent')(null)", 'Required argument uri not supplied'],
    [
      "require('fromBase64')([])",
      'Argument base64EncodedString has type array, which does not match required type string',
    ],
    [
      "require('makeTableMap')({}, 'a', 'b')",
      'Argument tableObj has type object, which does not match required type array',
    ],
    ["require('generateRandom')('1', 2)", 'Argument min has type string, which does not match required type number'],
  ])('%s stops the template with a sentence', (code, message) => {
    expect(evaluateOnServer(`${code};`).thrown).toMatchObject({ message });
  });
});
