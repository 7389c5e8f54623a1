// What a page's own request says of the visitor, for the event that the container runs for in its place.
import { getCookieValues, getRemoteAddress, getRequestHeader } from 'sandbox:server';
import { toText } from '../../shared/to-text.ts';

/** Whoever is on the page; each undefined where the request does not tell. */
export interface EventVisitor {
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  readonly gaClientId: string | undefined;
  readonly fbp: string | undefined;
  readonly fbc: string | undefined;
}

/** Read before the response is returned. The loader asks without cookies; other callers may send theirs. */
export function readEventVisitor(): EventVisitor {
  return {
    address: toText(getRemoteAddress()) || undefined,
    userAgent: getRequestHeader('user-agent'),
    gaClientId: toGaClientId(getCookieValues('_ga')[0]),
    fbp: toMetaId(getCookieValues('_fbp')[0]),
    fbc: toMetaId(getCookieValues('_fbc')[0]),
  };
}

/** `GA1.<n>.<random>.<first seen>`: the last two parts are the id. */
function toGaClientId(cookie: string | undefined): string | undefined {
  const isKnown = cookie !== undefined && cookie.match('^GA1\\.[0-9]+\\.[0-9]{1,10}\\.[0-9]{1,10}$') !== null;
  return cookie !== undefined && isKnown ? cookie.split('.').slice(2).join('.') : undefined;
}

function toMetaId(cookie: string | undefined): string | undefined {
  return cookie !== undefined && cookie.match('^fb\\.[0-9]\\.[A-Za-z0-9._-]{1,500}$') !== null ? cookie : undefined;
}
