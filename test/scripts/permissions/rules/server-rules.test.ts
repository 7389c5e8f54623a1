// Every server permission: what its settings allow, and the nearest thing that they do not.
import { describe, expect, test } from 'vitest';
import { allows } from '../../../../scripts/permissions/rules/allows.ts';
import { serverRules } from '../../../../scripts/permissions/rules/server-rules.ts';
import type { PermissionSettings } from '../../../../scripts/permissions/rules/settings.ts';
import { unknownValue } from '../../../../scripts/permissions/unknown-value.ts';

type Row = [name: string, settings: PermissionSettings, allowed: unknown[], refused: unknown[]];

const someUrls = { allowedUrls: 'specific', urls: ['https://api.test.com/*'] };
const googleOnly = { allowedUrls: 'specific', allowGoogleDomains: true };
const someRequest = { requestAccess: 'specific' };
const someHeaders = {
  ...someRequest,
  headersAllowed: true,
  headerAccess: 'specific',
  headerWhitelist: [{ headerName: 'Referer' }],
};
const someQuery = {
  ...someRequest,
  queryParametersAllowed: true,
  queryParameterAccess: 'specific',
  queryParameterWhitelist: [{ queryParameter: 'gclid' }],
};
const someResponse = { writeResponseAccess: 'specific', writeHeaderAccess: 'specific' };
const someResponseHeaders = {
  ...someResponse,
  writeHeadersAllowed: true,
  writeHeaderWhitelist: [{ headerName: 'Vary' }],
};
const table = { projectId: 'p', datasetId: 'd', tableId: 't' };
const tables = { allowedTables: [{ ...table, operation: 'write' }] };
const anyTable = { allowedTables: [{ projectId: '*', datasetId: '*', tableId: '*', operation: 'write' }] };
const documents = (option: object) => ({
  allowedOptions: [{ projectId: 'GOOGLE_CLOUD_PROJECT', path: 'sales/*', operation: 'read', ...option }],
});
const message = (action: string) => ({ allowedActions: 'specific', messageTypes: [{ type: 'sale', action }] });

const rows: Row[] = [
  ['send_http', someUrls, ['https://api.test.com/v1'], ['https://other.test.com/v1']],
  ['send_http', someUrls, ['https://api.test.com/v1'], ['http://api.test.com/v1']],
  ['send_http', { allowedUrls: 'any' }, ['https://other.test.com/'], ['http://other.test.com/']],
  ['send_http', googleOnly, ['https://www.google-analytics.com/g/collect'], ['https://api.test.com/v1']],
  ['send_http', googleOnly, ['https://bigquery.googleapis.com/'], ['https://notgoogleapis.com/']],
  [
    'send_http',
    { ...googleOnly, allowGoogleDomains: false, ...someUrls },
    ['https://api.test.com/'],
    ['https://www.google.com/'],
  ],
  ['send_pixel_from_browser', someUrls, ['https://api.test.com/px'], ['https://other.test.com/px']],
  ['read_event_data', { eventDataAccess: 'specific', keyPatterns: ['value'] }, ['value'], ['currency']],
  [
    'read_event_data',
    { eventDataAccess: 'specific', keyPatterns: ['user_data.*'] },
    ['user_data.email'],
    ['user_data2'],
  ],
  ['read_event_data', { eventDataAccess: 'specific', keyPatterns: ['user_data.*'] }, ['user_data.email'], [undefined]],
  ['read_request', someHeaders, ['header', 'referer'], ['header', 'cookie']],
  ['read_request', someHeaders, ['header', 'REFERER'], ['body']],
  ['read_request', { ...someHeaders, headerWhitelist: ['x-geo'] }, ['header', 'X-Geo'], ['header', 'referer']],
  ['read_request', { ...someHeaders, headerAccess: 'any' }, ['header', 'cookie'], ['path']],
  ['read_request', someHeaders, ['header', 'referer'], ['nonsense']],
  ['read_request', { ...someHeaders, headersAllowed: false, bodyAllowed: true }, ['body'], ['header', 'referer']],
  ['read_request', someQuery, ['query', 'gclid'], ['query', 'wbraid']],
  ['read_request', someQuery, ['query', 'gclid'], ['query']],
  ['read_request', { ...someQuery, queryParameterAccess: 'any' }, ['query'], ['remote_address']],
  ['read_request', { ...someQuery, queryParametersAllowed: false, pathAllowed: true }, ['path'], ['query', 'gclid']],
  ['read_request', { ...someRequest, remoteAddressAllowed: true }, ['remote_address'], ['header', 'referer']],
  ['access_response', someResponseHeaders, ['header', 'vary'], ['header', 'location']],
  ['access_response', someResponseHeaders, ['write', 'header', 'Vary'], ['write', 'status']],
  ['access_response', { ...someResponse, writeStatusAllowed: true }, ['status'], ['body']],
  ['access_response', { ...someResponse, writeBodyAllowed: true }, ['body'], ['status']],
  ['access_response', { ...someResponseHeaders, writeHeaderAccess: 'any' }, ['header', 'location'], ['body']],
  [
    'access_response',
    { ...someResponseHeaders, writeHeadersAllowed: false, writeBodyAllowed: true },
    ['body'],
    ['header', 'vary'],
  ],
  ['access_bigquery', tables, ['write', table], ['read', table]],
  ['access_bigquery', tables, ['write', table], ['write', { ...table, projectId: 'other' }]],
  ['access_bigquery', tables, ['write', table], ['write', { ...table, datasetId: 'other' }]],
  ['access_bigquery', tables, ['write', table], ['write', { ...table, tableId: 'other' }]],
  ['access_bigquery', anyTable, ['write', table], ['read', table]],
  ['access_firestore', documents({}), ['read', { path: 'sales/1' }], ['write', { path: 'sales/1' }]],
  ['access_firestore', documents({}), ['read', { path: 'sales/1/lines/2' }], ['read', { path: 'people/1' }]],
  ['access_firestore', documents({}), ['read', { path: 'sales/1' }], ['read', { path: 'sales/1', projectId: 'other' }]],
  [
    'access_firestore',
    documents({ projectId: '*' }),
    ['read', { path: 'sales/1', projectId: 'other' }],
    ['read', { path: 'sales' }],
  ],
  [
    'access_firestore',
    documents({ operation: 'read_write' }),
    ['write', { path: 'sales/1' }],
    ['write', { path: 'x' }],
  ],
  [
    'access_firestore',
    documents({ databaseId: '(default)' }),
    ['read', { path: 'sales/1' }],
    ['read', { path: 'sales/1', databaseId: 'eu' }],
  ],
  ['use_message', message('send'), ['send', 'sale'], ['listen', 'sale']],
  ['use_message', message('listen'), ['listen', 'sale'], ['listen', 'refund']],
  ['use_message', message('send_listen'), ['send', 'sale'], ['send', 'refund']],
  ['use_google_credentials', { allowedScopes: ['a', 'b'] }, [['a', 'b']], [['a', 'c']]],
  ['use_google_credentials', { allowedScopes: ['a'] }, ['a'], ['b']],
  ['use_custom_private_keys', { keyIds: ['k'] }, ['k'], ['other']],
  ['use_custom_private_keys', { keys: ['k'] }, ['k'], ['other']],
  ['get_cookies', { cookieAccess: 'specific', cookieNames: ['_fbp'] }, ['_fbp'], ['_fbc']],
];

