// What each API needs: the whole list, and that a run in the simulator is stopped exactly where the check says so.
import { describe, expect, test } from 'vitest';
import type { PlainPermission } from '../../../../functions/downloads/permission-trees.ts';
import { serverApis } from '../../../../gtm-templates/sandbox/server-apis.ts';
import { webApis } from '../../../../gtm-templates/sandbox/web-apis.ts';
import { checkTplPermissions } from '../../../../scripts/permissions/check-tpl-permissions.ts';
import { SandboxError } from '../../../../scripts/simulator/sandbox/sandbox-error.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { evaluate } from '../../simulator/evaluate.ts';
import { makeTpl } from '../../simulator/make-tpl.ts';
import { evaluateOnServer, refusalOf } from '../../simulator/server/evaluate-on-server.ts';

type Settings = PlainPermission['params'];
type Row = [call: string, permission: string, covering: Settings, near: Settings, what: string];

const keys = (key: string, ...ticks: string[]): Settings => ({
  keys: [{ key, read: ticks.includes('r'), write: ticks.includes('w'), execute: ticks.includes('x') }],
});
const consent = (type: string, tick: 'read' | 'write'): Settings => ({
  consentTypes: [{ consentType: type, read: tick === 'read', write: tick === 'write' }],
});
const urls = (url: string): Settings => ({ allowedUrls: 'specific', urls: [url] });
const cookie = (extra: object = {}): Settings => ({
  allowedCookies: [{ name: 'a', domain: '*', path: '*', secure: 'any', session: 'any', ...extra }],
});
const query = (key: string): Settings => ({
  urlParts: 'specific',
  query: true,
  queriesAllowed: 'specific',
  queryKeys: [key],
});
const host: Settings = { urlParts: 'specific', host: true };

