// What permissions state beyond the needs of the code, for every kind of entry.
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { serverApis } from '../../../gtm-templates/sandbox/server-apis.ts';
import { webApis } from '../../../gtm-templates/sandbox/web-apis.ts';
import { readScope } from '../../../scripts/permissions/code/code-scope.ts';
import { findUnusedScopes } from '../../../scripts/permissions/find-unused-scopes.ts';
import { type Container, findNeeds } from '../../../scripts/permissions/needs/find-needs.ts';
import type { PermissionSettings } from '../../../scripts/permissions/rules/settings.ts';

/** Every API of the container is at hand under its own name. */
function unusedIn(calls: string, permission: string, settings: PermissionSettings, container: Container = 'web') {
  const apis = new Set(Object.keys(container === 'web' ? webApis : serverApis));
  const needs = findNeeds(readScope(parse(calls, { ecmaVersion: 'latest' }), apis), container);
  return findUnusedScopes(needs, permission, settings).map(({ entry, tick }) =>
    tick === undefined ? entry : `${entry} ${tick}`,
  );
}

const key = (name: string, ...ticks: string[]) => ({
  key: name,
  read: ticks.includes('read'),
  write: ticks.includes('write'),
  execute: ticks.includes('execute'),
});

type Row = [calls: string, permission: string, settings: PermissionSettings, unused: string[]];

const web: Row[] = [
  ["copyFromWindow('a')", 'access_globals', { keys: [key('a', 'read')] }, []],
  ["copyFromWindow('a')", 'access_globals', { keys: [key('a', 'read'), key('b', 'read')] }, ['b']],
  ["copyFromWindow('a')", 'access_globals', { keys: [key('a', 'read', 'write', 'execute')] }, ['a write', 'a execute']],
  ["setInWindow('a', 1)", 'access_globals', { keys: [key('a', 'read', 'write')] }, []],
  ["localStorage.getItem('a')", 'access_local_storage', { keys: [{ key: 'a', read: true, write: true }] }, ['a write']],
  [
    "isConsentGranted('ad_storage')",
    'access_consent',
    {
      consentTypes: [
        { consentType: 'ad_storage', read: true, write: true },
        { consentType: 'ad_user_data', read: true },
      ],
    },
    ['ad_storage write', 'ad_user_data'],
  ],
  ["getCookieValues('a')", 'get_cookies', { cookieAccess: 'specific', cookieNames: ['a', 'b'] }, ['b']],
  ["getCookieValues('a')", 'get_cookies', { cookieAccess: 'any', cookieNames: ['a'] }, ['a']],
  [
    "setCookie('a', 'x')",
    'set_cookies',
    {
      allowedCookies: [
        { name: 'a', domain: '*', path: '*' },
        { name: 'b', domain: '*', path: '*' },
      ],
    },
    ['b'],
  ],
  ["getUrl('host')", 'get_url', { urlParts: 'specific', host: true, path: true }, ['path']],
  [
    "getUrl('host') + getQueryParameters('a')",
    'get_url',
    { urlParts: 'specific', host: true, query: true, queriesAllowed: 'specific', queryKeys: ['a', 'b'] },
    ['b'],
  ],
  ["getUrl('host')", 'get_url', { urlParts: 'any', queriesAllowed: 'any' }, []],
  ["copyFromDataLayer('a.b')", 'read_data_layer', { allowedKeys: 'specific', keyPatterns: ['a.*', 'c'] }, ['c']],
  ['gtagSet({ a: 1 })', 'write_data_layer', { keyPatterns: ['a', 'b'] }, ['b']],
  [
    "injectScript('https://a.test.com/x')",
    'inject_script',
    { urls: ['https://a.test.com/', 'https://b.test.com/'] },
    ['https://b.test.com/'],
  ],
  [
    "injectScript('https://a.test.com/x')",
    'inject_script',
    { urls: ['https://a.test.com/', 'http://b.test.com/'] },
    [],
  ],
];