const lenient: [name: string, settings: PermissionSettings, allowed: unknown[]][] = [
  ['read_request', { requestAccess: 'any' }, ['header', 'cookie']],
  ['read_request', someRequest, ['method']],
  ['access_response', { writeResponseAccess: 'any' }, ['body']],
  ['read_event_data', { eventDataAccess: 'any' }, [undefined]],
  ['use_message', { allowedActions: 'any' }, ['send', 'anything']],
];

const unknown: [name: string, settings: PermissionSettings, values: unknown[], isAllowed: boolean][] = [
  ['send_http', someUrls, [unknownValue], true],
  ['send_http', googleOnly, [unknownValue], true],
  ['send_http', { allowedUrls: 'specific' }, [unknownValue], false],
  ['read_event_data', { eventDataAccess: 'specific', keyPatterns: ['value'] }, [unknownValue], true],
  ['read_event_data', { eventDataAccess: 'specific', keyPatterns: [] }, [unknownValue], false],
  ['read_request', someHeaders, ['header', unknownValue], true],
  ['read_request', someRequest, ['header', unknownValue], false],
  ['access_firestore', documents({}), ['read', { path: unknownValue }], true],
  ['access_firestore', documents({}), ['write', { path: unknownValue }], false],
  ['access_bigquery', tables, ['write', unknownValue], true],
  ['access_bigquery', tables, ['write', { ...table, projectId: 'other', tableId: unknownValue }], false],
  ['use_message', message('send'), ['send', unknownValue], true],
  ['use_message', message('send'), ['listen', unknownValue], false],
  [
    'set_cookies',
    { allowedCookies: [{ name: 'a', domain: '*', path: '/x', secure: 'secure' }] },
    ['a', unknownValue],
    true,
  ],
  ['set_cookies', { allowedCookies: [{ name: 'a', domain: '*', path: '/x' }] }, ['b', unknownValue], false],
  ['set_cookies', { allowedCookies: [{ name: 'a', domain: '*', path: '/x' }] }, ['a', { path: '/y' }], false],
];

describe('allows, for server permissions', () => {
  test.each(rows)('%s %j allows %j and refuses %j', (name, settings, allowed, refused) => {
    expect(allows(name, settings, allowed)).toBe(true);
    expect(allows(name, settings, refused)).toBe(false);
    expect(allows(name, undefined, allowed)).toBe(false);
    expect(allows(name, {}, allowed)).toBe(false);
  });

  test.each(lenient)('%s %j allows %j', (name, settings, values) => {
    expect(allows(name, settings, values)).toBe(true);
  });

  test.each(unknown)('%s %j with values that only a run knows: %j (%s)', (name, settings, values, isAllowed) => {
    expect(allows(name, settings, values)).toBe(isAllowed);
  });

  test.each([
    'return_response',
    'run_container',
    'read_container_data',
    'read_event_metadata',
    'access_template_storage',
  ])('%s needs only to be asked for', (name) => {
    expect([allows(name, {}, []), allows(name, undefined, [])]).toEqual([true, false]);
  });

  test('a permission that no container has allows nothing', () => {
    expect(allows('fly', {}, [])).toBe(false);
  });

  test('each rule has a row here or in the tests of web permissions', () => {
    const tested = [...rows.map(([name]) => name), 'set_cookies', 'logging'];
    const plain = [
      'return_response',
      'run_container',
      'read_container_data',
      'read_event_metadata',
      'access_template_storage',
    ];
    expect(Object.keys(serverRules).filter((name) => ![...tested, ...plain].includes(name))).toEqual([]);
  });
});
