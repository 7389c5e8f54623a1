// Says whether a URL is covered by a permission's URL patterns, by GTM's rules.
//
// Decisions where GTM's behaviour is not public: a `*` inside the path stands for any characters, slashes too;
// a pattern's host is compared without regard to case.
import { findUrlPatternFault } from '../../../functions/downloads/url-pattern.ts';
import { unknownValue } from '../unknown-value.ts';

const hostOfTwoLabels = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const ipAddress = /^\d+(\.\d+){3}$/;

/** True if any pattern covers the URL's host, path and query. A pattern that GTM refuses covers nothing. */
export function matchesUrlPatterns(patterns: readonly string[], text: unknown): boolean {
  const valid = patterns.filter((pattern) => findUrlPatternFault(pattern) === undefined);
  if (text === unknownValue) return valid.length > 0;
  const url = readPermissibleUrl(text);
  return url !== undefined && valid.some((pattern) => matches(pattern, url));
}

/** True for any URL that GTM would consider, for permissions that allow every host. */
export function isAnyPermissibleUrl(text: unknown): boolean {
  return text === unknownValue || readPermissibleUrl(text) !== undefined;
}

/** The URL, if GTM would consider it at all: https, default port, a host of two labels or more that is no IP address. */
export function readPermissibleUrl(text: unknown): URL | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { protocol, port, hostname } = url;
  if (protocol !== 'https:' || port !== '') return undefined;
  return hostOfTwoLabels.test(hostname) && !ipAddress.test(hostname) ? url : undefined;
}

function matches(pattern: string, { hostname, pathname, search }: URL): boolean {
  const [host = '', path = ''] = splitPattern(pattern);
  return matchesHost(host.toLowerCase(), hostname) && matchesPath(path, `${pathname}${search}`);
}

/** Host, and path from its first slash. */
function splitPattern(pattern: string): [string, string] {
  const rest = pattern.slice('https://'.length);
  const slash = rest.indexOf('/');
  return [rest.slice(0, slash), rest.slice(slash)];
}

function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1));
}

function matchesPath(pattern: string, path: string): boolean {
  const isPrefix = pattern.endsWith('*') || pattern.endsWith('/');
  const pieces = pattern.replace(/\*$/, '').split('*');
  const source = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}${isPrefix ? '' : '$'}`, 's').test(path);
}
