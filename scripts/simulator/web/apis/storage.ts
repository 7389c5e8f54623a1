// The APIs that keep something in the browser: cookies, local storage, and memory shared by a template's tags.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, checkArguments, optional, required } from '../../sandbox/checked-function.ts';
import { readCookies } from '../../sandbox/read-cookies.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';
import { writeWideCookie } from '../write-wide-cookie.ts';

const getCookieValues = webFunction(
  [required('name', 'string'), optional('decode', 'boolean')],
  (context, [name, decodes]) => {
    requirePermission(context.permissions, 'get_cookies', name);
    return readCookies(context.page.cookies(), name, decodes !== false);
  },
);

function cookieAttributes(options: Readonly<Record<string, unknown>>): string {
  const named = ['path', 'max-age', 'expires', 'samesite']
    .filter((key) => options[key] !== undefined)
    .map((key) => `; ${key}=${String(options[key])}`);
  return `${named.join('')}${options['secure'] === true ? '; secure' : ''}`;
}

const setCookie = webFunction(
  [
    required('name', 'string'),
    required('value', 'string'),
    optional('options', 'object'),
    optional('encode', 'boolean'),
  ],
  (context, [name, value, options = {}, encodes]) => {
    requirePermission(context.permissions, 'set_cookies', name, options);
    const { page } = context;
    const pair = `${name}=${encodes === false ? value : encodeURIComponent(value)}`;
    const attributes = cookieAttributes(options);
    if (options['domain'] !== 'auto') {
      const domain = options['domain'] === undefined ? '' : `; domain=${String(options['domain'])}`;
      page.writeCookie(`${pair}${domain}${attributes}`);
      return;
    }
    writeWideCookie(page, pair, attributes);
  },
);

function localStorage(context: WebContext): unknown {
  const storage = context.page.localStorage();
  if (!storage) {
    return undefined;
  }
  const allow = (access: string, key: string): void =>
    requirePermission(context.permissions, 'access_local_storage', access, key);
  return {
    getItem: checkArguments([required('key', 'string')], ([key]) => {
      allow('read', key);
      return storage.getItem(key);
    }),
    setItem: checkArguments([required('key', 'string'), required('value', 'string')], ([key, value]) => {
      allow('write', key);
      try {
        storage.setItem(key, value);
        return true;
      } catch {
        return false;
      }
    }),
    removeItem: checkArguments([required('key', 'string')], ([key]) => {
      allow('write', key);
      storage.removeItem(key);
    }),
  };
}

function templateStorage(context: WebContext): unknown {
  requirePermission(context.permissions, 'access_template_storage');
  const { templateStorages } = context.container;
  const storage = templateStorages.get(context.templateName) ?? new Map<string, unknown>();
  templateStorages.set(context.templateName, storage);
  return {
    getItem: checkArguments([required('key', 'string')], ([key]) => storage.get(key)),
    setItem: checkArguments([required('key', 'string'), optional('value', 'any')], ([key, value]) => {
      storage.set(key, value);
    }),
    removeItem: checkArguments([required('key', 'string')], ([key]) => {
      storage.delete(key);
    }),
    clear: checkArguments([], () => storage.clear()),
  };
}

/** Cookies, local storage and template storage. */
export const storageApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  getCookieValues,
  localStorage,
  setCookie,
  templateStorage,
};
