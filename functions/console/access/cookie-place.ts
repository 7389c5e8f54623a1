// Where the console lies for browsers, and what that means for its cookies.
import { isLoopbackHost } from '../../http/is-loopback-host.ts';
import type { OpenRequest } from '../route.ts';
import type { CookiePlace } from './sign-in-cookie.ts';

type Asked = Pick<OpenRequest, 'context' | 'url' | 'to'>;

/** Scheme, host and port that the console is known by: as it was set, else as it was asked. */
export function readOrigin({ context, url }: Pick<Asked, 'context' | 'url'>): string {
  return context.settings.console.origin ?? url.origin;
}

/**
 * Cookies travel over https alone but on this machine. Where the functions have the host for themselves, no other host can set
 * them; below the path of somebody else's site they go to the console alone instead.
 */
export function toCookiePlace(request: Asked): CookiePlace {
  const { protocol, hostname } = new URL(readOrigin(request));
  const isPlain = protocol !== 'https:' && isLoopbackHost(hostname);
  if (isPlain) return { prefix: '', path: request.to('') };
  // The first prefix asks for the path of the whole host: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
  const { basePath } = request.context.settings;
  return basePath === '' ? { prefix: '__Host-', path: '/' } : { prefix: '__Secure-', path: request.to('') };
}

/** The same for a cookie that one page alone reads. */
export function toCookiePlaceOf(request: Asked, pagePath: string): CookiePlace {
  const place = toCookiePlace(request);
  return place.prefix === '__Host-' ? place : { ...place, path: request.to(pagePath) };
}

/** Whether the browser would keep a cookie of ours: one that asks over plain http from elsewhere drops it without a word. */
export function canKeepCookies(request: Asked): boolean {
  return toCookiePlace(request).prefix === '' || new URL(readOrigin(request)).protocol === 'https:';
}
