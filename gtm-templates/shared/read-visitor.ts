// Who stands behind the request that this server container handles.
import { getRemoteAddress, getRequestHeader } from 'sandbox:server';
import { parseUrl } from 'sandbox:shared';
import { toText } from './to-text.ts';

/** What the function is told of the visitor. */
export interface Visitor {
  /** Of the page that asks; undefined where nothing names it. */
  readonly origin: string | undefined;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
}

/** The visitor; read before the response is returned. */
export function readVisitor(): Visitor {
  return {
    origin: readPageOrigin(),
    address: toText(getRemoteAddress()) || undefined,
    userAgent: getRequestHeader('user-agent'),
  };
}

/** Browsers leave Origin out of same-origin GETs, and the page may keep its Referer to itself. */
function readPageOrigin(): string | undefined {
  const origin = getRequestHeader('origin') || toOrigin(getRequestHeader('referer'));
  const host = getRequestHeader('host');
  if (!origin && host && getRequestHeader('sec-fetch-site') === 'same-origin') {
    return 'https://' + host;
  }
  return origin || undefined;
}

/** The origin of an address; undefined where it is none. */
export function toOrigin(address: string | undefined): string | undefined {
  const url = address ? parseUrl(address) : undefined;
  return url && url.origin;
}
