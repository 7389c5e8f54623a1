// Decides whether a template may do one thing, from the permissions written in its own file.
//
// Decisions where GTM's behaviour is not public:
// - the whole address, and the whole query, need "any"; a list of query keys opens only single keys;
// - a data layer pattern `user.*` covers what lies below `user`, not `user` itself;
// - local storage keys, like globals, are compared exactly.
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { type PermissionSet, type PermissionSettings, rowsIn, textsIn } from './settings.ts';
import { isAnyPermissibleUrl, matchesUrlPatterns } from './url-pattern.ts';

type Check = (settings: PermissionSettings, values: readonly unknown[]) => boolean;

const asked: Check = () => true;

/** One check for permissions that list keys with read and write ticks. */
function keyedAccess(listName: string, keyName: string): Check {
  return (settings, [access, key]) =>
    rowsIn(settings, listName).some((row) => {
      if (row[keyName] !== key) {
        return false;
      }
      return access === 'readwrite' ? row['read'] === true && row['write'] === true : row[String(access)] === true;
    });
}

function urlAccess(settings: PermissionSettings, [url]: readonly unknown[]): boolean {
  if (typeof url !== 'string') {
    return false;
  }
  return settings['allowedUrls'] === 'any'
    ? isAnyPermissibleUrl(url)
    : matchesUrlPatterns(textsIn(settings, 'urls'), url);
}

const addressAccess: Check = (settings, [component, key]) => {
  const allowsAnyPart = settings['urlParts'] === 'any';
  if (component === undefined) {
    return allowsAnyPart;
  }
  if (!allowsAnyPart && settings[String(component)] !== true) {
    return false;
  }
  if (component !== 'query' || settings['queriesAllowed'] !== 'specific') {
    return true;
  }
  return typeof key === 'string' && textsIn(settings, 'queryKeys').includes(key);
};

const readDataLayer: Check = (settings, [key]) =>
  settings['allowedKeys'] === 'any' || matchesKeyPatterns(textsIn(settings, 'keyPatterns'), key);

function matchesKeyPatterns(patterns: readonly string[], key: unknown): boolean {
  return patterns.some(
    (pattern) =>
      pattern === key || (typeof key === 'string' && pattern.endsWith('.*') && key.startsWith(pattern.slice(0, -1))),
  );
}

function matchesOrAny(rule: unknown, actual: unknown): boolean {
  return rule === '*' || rule === actual;
}

const setCookies: Check = (settings, [name, options]) => {
  const { domain = '', path = '', secure, isSession } = readCookieOptions(options);
  return rowsIn(settings, 'allowedCookies').some(
    (row) =>
      matchesOrAny(row['name'], name) &&
      matchesOrAny(row['domain'], domain) &&
      matchesOrAny(row['path'], path) &&
      (row['secure'] !== 'require_secure' || secure) &&
      (row['session'] !== 'require_session' || isSession),
  );
};

function readCookieOptions(options: unknown) {
  const read = (key: string): unknown =>
    typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
  return {
    domain: read('domain'),
    path: read('path'),
    secure: read('secure') === true,
    isSession: read('max-age') === undefined && read('expires') === undefined,
  };
}

const checks: Readonly<Record<string, Check>> = {
  access_consent: keyedAccess('consentTypes', 'consentType'),
  access_globals: keyedAccess('keys', 'key'),
  access_local_storage: keyedAccess('keys', 'key'),
  access_template_storage: asked,
  get_cookies: (settings, [name]) =>
    settings['cookieAccess'] === 'any' || textsIn(settings, 'cookieNames').some((allowed) => allowed === name),
  get_referrer: addressAccess,
  get_url: addressAccess,
  inject_hidden_iframe: urlAccess,
  inject_script: urlAccess,
  logging: (settings, [isPreview]) => settings['environments'] === 'all' || isPreview === true,
  read_analytics_storage: asked,
  read_character_set: asked,
  read_container_data: asked,
  read_data_layer: readDataLayer,
  read_event_metadata: asked,
  read_title: asked,
  send_pixel: urlAccess,
  set_cookies: setCookies,
  write_data_layer: (settings, [key]) => matchesKeyPatterns(textsIn(settings, 'keyPatterns'), key),
};

/** True if the template's file allows it; throws when the permission itself is written wrongly. */
export function isPermitted(permissions: PermissionSet, permission: string, ...values: readonly unknown[]): boolean {
  const settings = permissions[permission];
  const check = Object.hasOwn(checks, permission) ? checks[permission] : undefined;
  return settings !== undefined && check?.(settings, values) === true;
}

/** Throws unless the template's file allows it. */
export function requirePermission(permissions: PermissionSet, permission: string, ...values: readonly unknown[]): void {
  if (!isPermitted(permissions, permission, ...values)) {
    const what = values.filter((value) => typeof value === 'string').join(' ');
    throw new SandboxError(
      'permission_denied',
      `Permission denied: ${permission}${what ? ` does not cover ${what}` : ' is missing'}. Add it to the template's permissions.`,
    );
  }
}
