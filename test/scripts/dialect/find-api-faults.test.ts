// Which names require refuses, by the container of the code.
import { describe, expect, test } from 'vitest';
import { serverApis } from '../../../gtm-templates/sandbox/server-apis.ts';
import { webApis } from '../../../gtm-templates/sandbox/web-apis.ts';
import { checkDialect } from '../../../scripts/dialect/check-dialect.ts';
import { faultsOf } from './faults-of.ts';

const messageOf = (code: string, container: 'web' | 'server') =>
  checkDialect(code, { file: 'a.tpl', kind: 'sandboxed', container })[0]?.message;

describe('findApiFaults', () => {
  test('every API of its container is known', () => {
    const all = (apis: object) => Object.keys(apis).map((name) => `require('${name}');`);
    expect(faultsOf(all(webApis).join(' '), { container: 'web' })).toEqual([]);
    expect(faultsOf(all(serverApis).join(' '), { container: 'server' })).toEqual([]);
    expect(faultsOf([...all(webApis), ...all(serverApis)].join(' '))).toEqual([]);
  });

  test('unknown_api_name: any other name is refused where it stands', () => {
    expect(faultsOf("const a =\n  require('getUri');", { container: 'web' })).toEqual(['unknown_api_name 2:11']);
    expect(faultsOf("require('getUri');")).toEqual(['unknown_api_name 1:9']);
    expect(faultsOf("require('constructor');", { container: 'web' })).toEqual(['unknown_api_name 1:9']);
  });

  test('the message names the cure: another container, other letters, or another API', () => {
    expect(messageOf("require('sendHttpRequest');", 'web')).toBe(
      "require knows no sendHttpRequest in a web container; it is one of the server container's.",
    );
    expect(messageOf("require('injectScript');", 'server')).toContain("it is one of the web container's");
    expect(messageOf("require('json');", 'web')).toContain('it is called JSON');
    expect(messageOf("require('console');", 'web')).toContain('use logToConsole');
  });

  test('a name that is computed is left alone', () => {
    expect(faultsOf("const a = 'getUri'; require(a); require();", { container: 'web' })).toEqual([]);
  });

  test('a require of the code’s own is left alone', () => {
    expect(faultsOf("const f = (require) => require('getUri');", { container: 'web' })).toEqual([]);
  });

  test('a test may get an API too, and no other', () => {
    expect(faultsOf("require('getUrl'); require('b');", { container: 'web', isTest: true })).toEqual([
      'unknown_api_name 1:28',
    ]);
  });
});
