// What a template for server containers may do besides what both kinds of container share, as typed builders.
import type { Permission, PermissionValue } from './permissions.ts';

/** Parts of the incoming request that may be read; a part that is left out may not. */
export interface RequestScope {
  /** Names of headers, in any case. */
  readonly headers?: readonly string[] | 'any';
  readonly queryParameters?: readonly string[] | 'any';
  readonly body?: boolean;
  readonly path?: boolean;
  readonly remoteAddress?: boolean;
}

/** Parts of the response that may be written; a part that is left out may not. */
export interface ResponseScope {
  /** Names of headers, in any case. */
  readonly headers?: readonly string[] | 'any';
  readonly status?: boolean;
  readonly body?: boolean;
}

/** One type of message, and whether it may be sent or listened for. */
export interface MessageScope {
  readonly type: string;
  readonly action: 'send' | 'listen';
}

/** Documents of Firestore. `*` in the path stands for anything. */
export interface FirestoreScope {
  readonly path: string;
  readonly operation: 'read' | 'write' | 'read_write';
  /** The project that the server runs in unless told; `*` for any. */
  readonly projectId?: string;
  /** Any unless told. */
  readonly databaseId?: string;
}

/** A table of BigQuery that rows may be written to. `*` stands for any. */
export interface BigQueryScope {
  readonly datasetId: string;
  readonly tableId: string;
  /** The project that the server runs in unless told. */
  readonly projectId?: string;
}

/** Addresses that requests may go to: `https://` + optional `*.` + at least two host labels + `/` + path; or Google's own. */
export function sendHttp(urls: readonly string[] | 'any' | 'google'): Permission {
  if (urls === 'any') return { publicId: 'send_http', params: { allowedUrls: 'any' } };
  const scope = urls === 'google' ? { allowGoogleDomains: true } : { urls };
  return { publicId: 'send_http', params: { allowedUrls: 'specific', ...scope } };
}

/** Keys of the event that may be read; `user_data.*` covers `user_data` and what lies below. `getAllEventData` needs `any`. */
export function readEventData(keyPatterns: readonly string[] | 'any'): Permission {
  return {
    publicId: 'read_event_data',
    params: keyPatterns === 'any' ? { eventDataAccess: 'any' } : { eventDataAccess: 'specific', keyPatterns },
  };
}

/** Parts of the incoming request that may be read. */
export function readRequest(scope: RequestScope | 'any'): Permission {
  const publicId = 'read_request';
  if (scope === 'any') {
    return { publicId, params: { requestAccess: 'any', headerAccess: 'any', queryParameterAccess: 'any' } };
  }
  const { headers, queryParameters } = scope;
  return {
    publicId,
    params: {
      requestAccess: 'specific',
      ...ticked('headersAllowed', headers !== undefined),
      ...listed('headerAccess', 'headerWhitelist', 'headerName', headers),
      ...ticked('queryParametersAllowed', queryParameters !== undefined),
      ...listed('queryParameterAccess', 'queryParameterWhitelist', 'queryParameter', queryParameters),
      ...ticked('bodyAllowed', scope.body),
      ...ticked('pathAllowed', scope.path),
      ...ticked('remoteAddressAllowed', scope.remoteAddress),
    },
  };
}

/** Parts of the response that may be written. `setPixelResponse` needs status and body. */
export function accessResponse(scope: ResponseScope | 'any'): Permission {
  const publicId = 'access_response';
  if (scope === 'any') return { publicId, params: { writeResponseAccess: 'any', writeHeaderAccess: 'specific' } };
  const { headers } = scope;
  return {
    publicId,
    params: {
      writeResponseAccess: 'specific',
      ...ticked('writeStatusAllowed', scope.status),
      ...ticked('writeHeadersAllowed', headers !== undefined),
      ...listed('writeHeaderAccess', 'writeHeaderWhitelist', 'headerName', headers),
      ...ticked('writeBodyAllowed', scope.body),
    },
  };
}

/** To end the request with `returnResponse`. */
export function returnResponse(): Permission {
  return { publicId: 'return_response', params: {} };
}

/** To hand events to the container. */
export function runContainer(): Permission {
  return { publicId: 'run_container', params: {} };
}

/** Messages between templates. */
export function useMessage(messages: readonly MessageScope[] | 'any'): Permission {
  return {
    publicId: 'use_message',
    params:
      messages === 'any'
        ? { allowedActions: 'any' }
        : {
            allowedActions: 'specific',
            messageTypes: messages.map(({ type, action }) => ({ type, action })),
          },
  };
}

/** Documents that may be read or written. */
export function accessFirestore(documents: readonly FirestoreScope[]): Permission {
  return {
    publicId: 'access_firestore',
    params: {
      allowedOptions: documents.map(({ path, operation, projectId, databaseId }) => ({
        projectId: projectId || ownProject,
        path,
        operation,
        ...(databaseId === undefined ? {} : { databaseId }),
      })),
    },
  };
}

/** Tables that rows may be written to. */
export function accessBigquery(tables: readonly BigQueryScope[]): Permission {
  return {
    publicId: 'access_bigquery',
    params: {
      allowedTables: tables.map(({ projectId, datasetId, tableId }) => ({
        projectId: projectId || ownProject,
        datasetId,
        tableId,
        operation: 'write',
      })),
    },
  };
}

/** What the server's own Google account may be used for, as OAuth scopes. */
export function useGoogleCredentials(scopes: readonly string[]): Permission {
  return { publicId: 'use_google_credentials', params: { allowedScopes: scopes } };
}

/** Keys of the server's key file. Public templates spell this list in two ways; this is the more common one. */
export function useCustomPrivateKeys(keyIds: readonly string[]): Permission {
  return { publicId: 'use_custom_private_keys', params: { keyIds } };
}

/** Addresses that the visitor's browser may be asked to request; patterns as for `sendHttp`. */
export function sendPixelFromBrowser(urls: readonly string[] | 'any'): Permission {
  return {
    publicId: 'send_pixel_from_browser',
    params: urls === 'any' ? { allowedUrls: 'any' } : { allowedUrls: 'specific', urls },
  };
}

/** How GTM names the project that the server runs in. */
const ownProject = 'GOOGLE_CLOUD_PROJECT';

type Params = { readonly [key: string]: PermissionValue };

function ticked(key: string, isTicked: boolean | undefined): Params {
  return isTicked === true ? { [key]: true } : {};
}

function listed(
  accessKey: string,
  listKey: string,
  nameKey: string,
  names: readonly string[] | 'any' | undefined,
): Params {
  if (names === undefined) return {};
  if (names === 'any') return { [accessKey]: 'any' };
  return { [accessKey]: 'specific', [listKey]: names.map((name) => ({ [nameKey]: name })) };
}