const server: Row[] = [
  [
    "getRequestHeader('a')",
    'read_request',
    {
      requestAccess: 'specific',
      headersAllowed: true,
      bodyAllowed: true,
      headerAccess: 'specific',
      headerWhitelist: [{ headerName: 'A' }, { headerName: 'b' }],
    },
    ['bodyAllowed', 'b'],
  ],
  [
    "getRequestQueryParameter('a')",
    'read_request',
    {
      requestAccess: 'specific',
      queryParametersAllowed: true,
      queryParameterAccess: 'specific',
      queryParameterWhitelist: [{ queryParameter: 'a' }, { queryParameter: 'b' }],
    },
    ['b'],
  ],
  [
    'setResponseStatus(200)',
    'access_response',
    { writeResponseAccess: 'specific', writeStatusAllowed: true, writeBodyAllowed: true },
    ['writeBodyAllowed'],
  ],
  [
    "sendHttpGet('https://a.test.com/')",
    'send_http',
    { allowedUrls: 'specific', allowGoogleDomains: true, urls: ['https://a.test.com/'] },
    ['allowGoogleDomains'],
  ],
  ["sendHttpGet('https://www.google.com/')", 'send_http', { allowedUrls: 'specific', allowGoogleDomains: true }, []],
  [
    "sendMessage('a', {})",
    'use_message',
    {
      allowedActions: 'specific',
      messageTypes: [
        { type: 'a', action: 'send' },
        { type: 'a', action: 'listen' },
      ],
    },
    ['a'],
  ],
  ["getGoogleAuth({ scopes: ['a'] })", 'use_google_credentials', { allowedScopes: ['a', 'b'] }, ['b']],
  ["getEventData('a')", 'read_event_data', { eventDataAccess: 'specific', keyPatterns: ['a', 'b'] }, ['b']],
];

describe('findUnusedScopes', () => {
  test.each(web)('%s leaves of %s %j unused: %j', (calls, permission, settings, unused) => {
    expect(unusedIn(calls, permission, settings)).toEqual(unused);
  });

  test.each(server)('%s leaves of %s %j unused: %j', (calls, permission, settings, unused) => {
    expect(unusedIn(calls, permission, settings, 'server')).toEqual(unused);
  });

  test.each([
    "copyFromWindow('a') + copyFromWindow(data.name)",
    "copyFromWindow('a') + run(setInWindow)",
    "copyFromWindow('a') + queryPermission('access_globals', 'read', data.name)",
  ])('where a value is unknown every entry may be needed: %s', (calls) => {
    expect(unusedIn(calls, 'access_globals', { keys: [key('a', 'read'), key('b', 'read')] })).toEqual([]);
  });

  test('where a value is unknown every tick may be needed', () => {
    const settings = { keys: [key('a', 'read', 'write')] };
    expect(unusedIn('copyFromWindow(data.name)', 'access_globals', settings)).toEqual([]);
  });

  test('where a part of an argument is unknown every entry may be needed', () => {
    const settings = {
      allowedCookies: [
        { name: 'a', domain: 'x.com', path: '*' },
        { name: 'a', domain: 'y.com', path: '*' },
      ],
    };
    expect(unusedIn("setCookie('a', 'x', { domain: data.domain })", 'set_cookies', settings)).toEqual([]);
    expect(unusedIn("setCookie('a', 'x', { domain: 'x.com', expires: null })", 'set_cookies', settings)).toEqual(['a']);
  });

  test('what the code may reach though it decides against it counts as needed', () => {
    const calls = "copyFromWindow(data.is ? 'a' : 'b')";
    expect(unusedIn(calls, 'access_globals', { keys: [key('a', 'read'), key('b', 'read'), key('c', 'read')] })).toEqual(
      ['c'],
    );
  });

  test('a question needs its entry', () => {
    const calls = "copyFromWindow('a') + queryPermission('access_globals', 'read', 'b')";
    expect(unusedIn(calls, 'access_globals', { keys: [key('a', 'read'), key('b', 'read')] })).toEqual([]);
  });

  test('a permission that no line needs is left to others', () => {
    expect(unusedIn("copyFromWindow('a')", 'get_cookies', { cookieNames: ['a'] })).toEqual([]);
  });
});
