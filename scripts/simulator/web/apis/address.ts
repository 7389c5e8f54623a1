// The APIs that read the page's address, where the visitor came from, and what the document says of itself.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

type ReadAddress = (context: WebContext) => string;

function defaultPort(protocol: string): string {
  return { 'https:': '443', 'http:': '80' }[protocol] ?? '';
}

function readExtension(path: string): string {
  const file = path.split('/').pop() ?? '';
  return file.includes('.') ? (file.split('.').pop() ?? '') : '';
}

function readComponent(address: string, component: string): string | undefined {
  if (!URL.canParse(address)) {
    return '';
  }
  const url = new URL(address);
  switch (component) {
    case 'protocol':
      return url.protocol.replace(':', '');
    case 'host':
      return url.hostname;
    case 'port':
      return url.port || defaultPort(url.protocol);
    case 'path':
      return url.pathname;
    case 'query':
      return url.search.replace('?', '');
    case 'extension':
      return readExtension(url.pathname);
    case 'fragment':
      return url.hash.replace('#', '');
    default:
      return undefined;
  }
}

function componentReader(permission: string, readAddress: ReadAddress): ApiFactory<WebContext> {
  return webFunction([optional('component', 'string')], (context, [component]) => {
    requirePermission(context.permissions, permission, component);
    const address = readAddress(context);
    return component === undefined ? address : readComponent(address, component);
  });
}

function decodeQueryText(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** All values of one query key, in order. Read by hand, because URLSearchParams turns a malformed escape into U+FFFD. */
function readQueryValues(query: string, key: string): string[] {
  return query
    .split('&')
    .map((pair) => pair.split('='))
    .filter(([name = '']) => decodeQueryText(name) === key)
    .map(([, ...value]) => decodeQueryText(value.join('=')));
}

function queryReader(permission: string, readAddress: ReadAddress): ApiFactory<WebContext> {
  return webFunction([required('queryKey', 'string'), optional('retrieveAll', 'boolean')], (context, [key, all]) => {
    requirePermission(context.permissions, permission, 'query', key);
    const values = readQueryValues(readComponent(readAddress(context), 'query') ?? '', key);
    return all === true ? values : values[0];
  });
}

const href: ReadAddress = ({ page }) => page.href();
const referrer: ReadAddress = ({ page }) => page.referrer();

/** The page's address and the referrer's, whole, in parts, and by query key; title and character set. */
export const addressApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  getQueryParameters: queryReader('get_url', href),
  getReferrerQueryParameters: queryReader('get_referrer', referrer),
  getReferrerUrl: componentReader('get_referrer', referrer),
  getUrl: componentReader('get_url', href),
  readCharacterSet: webFunction([], (context) => {
    requirePermission(context.permissions, 'read_character_set');
    return context.page.characterSet();
  }),
  readTitle: webFunction([], (context) => {
    requirePermission(context.permissions, 'read_title');
    return context.page.title();
  }),
};
