// Permissions of any template file: each fault at its place, and what looks like one but is none.
import { describe, expect, test } from 'vitest';
import type { PlainPermission } from '../../../functions/downloads/permission-trees.ts';
import { checkTplPermissions } from '../../../scripts/permissions/check-tpl-permissions.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { makeTpl } from '../simulator/make-tpl.ts';

type Permissions = Readonly<Record<string, PlainPermission['params']>>;

function faultsOf(code: string, permissions: Permissions = {}, container: 'web' | 'server' = 'web') {
  return checkTplPermissions(parseTpl(makeTpl({ code, permissions, container })));
}

const messagesOf = (...args: Parameters<typeof faultsOf>) => faultsOf(...args).map(({ message }) => message);

/** A file whose permission section has exactly this text. */
function fileWith(section: string, code = 'data.gtmOnSuccess();') {
  const tpl = makeTpl({ code }).replace(/(___WEB_PERMISSIONS___\n\n)\[\]/, (_match, head: string) => head + section);
  return checkTplPermissions(parseTpl(tpl));
}

const readsA: Permissions = {
  access_globals: { keys: [{ key: 'a', read: true, write: false, execute: false }] },
};
const copy = "const copyFromWindow = require('copyFromWindow');\n";

describe('checkTplPermissions', () => {
  test('code within its permissions has no faults', () => {
    expect(faultsOf(`${copy}copyFromWindow('a');`, readsA)).toEqual([]);
  });

  test('an API without its permission is named at its first use', () => {
    const code = `${copy}const one = 1;\n  copyFromWindow('a');\ncopyFromWindow('b');`;
    expect(faultsOf(code)).toEqual([
      {
        section: 'SANDBOXED_JS_FOR_WEB_TEMPLATE',
        line: parseTpl(makeTpl({ code })).code.line + 2,
        column: 3,
        message: 'copyFromWindow needs the permission access_globals, which the template does not ask for.',
      },
    ]);
  });

  test('something literal outside the scope is named at each different use', () => {
    const code = `${copy}copyFromWindow('a');\ncopyFromWindow('b');\ncopyFromWindow('b');\ncopyFromWindow('a.b');`;
    expect(messagesOf(code, readsA)).toEqual([
      "copyFromWindow reaches 'b' (read), which the permission access_globals does not cover; add it there.",
      "copyFromWindow reaches 'a.b' (read), which the permission access_globals does not cover; add it there.",
    ]);
  });

  test('places count in the file, with the server section by its own name', () => {
    const code = "require('getRequestBody')();";
    expect(faultsOf(code, {}, 'server')).toMatchObject([
      {
        section: 'SANDBOXED_JS_FOR_SERVER',
        line: parseTpl(makeTpl({ code, container: 'server' })).code.line,
        column: 1,
      },
    ]);
  });

  test.each([
    ["require('logToConsole')('a');", 'the console is silent without its permission'],
    [`${copy}if (copyFromWindow) data.gtmOnSuccess();`, 'an API that is only asked for'],
    [copy, 'an API that nothing uses'],
    ["require('makeString')(1);", 'an API that needs none'],
    ["require('unheardOf')('a');", 'an API that nobody knows'],
    ['const = ;', 'code that does not parse'],
    ["function copyFromWindow() {}\ncopyFromWindow('a');", 'a function of the same name'],
  ])('no fault without permissions: %s (%s)', (code) => {
    expect(faultsOf(code)).toEqual([]);
  });

  test.each([
    [`${copy}copyFromWindow(data.name);`, 'a value that only a run knows'],
    [`${copy}copyFromWindow(data.name || 'b');`, 'a fallback that may never be used'],
    [
      `${copy}function read(name) {\n  if (name !== 'b') copyFromWindow(name);\n}\nread('b');`,
      'a value that the code stops',
    ],
    [`${copy}run(copyFromWindow);`, 'an API that is handed on'],
    [`${copy}copyFromWindow();\ncopyFromWindow(1);`, 'a call that GTM stops for its arguments'],
    [`${copy}if (require('queryPermission')('access_globals', 'read', 'b')) copyFromWindow('b');`, 'a question first'],
    [
      `${copy}const may = require('queryPermission')('access_globals', 'read', data.name);\nif (may) copyFromWindow('b');`,
      'an open question first',
    ],
  ])('no fault within other permissions: %s (%s)', (code) => {
    expect(faultsOf(code, readsA)).toEqual([]);
  });

  test('a question about another key excuses nothing', () => {
    const code = `${copy}if (require('queryPermission')('access_globals', 'read', 'a')) copyFromWindow('b');`;
    expect(faultsOf(code, readsA)).toHaveLength(1);
  });

  test('a question about a permission that is not asked for excuses its use', () => {
    const code = "if (require('queryPermission')('read_title')) require('readTitle')();";
    expect(faultsOf(code)).toEqual([]);
  });

  test('a permission that no line uses is no fault in a file of others', () => {
    expect(faultsOf('data.gtmOnSuccess();', { ...readsA, read_title: {} })).toEqual([]);
  });

  test.each<[string, Permissions]>([
    ["require('sendPixel')('https://a.test.com/x');", { send_pixel: { urls: ['https://a.test.com/*'] } }],
    ["require('getCookieValues')('a');", { get_cookies: { cookieNames: ['a'] } }],
    ["require('copyFromDataLayer')('a');", { read_data_layer: { keyPatterns: ['a'] } }],
    ["require('copyFromDataLayer')('ecommerce');", { read_data_layer: { keyPatterns: ['ecommerce.*'] } }],
    ["require('getUrl')('path');", { get_url: { urlParts: 'any' } }],
    ["require('getUrl')('path');", { get_url: { urlParts: 'specific', path: true } }],
    ["require('getUrl')('path');", { get_url: { urlParts: ['path'] } }],
    ["require('readAnalyticsStorage')();", { get_cookies: { cookieAccess: 'any' } }],
  ])('older shapes of permissions count: %s with %j', (code, permissions) => {
    expect(faultsOf(code, permissions)).toEqual([]);
  });

  test('a part of the address that a list leaves out is not stated', () => {
    expect(faultsOf("require('getUrl')('path');", { get_url: { urlParts: ['host'] } })).toHaveLength(1);
  });

  test('the right to read single cookies is none to read the analytics storage', () => {
    expect(faultsOf("require('readAnalyticsStorage')();", { get_cookies: { cookieNames: ['a'] } })).toHaveLength(1);
  });

  test.each(['inject_script', 'inject_hidden_iframe', 'send_pixel'])(
    'a pattern that GTM refuses is named: %s',
    (id) => {
      const settings = { urls: ['https://a.test.com/*', 'https://*.com/*'] };
      expect(messagesOf('data.gtmOnSuccess();', { [id]: settings })).toEqual([
        `GTM refuses the URL pattern https://*.com/* of ${id}: the host needs at least two labels, as in example.com.`,
      ]);
    },
  );

  test('a refused pattern stands for all that it makes fail', () => {
    const settings = { urls: ['http://a.test.com/*'] };
    expect(faultsOf("require('injectScript')('https://a.test.com/x');", { inject_script: settings })).toHaveLength(1);
  });

  test.each(['send_http', 'send_pixel_from_browser'])(
    'a pattern of %s is named only when it can cover nothing',
    (id) => {
      const permissions = (url: string, allowedUrls = 'specific') => ({ [id]: { allowedUrls, urls: [url] } });
      expect(messagesOf('data.gtmOnSuccess();', permissions('a.test.com/*'), 'server')).toEqual([
        `The URL pattern a.test.com/* of ${id} can cover nothing; write https:// and a host in front.`,
      ]);
      expect(faultsOf('data.gtmOnSuccess();', permissions('https://*/*'), 'server')).toEqual([]);
      expect(faultsOf('data.gtmOnSuccess();', permissions('a.test.com/*', 'any'), 'server')).toEqual([]);
    },
  );

  test('a permission of the other container, and one that no container has, are named', () => {
    expect(messagesOf('data.gtmOnSuccess();', { send_http: { allowedUrls: 'any' }, fly: {} })).toEqual([
      'The permission send_http belongs to server containers; remove it from this web template.',
      'No container has a permission fly; remove it, or correct its name.',
    ]);
    expect(messagesOf('data.gtmOnSuccess();', { inject_script: { urls: [] } }, 'server')).toEqual([
      'The permission inject_script belongs to web containers; remove it from this server template.',
    ]);
  });

  test('a permission that stands twice is named at its second place, and both scopes count', () => {
    const entry = (key: string) =>
      `{"instance": {"key": {"publicId": "access_globals"}, "param": [{"key": "keys", "value": {"type": 2, "listItem": [
        {"type": 3, "mapKey": [{"type": 1, "string": "key"}, {"type": 1, "string": "read"}],
         "mapValue": [{"type": 1, "string": "${key}"}, {"type": 8, "boolean": true}]}]}}]}}`;
    const faults = fileWith(
      `[\n${entry('a')},\n   ${entry('b')}]`,
      `${copy}copyFromWindow('a');\ncopyFromWindow('b');`,
    );
    expect(faults.map(({ message }) => message)).toEqual([
      'The permission access_globals stands here a second time; join the two.',
    ]);
    const section = parseTpl(makeTpl({ code: `${copy}copyFromWindow('a');\ncopyFromWindow('b');` })).sections.find(
      ({ name }) => name === 'WEB_PERMISSIONS',
    );
    expect(faults[0]).toMatchObject({ section: 'WEB_PERMISSIONS', line: (section?.line ?? 0) + 4, column: 38 });
  });

  test('a pattern is found however its characters are escaped', () => {
    const faults = fileWith(
      '[{"instance": {"key": {"publicId": "inject_script"}, "param": [{"key": "urls", "value": {"type": 2, "listItem": [\n  {"type": 1, "string": "http://a.test.com/?a\\u003d1"}]}}]}}]',
    );
    expect(faults).toMatchObject([{ column: 25, message: expect.stringContaining('http://a.test.com/?a=1') }]);
  });

  test.each(['', '[', '{}', '[1]', '[{"instance": 1}]', 'null'])(
    'any permission section is survived: %j',
    (section) => {
      expect(fileWith(section)).toEqual([]);
    },
  );
});
