// Where the console lies for browsers, and what that means for its cookies.
import { isLoopbackHost } from '../../http/is-loopback-host.ts';
import type { OpenRequest } from '../route.ts';
import type { CookiePlace } from './sign-in-cookie.ts';

type Asked = Pick<OpenRequest, 'context' | 'url' | 'to'>;

/** Scheme, host and port that the console is known by: as it was set, else as it was asked. */
export function readOrigin({ context, url }: Pick<Asked, 'context' | 'url'>): string {
  return context.settings.console.origin ?? url.origin;
}

/** Cookies go to the console alone, and over https alone but on this machine. */
export function toCookiePlace(request: Asked): CookiePlace {
  const { protocol, hostname } = new URL(readOrigin(request));
  return { path: request.to(''), isSecure: protocol === 'https:' || !isLoopbackHost(hostname) };
}

/** Whether the browser would keep a cookie of ours: one that asks over plain http from elsewhere drops it without a word. */
export function canKeepCookies(request: Asked): boolean {
  return !toCookiePlace(request).isSecure || new URL(readOrigin(request)).protocol === 'https:';
}
