// The APIs for cookies: those that came with the request, and those that go out with the response.
//
// Decisions where GTM's behaviour is not public:
// - attribute names are read in any case, because templates in use write `samesite` and `HttpOnly`;
// - the domain `auto` is the registrable domain of the request's host; where there is none, it is `fallbackDomain`, and
//   without that the cookie has no domain;
// - a cookie set twice goes out once, as it was set last;
// - a value that cannot be decoded is given as it arrived.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { readCookies } from '../../sandbox/read-cookies.ts';
import { findRegistrableDomain } from '../registrable-domain.ts';
import { requestHost } from '../request-host.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';
import type { IncomingRequest } from '../server-host.ts';

type Attributes = Record<string, string | number | boolean>;

const known = ['domain', 'expires', 'fallbackdomain', 'httponly', 'max-age', 'path', 'samesite', 'secure'];

const getCookieValues = serverFunction(
  [required('name', 'string'), optional('noDecode', 'boolean')],
  (context, [name, noDecode]) => {
    requirePermission(context.permissions, 'get_cookies', name);
    return readCookies(context.host.request.headers['cookie'] ?? '', name, noDecode !== true);
  },
);

function readAttributes(options: Readonly<Record<string, unknown>>): Attributes {
  const entries = Object.entries(options).flatMap(([name, value]): [string, string | number | boolean][] => {
    const key = name.toLowerCase();
    const isUsable = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isUsable && known.includes(key) ? [[key, value]] : [];
  });
  return Object.fromEntries(entries);
}

function resolveDomain({ domain, fallbackdomain, ...attributes }: Attributes, request: IncomingRequest): Attributes {
  const resolved = domain === 'auto' ? findRegistrableDomain(requestHost(request)) || fallbackdomain : domain;
  return resolved === undefined ? attributes : { ...attributes, domain: resolved };
}

const setCookie = serverFunction(
  [
    required('name', 'string'),
    required('value', 'string'),
    optional('options', 'object'),
    optional('noEncode', 'boolean'),
  ],
  (context, [name, value, options = {}, noEncode]) => {
    requirePermission(context.permissions, 'set_cookies', name, options);
    const { request, response } = context.host;
    if (!response.isReturned) {
      response.cookies.set(name, {
        name,
        value: noEncode === true ? value : encodeURIComponent(value),
        attributes: resolveDomain(readAttributes(options), request),
      });
    }
  },
);

/** Cookies. */
export const cookieApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { getCookieValues, setCookie };
