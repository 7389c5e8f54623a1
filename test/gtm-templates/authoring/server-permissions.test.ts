// Server permissions in the shapes that GTM's exporter writes.
import { describe, expect, test } from 'vitest';
import { decodePermission, encodePermission } from '../../../functions/downloads/permission-trees.ts';
import type { Permission } from '../../../gtm-templates/authoring/permissions.ts';
import * as authoring from '../../../gtm-templates/authoring/server-permissions.ts';
import { serverRules } from '../../../scripts/permissions/rules/server-rules.ts';

const {
  accessBigquery,
  accessFirestore,
  accessResponse,
  readEventData,
  readRequest,
  returnResponse,
  runContainer,
  sendHttp,
  sendPixelFromBrowser,
  useCustomPrivateKeys,
  useGoogleCredentials,
  useMessage,
} = authoring;

const table = { datasetId: 'shop', tableId: 'orders' };

const rows: [string, Permission, string, object][] = [
  ['requests to anywhere', sendHttp('any'), 'send_http', { allowedUrls: 'any' }],
  [
    'requests to one host',
    sendHttp(['https://api.example.com/*']),
    'send_http',
    { allowedUrls: 'specific', urls: ['https://api.example.com/*'] },
  ],
  ['requests to Google', sendHttp('google'), 'send_http', { allowedUrls: 'specific', allowGoogleDomains: true }],
  ['the whole event', readEventData('any'), 'read_event_data', { eventDataAccess: 'any' }],
  [
    'some of the event',
    readEventData(['user_data.*']),
    'read_event_data',
    { eventDataAccess: 'specific', keyPatterns: ['user_data.*'] },
  ],
  [
    'the whole request',
    readRequest('any'),
    'read_request',
    { requestAccess: 'any', headerAccess: 'any', queryParameterAccess: 'any' },
  ],
  [
    'a header and a parameter',
    readRequest({ headers: ['referer'], queryParameters: ['gclid'] }),
    'read_request',
    {
      requestAccess: 'specific',
      headersAllowed: true,
      headerAccess: 'specific',
      headerWhitelist: [{ headerName: 'referer' }],
      queryParametersAllowed: true,
      queryParameterAccess: 'specific',
      queryParameterWhitelist: [{ queryParameter: 'gclid' }],
    },
  ],
  [
    'all headers and the parts without names',
    readRequest({ headers: 'any', body: true, path: true, remoteAddress: true }),
    'read_request',
    {
      requestAccess: 'specific',
      headersAllowed: true,
      headerAccess: 'any',
      bodyAllowed: true,
      pathAllowed: true,
      remoteAddressAllowed: true,
    },
  ],
  ['nothing of the request', readRequest({ body: false }), 'read_request', { requestAccess: 'specific' }],
  [
    'the whole response',
    accessResponse('any'),
    'access_response',
    { writeResponseAccess: 'any', writeHeaderAccess: 'specific' },
  ],
  [
    'some of the response',
    accessResponse({ status: true, headers: ['vary'], body: true }),
    'access_response',
    {
      writeResponseAccess: 'specific',
      writeStatusAllowed: true,
      writeHeadersAllowed: true,
      writeHeaderAccess: 'specific',
      writeHeaderWhitelist: [{ headerName: 'vary' }],
      writeBodyAllowed: true,
    },
  ],
  ['the end of the request', returnResponse(), 'return_response', {}],
  ['running the container', runContainer(), 'run_container', {}],
  ['any message', useMessage('any'), 'use_message', { allowedActions: 'any' }],
  [
    'one message',
    useMessage([{ type: 'sale', action: 'send' }]),
    'use_message',
    { allowedActions: 'specific', messageTypes: [{ type: 'sale', action: 'send' }] },
  ],
  [
    'documents of the own project',
    accessFirestore([{ path: 'sales/*', operation: 'read' }]),
    'access_firestore',
    { allowedOptions: [{ projectId: 'GOOGLE_CLOUD_PROJECT', path: 'sales/*', operation: 'read' }] },
  ],
  [
    'documents of another project and database',
    accessFirestore([{ path: '*', operation: 'read_write', projectId: 'p', databaseId: '(default)' }]),
    'access_firestore',
    { allowedOptions: [{ projectId: 'p', path: '*', operation: 'read_write', databaseId: '(default)' }] },
  ],
  [
    'tables',
    accessBigquery([table, { ...table, projectId: '*' }]),
    'access_bigquery',
    {
      allowedTables: [
        { projectId: 'GOOGLE_CLOUD_PROJECT', ...table, operation: 'write' },
        { projectId: '*', ...table, operation: 'write' },
      ],
    },
  ],
  ['credentials', useGoogleCredentials(['scope']), 'use_google_credentials', { allowedScopes: ['scope'] }],
  ['keys', useCustomPrivateKeys(['key']), 'use_custom_private_keys', { keyIds: ['key'] }],
  ['any pixel', sendPixelFromBrowser('any'), 'send_pixel_from_browser', { allowedUrls: 'any' }],
  [
    'one pixel',
    sendPixelFromBrowser(['https://px.example.com/*']),
    'send_pixel_from_browser',
    { allowedUrls: 'specific', urls: ['https://px.example.com/*'] },
  ],
];

describe('the builders of server permissions', () => {
  test.each(rows)('%s is written as GTM writes it', (_what, permission, publicId, params) => {
    expect(permission).toEqual({ publicId, params });
    expect(decodePermission(encodePermission(permission))).toEqual({ publicId, params });
  });

  test('each builder is called like the permission it builds, and servers know that permission', () => {
    const builders = Object.keys(authoring);
    const built = new Set(rows.map(([, { publicId }]) => publicId));
    const names = [...built].map((id) => id.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()));
    expect(names.sort()).toEqual(builders.sort());
    expect([...built].filter((id) => !Object.hasOwn(serverRules, id))).toEqual([]);
  });
});
