// What each call of a server container's APIs needs: by API, or by API and method.
import { unknownValue } from '../unknown-value.ts';
import { always, byFirst, type Reading, type Wanted } from './wanted.ts';
import { setCookie } from './web-needs.ts';

/** What stands for any of Google's own hosts. */
const google = 'https://www.google-analytics.com/g/collect';

function firestore(operation: string, optionsAt: number): Reading {
  return {
    reads: [0, optionsAt],
    wants: (path, options) => [{ permission: 'access_firestore', values: [operation, target({ path }, options)] }],
  };
}

/** What a transaction does, its own calls say. */
const transaction: Reading = { reads: [], wants: () => [] };

const insert: Reading = {
  reads: [0],
  wants: (table) => [{ permission: 'access_bigquery', values: ['write', table] }],
};

function target(path: object, options: unknown): unknown {
  if (options === unknownValue) return { ...path, projectId: unknownValue, databaseId: unknownValue };
  return { ...(typeof options === 'object' ? options : {}), ...path };
}

const googleAuth: Reading = {
  reads: [0],
  wants: (options) => scopesIn(options).map((scope) => ({ permission: 'use_google_credentials', values: [scope] })),
};

function scopesIn(options: unknown): readonly unknown[] {
  const scopes: unknown = typeof options === 'object' && options !== null ? Reflect.get(options, 'scopes') : undefined;
  return Array.isArray(scopes) ? scopes : [unknownValue];
}

const hmac: Reading = {
  reads: [1],
  wants: (keyId) => [{ permission: 'use_custom_private_keys', values: [keyId] }],
};

const pixel: readonly Wanted[] = [
  { permission: 'access_response', values: ['status'] },
  { permission: 'access_response', values: ['body'] },
];

/** The needs of server containers' APIs; an API that is not here needs no more than its permission. */
export const serverNeeds: Readonly<Record<string, Reading>> = {
  addMessageListener: byFirst('use_message', 'listen'),
  'BigQuery.insert': insert,
  'Firestore.query': firestore('read', 2),
  'Firestore.read': firestore('read', 1),
  'Firestore.runTransaction': transaction,
  'Firestore.write': firestore('write', 2),
  extractEventsFromMpv1: always('read_request', 'method'),
  extractEventsFromMpv2: always('read_request', 'method'),
  getAllEventData: always('read_event_data', undefined),
  getCookieValues: byFirst('get_cookies'),
  getEventData: byFirst('read_event_data'),
  getGoogleAuth: googleAuth,
  getGoogleScript: always('send_http', google),
  getRemoteAddress: always('read_request', 'remote_address'),
  getRequestBody: always('read_request', 'body'),
  getRequestHeader: byFirst('read_request', 'header'),
  getRequestMethod: always('read_request', 'method'),
  getRequestPath: always('read_request', 'path'),
  getRequestQueryParameter: byFirst('read_request', 'query'),
  getRequestQueryParameters: always('read_request', 'query'),
  getRequestQueryString: always('read_request', 'query'),
  hasMessageListener: byFirst('use_message', 'listen'),
  hmacSha256: hmac,
  logToConsole: always('logging', unknownValue),
  sendEventToGoogleAnalytics: always('send_http', google),
  sendHttpGet: byFirst('send_http'),
  sendHttpRequest: byFirst('send_http'),
  sendMessage: byFirst('use_message', 'send'),
  sendPixelFromBrowser: byFirst('send_pixel_from_browser'),
  setCookie,
  setPixelResponse: { reads: [], wants: () => pixel },
  setResponseBody: always('access_response', 'body'),
  setResponseHeader: byFirst('access_response', 'header'),
  setResponseStatus: always('access_response', 'status'),
};