const web: Row[] = [
  ["copyFromWindow('a')", 'access_globals', keys('a', 'r'), keys('a', 'w', 'x'), "'a' (read)"],
  ["setInWindow('a', 1)", 'access_globals', keys('a', 'r', 'w'), keys('a', 'w'), "'a' (read and write)"],
  ["callInWindow('a')", 'access_globals', keys('a', 'x'), keys('a', 'r', 'w'), "'a' (execute)"],
  ["createQueue('a')", 'access_globals', keys('a', 'r', 'w'), keys('a', 'r'), "'a' (read and write)"],
  ["createArgumentsQueue('a', 'a')", 'access_globals', keys('a', 'r', 'w'), keys('a', 'w'), "'a' (read and write)"],
  ["aliasInWindow('a', 'a')", 'access_globals', keys('a', 'r', 'w'), keys('a', 'r'), "'a' (write)"],
  [
    "addConsentListener('ad_storage', f)",
    'access_consent',
    consent('ad_storage', 'read'),
    consent('ad_storage', 'write'),
    "'ad_storage' (read)",
  ],
  [
    "isConsentGranted('ad_storage')",
    'access_consent',
    consent('ad_storage', 'read'),
    consent('ad_user_data', 'read'),
    "'ad_storage' (read)",
  ],
  [
    "setDefaultConsentState({ ad_storage: 'denied', region: ['DE'], wait_for_update: 5 })",
    'access_consent',
    consent('ad_storage', 'write'),
    consent('ad_storage', 'read'),
    "'ad_storage' (write)",
  ],
  [
    "updateConsentState({ ad_storage: 'denied' })",
    'access_consent',
    consent('ad_storage', 'write'),
    consent('ad_user_data', 'write'),
    "'ad_storage' (write)",
  ],
  [
    "copyFromDataLayer('a.b')",
    'read_data_layer',
    { allowedKeys: 'specific', keyPatterns: ['a.*'] },
    { allowedKeys: 'specific', keyPatterns: ['a'] },
    "'a.b'",
  ],
  ['gtagSet({ a: 1 })', 'write_data_layer', { keyPatterns: ['a'] }, { keyPatterns: ['b'] }, "'a'"],
  ["gtagSet('a', 1)", 'write_data_layer', { keyPatterns: ['a'] }, { keyPatterns: ['b'] }, "'a'"],
  [
    "getCookieValues('a')",
    'get_cookies',
    { cookieNames: ['a'] },
    { cookieAccess: 'specific', cookieNames: ['b'] },
    "'a'",
  ],
  [
    "setCookie('a', '1', { path: '/' })",
    'set_cookies',
    cookie({ path: '/' }),
    cookie({ path: '/x' }),
    "'a' with path /",
  ],
  ["setCookie('a', '1')", 'set_cookies', cookie(), cookie({ name: 'b' }), "'a'"],
  [
    "setCookie('a', '1', { secure: true, domain: 'auto' })",
    'set_cookies',
    cookie({ secure: 'secure' }),
    cookie({ domain: 'example.com' }),
    "'a' with domain auto with secure true",
  ],
  ["getQueryParameters('a')", 'get_url', query('a'), query('b'), "the query key 'a'"],
  ["getUrl('host')", 'get_url', host, query('a'), "the part 'host'"],
  [
    "getUrl('query')",
    'get_url',
    { urlParts: 'specific', query: true, queriesAllowed: 'any' },
    query('a'),
    'the whole query',
  ],
  ['getUrl()', 'get_url', { urlParts: 'any', queriesAllowed: 'any' }, host, 'the whole address'],
  ["getReferrerQueryParameters('a')", 'get_referrer', query('a'), query('b'), "the query key 'a'"],
  ["getReferrerUrl('host')", 'get_referrer', host, query('a'), "the part 'host'"],
  [
    "injectScript('https://a.test.com/x.js')",
    'inject_script',
    { urls: ['https://a.test.com/*'] },
    { urls: ['https://a.test.com/y.js'] },
    "'https://a.test.com/x.js'",
  ],
  [
    "injectHiddenIframe('https://a.test.com/x')",
    'inject_hidden_iframe',
    { urls: ['https://*.test.com/'] },
    { urls: ['https://b.test.com/'] },
    "'https://a.test.com/x'",
  ],
  [
    "sendPixel('https://a.test.com/x')",
    'send_pixel',
    { allowedUrls: 'any' },
    urls('https://b.test.com/'),
    "'https://a.test.com/x'",
  ],
  ["localStorage.getItem('a')", 'access_local_storage', keys('a', 'r'), keys('a', 'w'), "'a' (read)"],
  ["localStorage.setItem('a', 'b')", 'access_local_storage', keys('a', 'w'), keys('a', 'r'), "'a' (write)"],
  ["localStorage.removeItem('a')", 'access_local_storage', keys('a', 'w'), keys('b', 'w'), "'a' (write)"],
];

const request = (part: Settings): Settings => ({ requestAccess: 'specific', ...part });
const header = (name: string): Settings =>
  request({ headersAllowed: true, headerAccess: 'specific', headerWhitelist: [{ headerName: name }] });
const parameter = (name: string): Settings =>
  request({
    queryParametersAllowed: true,
    queryParameterAccess: 'specific',
    queryParameterWhitelist: [{ queryParameter: name }],
  });
const response = (part: Settings): Settings => ({
  writeResponseAccess: 'specific',
  writeHeaderAccess: 'specific',
  ...part,
});
const message = (action: string): Settings => ({ allowedActions: 'specific', messageTypes: [{ type: 'a', action }] });
const documents = (operation: string, path = 'a/*'): Settings => ({
  allowedOptions: [{ projectId: 'GOOGLE_CLOUD_PROJECT', path, operation }],
});
const tables = (tableId: string): Settings => ({
  allowedTables: [{ projectId: 'p', datasetId: 'd', tableId, operation: 'write' }],
});

