// The rules of the permissions of server containers. Each takes the values that GTM's own queryPermission takes.
// https://developers.google.com/tag-platform/tag-manager/server-side/permissions
//
// Decisions where GTM's behaviour is not public:
// - URL patterns follow the rules of web containers;
// - "Google domains" are the hosts below; a pattern that covers such a host does as well;
// - whoever may read anything of the request may read its method;
// - a query string or all parameters need every query parameter;
// - a project that a call leaves out is GOOGLE_CLOUD_PROJECT, and a database it leaves out is (default);
// - a message of action `send_listen`, `listen_send` or `any` may be both sent and heard.
import { unknownValue } from '../unknown-value.ts';
import { isSame, isSameHeader, isSameOrAny, matchesWildcard } from './matching.ts';
import { type PermissionSettings, type Rule, rowsIn, textsIn, valueIn } from './settings.ts';
import { asked, keyPatternRule, sharedRules, urlRule } from './shared-rules.ts';
import { readPermissibleUrl } from './url-pattern.ts';

const googleHost =
  /(^|\.)(google|googleapis|google-analytics|googletagmanager|googleadservices|googlesyndication|gstatic|doubleclick)\.(com|net)$/;

/** Takes a URL. */
const sendHttp: Rule = (settings, values) => {
  if (settings['allowGoogleDomains'] === true) {
    if (values[0] === unknownValue || googleHost.test(readPermissibleUrl(values[0])?.hostname ?? '')) return true;
  }
  return urlRule(settings, values);
};

/** Takes a component (`header`, `query`, `body`, `path`, `remote_address`, `method`) and the name of a header or parameter. */
const readRequest: Rule = (settings, [component, name]) => {
  if (settings['requestAccess'] === 'any' || component === unknownValue) return true;
  switch (component) {
    case 'header':
      return settings['headersAllowed'] === true && allowsHeader(settings, 'headerAccess', 'headerWhitelist', name);
    case 'query':
      return settings['queryParametersAllowed'] === true && allowsParameter(settings, name);
    case 'body':
      return settings['bodyAllowed'] === true;
    case 'path':
      return settings['pathAllowed'] === true;
    case 'remote_address':
      return settings['remoteAddressAllowed'] === true;
    default:
      return component === 'method';
  }
};

function allowsParameter(settings: PermissionSettings, name: unknown): boolean {
  if (settings['queryParameterAccess'] !== 'specific') return true;
  const stated = namesIn(settings, 'queryParameterWhitelist', 'queryParameter');
  return name !== undefined && stated.some((one) => isSame(one, name));
}

function allowsHeader(settings: PermissionSettings, accessName: string, listName: string, name: unknown): boolean {
  if (settings[accessName] !== 'specific') return true;
  return namesIn(settings, listName, 'headerName').some((stated) => isSameHeader(stated, name));
}

/** Written as maps by GTM, and as plain texts by some authors. */
function namesIn(settings: PermissionSettings, listName: string, key: string): readonly unknown[] {
  return [...textsIn(settings, listName), ...rowsIn(settings, listName).map((row) => row[key])];
}

/** Takes a component (`header`, `status`, `body`), with or without `write` in front, and the name of a header. */
const accessResponse: Rule = (settings, values) => {
  const [component, name] = values[0] === 'write' ? values.slice(1) : values;
  if (settings['writeResponseAccess'] === 'any' || component === unknownValue) return true;
  if (component === 'status') return settings['writeStatusAllowed'] === true;
  if (component === 'body') return settings['writeBodyAllowed'] === true;
  return (
    component === 'header' &&
    settings['writeHeadersAllowed'] === true &&
    allowsHeader(settings, 'writeHeaderAccess', 'writeHeaderWhitelist', name)
  );
};

/** Takes an operation and what it reaches: project, path and database. */
const accessFirestore: Rule = (settings, [operation, target]) =>
  rowsIn(settings, 'allowedOptions').some(
    (row) =>
      (row['operation'] === 'read_write' || isSame(row['operation'], operation)) &&
      isProject(row['projectId'], target) &&
      matchesWildcard(row['path'], memberOf(target, 'path')) &&
      isSameOrAny(row['databaseId'] ?? '*', memberOf(target, 'databaseId') ?? '(default)'),
  );

/** Takes an operation and a table: project, data set and table. */
const accessBigquery: Rule = (settings, [operation, table]) =>
  rowsIn(settings, 'allowedTables').some(
    (row) =>
      isSame(row['operation'], operation) &&
      isProject(row['projectId'], table) &&
      isSameOrAny(row['datasetId'], memberOf(table, 'datasetId')) &&
      isSameOrAny(row['tableId'], memberOf(table, 'tableId')),
  );

function isProject(stated: unknown, target: unknown): boolean {
  return isSameOrAny(stated, memberOf(target, 'projectId') ?? 'GOOGLE_CLOUD_PROJECT');
}

function memberOf(target: unknown, key: string): unknown {
  return target === unknownValue ? unknownValue : valueIn(target, key);
}

/** Takes a usage (`send`, `listen`) and a type of message. */
const useMessage: Rule = (settings, [usage, type]) =>
  settings['allowedActions'] === 'any' ||
  rowsIn(settings, 'messageTypes').some(
    (row) =>
      isSame(row['type'], type) &&
      (isSame(row['action'], usage) || ['send_listen', 'listen_send', 'any'].includes(String(row['action']))),
  );

/** Takes one scope or a list of them. */
const useGoogleCredentials: Rule = (settings, [scopes]) => {
  const stated = textsIn(settings, 'allowedScopes');
  return [scopes].flat().every((scope) => stated.some((one) => isSame(one, scope)));
};

/** Takes the id of a key. Public templates spell the list in two ways. */
const useCustomPrivateKeys: Rule = (settings, [keyId]) =>
  [...textsIn(settings, 'keyIds'), ...textsIn(settings, 'keys')].some((stated) => isSame(stated, keyId));

/** One rule per permission of server containers. */
export const serverRules: Readonly<Record<string, Rule>> = {
  ...sharedRules,
  access_bigquery: accessBigquery,
  access_firestore: accessFirestore,
  access_response: accessResponse,
  read_event_data: keyPatternRule('eventDataAccess'),
  read_request: readRequest,
  return_response: asked,
  run_container: asked,
  send_http: sendHttp,
  send_pixel_from_browser: urlRule,
  use_custom_private_keys: useCustomPrivateKeys,
  use_google_credentials: useGoogleCredentials,
  use_message: useMessage,
};
