// Says whether a URL is covered by a permission's URL patterns, by GTM's rules.
//
// Decisions where GTM's behaviour is not public: a `*` inside the path stands for any characters, slashes too;
// a pattern's host is compared without regard to case.
import { SandboxError } from '../sandbox/sandbox-error.ts';

const patternParts = /^https:\/\/(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(\/.*)$/i;
const hostOfTwoLabels = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const ipAddress = /^\d+(\.\d+){3}$/;

interface UrlPattern {
  readonly hasSubdomains: boolean;
  readonly host: string;
  readonly path: string;
}

/** Splits a pattern, or throws when GTM would refuse the whole permission because of it. */
export function parseUrlPattern(pattern: string): UrlPattern {
  const parts = patternParts.exec(pattern);
  if (!parts) {
    throw new SandboxError(
      'invalid_permission',
      `Invalid script URL filter: ${pattern}. Write https://, at least two host labels (a leading *. is allowed), no port, and a path.`,
    );
  }
  const [, wildcard, host = '', path = '/'] = parts;
  return { hasSubdomains: wildcard !== undefined, host: host.toLowerCase(), path };
}

function matchesPath(pattern: string, actual: string): boolean {
  const isPrefix = pattern.endsWith('*') || pattern.endsWith('/');
  const pieces = pattern.replace(/\*$/, '').split('*');
  const source = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}${isPrefix ? '' : '$'}`, 's').test(actual);
}

function matchesHost({ hasSubdomains, host }: UrlPattern, actual: string): boolean {
  return actual === host || (hasSubdomains && actual.endsWith(`.${host}`));
}

/** The URL, if GTM would consider it at all: https, default port, a host of two labels or more that is no IP address. */
function readPermissibleUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isPermissible =
    url.protocol === 'https:' && url.port === '' && hostOfTwoLabels.test(url.hostname) && !ipAddress.test(url.hostname);
  return isPermissible ? url : undefined;
}

/** True if any pattern covers the URL's host, path and query; throws on a pattern that GTM refuses. */
export function matchesUrlPatterns(patterns: readonly string[], text: string): boolean {
  const parsed = patterns.map(parseUrlPattern);
  const url = readPermissibleUrl(text);
  return (
    url !== undefined &&
    parsed.some(
      (pattern) => matchesHost(pattern, url.hostname) && matchesPath(pattern.path, `${url.pathname}${url.search}`),
    )
  );
}

/** True for any URL that GTM would consider, for permissions that allow every host. */
export function isAnyPermissibleUrl(text: string): boolean {
  return readPermissibleUrl(text) !== undefined;
}