const server: Row[] = [
  [
    "getEventData('a.b')",
    'read_event_data',
    { eventDataAccess: 'specific', keyPatterns: ['a.*'] },
    { eventDataAccess: 'specific', keyPatterns: ['a'] },
    "'a.b'",
  ],
  [
    'getAllEventData()',
    'read_event_data',
    { eventDataAccess: 'any' },
    { eventDataAccess: 'specific', keyPatterns: ['a'] },
    'the whole event',
  ],
  ["getRequestHeader('Origin')", 'read_request', header('origin'), header('referer'), "the header 'Origin'"],
  ["getRequestQueryParameter('a')", 'read_request', parameter('a'), parameter('b'), "the query parameter 'a'"],
  [
    'getRequestQueryParameters()',
    'read_request',
    request({ queryParametersAllowed: true, queryParameterAccess: 'any' }),
    parameter('a'),
    'the whole query',
  ],
  ['getRequestQueryString()', 'read_request', { requestAccess: 'any' }, parameter('a'), 'the whole query'],
  ['getRequestBody()', 'read_request', request({ bodyAllowed: true }), request({ pathAllowed: true }), 'the body'],
  ['getRequestPath()', 'read_request', request({ pathAllowed: true }), request({ bodyAllowed: true }), 'the path'],
  [
    'getRemoteAddress()',
    'read_request',
    request({ remoteAddressAllowed: true }),
    request({ pathAllowed: true }),
    'the remote address',
  ],
  [
    "setResponseHeader('Vary', 'a')",
    'access_response',
    response({ writeHeadersAllowed: true, writeHeaderWhitelist: [{ headerName: 'vary' }] }),
    response({ writeHeadersAllowed: true }),
    "the header 'Vary'",
  ],
  [
    'setResponseStatus(200)',
    'access_response',
    response({ writeStatusAllowed: true }),
    response({ writeBodyAllowed: true }),
    'the status',
  ],
  [
    "setResponseBody('a')",
    'access_response',
    response({ writeBodyAllowed: true }),
    response({ writeStatusAllowed: true }),
    'the body',
  ],
  [
    'setPixelResponse()',
    'access_response',
    { writeResponseAccess: 'any' },
    response({ writeStatusAllowed: true }),
    'the body',
  ],
  [
    "getCookieValues('a')",
    'get_cookies',
    { cookieNames: ['a'] },
    { cookieAccess: 'specific', cookieNames: ['b'] },
    "'a'",
  ],
  [
    "setCookie('a', '1', { path: '/' })",
    'set_cookies',
    cookie({ path: '/' }),
    cookie({ path: '/x' }),
    "'a' with path /",
  ],
  [
    "sendHttpGet('https://a.test.com/x')",
    'send_http',
    urls('https://a.test.com/'),
    urls('https://b.test.com/'),
    "'https://a.test.com/x'",
  ],
  [
    "sendHttpRequest('https://a.test.com/x', {})",
    'send_http',
    { allowedUrls: 'any' },
    { allowedUrls: 'specific', allowGoogleDomains: true },
    "'https://a.test.com/x'",
  ],
  [
    "sendPixelFromBrowser('https://a.test.com/x')",
    'send_pixel_from_browser',
    urls('https://a.test.com/'),
    urls('https://b.test.com/'),
    "'https://a.test.com/x'",
  ],
  ["sendMessage('a', {})", 'use_message', message('send'), message('listen'), "the message 'a' (send)"],
  ["addMessageListener('a', f)", 'use_message', message('listen'), message('send'), "the message 'a' (listen)"],
  ["hasMessageListener('a')", 'use_message', { allowedActions: 'any' }, message('send'), "the message 'a' (listen)"],
  ["Firestore.read('a/b')", 'access_firestore', documents('read'), documents('write'), "'a/b' (read)"],
  [
    "Firestore.read('a/b', { projectId: 'p' })",
    'access_firestore',
    { allowedOptions: [{ projectId: '*', path: '*', operation: 'read_write' }] },
    documents('read'),
    "'a/b' (read)",
  ],
  [
    "Firestore.write('a/b', {})",
    'access_firestore',
    documents('read_write'),
    documents('write', 'b/*'),
    "'a/b' (write)",
  ],
  ["Firestore.query('a', [])", 'access_firestore', documents('read', 'a'), documents('read', 'b'), "'a' (read)"],
  [
    "BigQuery.insert({ projectId: 'p', datasetId: 'd', tableId: 't' }, [{}])",
    'access_bigquery',
    tables('t'),
    tables('u'),
    "the table 'p.d.t' (write)",
  ],
  [
    "getGoogleAuth({ scopes: ['a'] })",
    'use_google_credentials',
    { allowedScopes: ['a'] },
    { allowedScopes: ['b'] },
    "'a'",
  ],
  ["hmacSha256('x', 'a')", 'use_custom_private_keys', { keys: ['a'] }, { keyIds: ['b'] }, "'a'"],
];

