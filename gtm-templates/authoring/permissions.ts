// What a template may do, as typed builders: each takes only the scope, never GTM's own encoding.

/** A value in a permission's parameters, before GTM's type numbers are put around it. */
export type PermissionValue =
  | string
  | boolean
  | readonly PermissionValue[]
  | { readonly [key: string]: PermissionValue };

/** One permission by GTM's public id, with its parameters in GTM's own words. */
export interface Permission {
  readonly publicId: string;
  readonly params: { readonly [key: string]: PermissionValue };
}

/** One global by its exact dotted path; `fbq` and `fbq.queue` are two. */
export interface GlobalScope {
  readonly key: string;
  readonly read?: boolean;
  readonly write?: boolean;
  readonly execute?: boolean;
}

/** One key of local storage. */
export interface StorageScope {
  readonly key: string;
  readonly read?: boolean;
  readonly write?: boolean;
}

/** One consent type of Google's consent mode. */
export interface ConsentScope {
  readonly type:
    | 'ad_storage'
    | 'ad_user_data'
    | 'ad_personalization'
    | 'analytics_storage'
    | 'functionality_storage'
    | 'personalization_storage'
    | 'security_storage';
  readonly read?: boolean;
  readonly write?: boolean;
}

/** Which parts of an address may be read; `queryKeys` names the keys, or says `any`, where `query` is a part. */
export interface UrlScope {
  readonly parts: readonly ('protocol' | 'host' | 'port' | 'path' | 'extension' | 'fragment' | 'query')[];
  readonly queryKeys?: readonly string[] | 'any';
}

/** One cookie that may be written. `*` allows any domain or path. */
export interface CookieScope {
  readonly name: string;
  readonly domain?: string;
  readonly path?: string;
  readonly secure?: 'any' | 'require_secure';
  readonly session?: 'any';
}

/** Globals that may be read, written or called. `setInWindow` wants read and write even to write. */
export function accessGlobals(globals: readonly GlobalScope[]): Permission {
  return {
    publicId: 'access_globals',
    params: {
      keys: globals.map((scope) => ({
        key: scope.key,
        read: scope.read === true,
        write: scope.write === true,
        execute: scope.execute === true,
      })),
    },
  };
}

/** Scripts that may be loaded: `https://` + optional `*.` + at least two host labels + `/` + path. */
export function injectScript(urls: readonly string[]): Permission {
  return { publicId: 'inject_script', params: { urls } };
}

/** Pages that may be loaded in a hidden frame; patterns as for scripts. */
export function injectHiddenIframe(urls: readonly string[]): Permission {
  return { publicId: 'inject_hidden_iframe', params: { urls } };
}

/** Images that may be requested; patterns as for scripts. */
export function sendPixel(urls: readonly string[] | 'any'): Permission {
  return {
    publicId: 'send_pixel',
    params: urls === 'any' ? { allowedUrls: 'any' } : { allowedUrls: 'specific', urls },
  };
}

/** The console: only in preview (`debug`), or always (`all`). */
export function logging(environments: 'debug' | 'all'): Permission {
  return { publicId: 'logging', params: { environments } };
}

/** Data layer keys that may be read; `user.*` covers what lies below `user`. */
export function readDataLayer(keyPatterns: readonly string[] | 'any'): Permission {
  return {
    publicId: 'read_data_layer',
    params: keyPatterns === 'any' ? { allowedKeys: 'any' } : { allowedKeys: 'specific', keyPatterns },
  };
}

/** Keys that `gtagSet` may set. */
export function writeDataLayer(keyPatterns: readonly string[]): Permission {
  return { publicId: 'write_data_layer', params: { keyPatterns } };
}

/** Cookies that may be read. */
export function getCookies(names: readonly string[] | 'any'): Permission {
  return {
    publicId: 'get_cookies',
    params: names === 'any' ? { cookieAccess: 'any' } : { cookieAccess: 'specific', cookieNames: names },
  };
}

/** Cookies that may be written. */
export function setCookies(cookies: readonly CookieScope[]): Permission {
  return {
    publicId: 'set_cookies',
    params: {
      allowedCookies: cookies.map((scope) => ({
        name: scope.name,
        domain: scope.domain || '*',
        path: scope.path || '*',
        secure: scope.secure || 'any',
        session: scope.session || 'any',
      })),
    },
  };
}

/** Parts of the page's address that may be read. */
export function getUrl(scope: UrlScope | 'any'): Permission {
  return { publicId: 'get_url', params: urlParams(scope) };
}

/** Parts of the referrer's address that may be read. */
export function getReferrer(scope: UrlScope | 'any'): Permission {
  return { publicId: 'get_referrer', params: urlParams(scope) };
}

/** Keys of local storage that may be read or written. */
export function accessLocalStorage(keys: readonly StorageScope[]): Permission {
  return {
    publicId: 'access_local_storage',
    params: { keys: keys.map((scope) => ({ key: scope.key, read: scope.read === true, write: scope.write === true })) },
  };
}

/** Consent types that may be read or changed. */
export function accessConsent(types: readonly ConsentScope[]): Permission {
  return {
    publicId: 'access_consent',
    params: {
      consentTypes: types.map((scope) => ({
        consentType: scope.type,
        read: scope.read === true,
        write: scope.write === true,
      })),
    },
  };
}

/** The storage that all tags of one template share while the page lives. */
export function accessTemplateStorage(): Permission {
  return { publicId: 'access_template_storage', params: {} };
}

/** Container id, version and preview mode. */
export function readContainerData(): Permission {
  return { publicId: 'read_container_data', params: {} };
}

/** What happened to the tags of an event. */
export function readEventMetadata(): Permission {
  return { publicId: 'read_event_metadata', params: {} };
}

/** The page's title. */
export function readTitle(): Permission {
  return { publicId: 'read_title', params: {} };
}

/** The page's character set. */
export function readCharacterSet(): Permission {
  return { publicId: 'read_character_set', params: {} };
}

/** The GA4 client and session ids. */
export function readAnalyticsStorage(): Permission {
  return { publicId: 'read_analytics_storage', params: {} };
}

const urlParts = ['protocol', 'host', 'port', 'path', 'extension', 'fragment', 'query'] as const;

function urlParams(scope: UrlScope | 'any'): { [key: string]: PermissionValue } {
  if (scope === 'any') return { urlParts: 'any', queriesAllowed: 'any' };
  const params: { [key: string]: PermissionValue } = { urlParts: 'specific' };
  for (const part of urlParts) {
    if (scope.parts.indexOf(part) > -1) params[part] = true;
  }
  if (scope.parts.indexOf('query') === -1) return params;
  if (scope.queryKeys === undefined || scope.queryKeys === 'any') return { ...params, queriesAllowed: 'any' };
  return { ...params, queriesAllowed: 'specific', queryKeys: scope.queryKeys };
}
