// What each server API needs: the whole list, and that a run in the simulator is stopped exactly where the check says so.
import { describe, expect, test } from 'vitest';
import { serverApis } from '../../../../gtm-templates/sandbox/server-apis.ts';
import { evaluateOnServer, refusalOf } from '../../simulator/server/evaluate-on-server.ts';
import { apiIn, codeOf, expectVerdicts, type Row, type Settings } from './expect-verdicts.ts';
import { cookieRows, urls } from './shared-needs.ts';

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
  ...cookieRows,
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