const apiIn = (call: string) => /^\w+/.exec(call)?.[0] ?? '';
const codeOf = (call: string) => `const ${apiIn(call)} = require('${apiIn(call)}');\nconst f = () => 1;\n${call};`;

const messagesFor = (container: 'web' | 'server', call: string, permissions: Record<string, Settings>) =>
  checkTplPermissions(parseTpl(makeTpl({ container, code: codeOf(call), permissions }))).map(({ message }) => message);

function expectVerdicts(
  container: 'web' | 'server',
  [call, permission, covering, near, what]: Row,
  isStopped: (call: string, permissions: Record<string, Settings>) => boolean,
) {
  expect(messagesFor(container, call, { [permission]: covering })).toEqual([]);
  expect(isStopped(call, { [permission]: covering })).toBe(false);
  const [message, ...others] = messagesFor(container, call, { [permission]: near });
  expect(message).toContain(`${apiIn(call)} reaches ${what}, which the permission ${permission} does not cover`);
  expect(others).toEqual([]);
  expect(isStopped(call, { [permission]: near })).toBe(true);
  expect(messagesFor(container, call, {})).toEqual([
    `${apiIn(call)} needs the permission ${permission}, which the template does not ask for.`,
  ]);
  expect(isStopped(call, {})).toBe(true);
}

describe('the needs of web APIs', () => {
  const isStopped = (call: string, permissions: Record<string, Settings>) => {
    const { error } = evaluate(codeOf(call), { permissions });
    return error instanceof SandboxError && error.code === 'permission_denied';
  };

  test.each(web)('%s needs %s: code and run agree', (...row) => expectVerdicts('web', row, isStopped));

  test('each API whose arguments decide has a row', () => {
    const plain = [
      'addEventCallback',
      'getContainerVersion',
      'logToConsole',
      'readAnalyticsStorage',
      'readCharacterSet',
      'readTitle',
      'templateStorage',
    ];
    const needing = Object.entries(webApis).flatMap(([api, permission]) => (permission === null ? [] : [api]));
    expect([...new Set([...web.map(([call]) => apiIn(call)), ...plain])].sort()).toEqual(needing.sort());
  });
});

describe('the needs of server APIs', () => {
  const isStopped = (call: string, permissions: Record<string, Settings>) =>
    refusalOf(evaluateOnServer(codeOf(call), { permissions })) === 'permission_denied';

  test.each(server)('%s needs %s: code and run agree', (...row) => expectVerdicts('server', row, isStopped));

  test('each API whose arguments decide has a row', () => {
    const plain = [
      'addEventCallback',
      'extractEventsFromMpv1',
      'extractEventsFromMpv2',
      'getClientName',
      'getContainerVersion',
      'getGoogleScript',
      'getRequestMethod',
      'logToConsole',
      'returnResponse',
      'runContainer',
      'sendEventToGoogleAnalytics',
      'templateDataStorage',
    ];
    const needing = Object.entries(serverApis).flatMap(([api, permission]) => (permission === null ? [] : [api]));
    expect([...new Set([...server.map(([call]) => apiIn(call)), ...plain])].sort()).toEqual(needing.sort());
  });
});
