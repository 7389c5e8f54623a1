// The address under which browsers reach the functions, as far as a template may name it.
import { findUrlPatternFault } from './url-pattern.ts';

/** Thrown for an endpoint, a name or an id that cannot be baked into a template; the message names the cure. */
export class BakeError extends Error {
  override readonly name = 'BakeError';
}

/** `https://host` or `https://host/path`, without a slash at the end. Throws a BakeError for what GTM would refuse. */
export function parseEndpoint(text: string): string {
  const whole = findWhole(text);
  if (whole !== undefined) {
    throw new BakeError(`GTM would refuse the endpoint ${text}: it must start with https://. Write ${whole} instead.`);
  }
  if (!URL.canParse(text)) throw refuse(text, 'it is no URL');
  const { protocol, origin, pathname, search, hash, username, port, hostname } = new URL(text);
  if (protocol !== 'https:') throw refuse(text, 'it must start with https://');
  if (username !== '') throw refuse(text, 'it must not hold a user name');
  if (port !== '') throw refuse(text, 'it must not name a port');
  if (search !== '' || hash !== '') throw refuse(text, 'it must end with the path, without ? or #');
  if (hostname.startsWith('[')) throw refuse(text, 'the host must be a name, not an IP address');
  const endpoint = `${origin}${pathname.replace(/\/+$/, '')}`;
  const reason = endpoint.includes('*') ? 'it must not hold a *' : findUrlPatternFault(`${endpoint}/*`);
  if (reason !== undefined) throw refuse(text, reason);
  return endpoint;
}

/** The address with the https:// that somebody left out or wrote otherwise; `undefined` where that is not what is wrong. */
function findWhole(text: string): string | undefined {
  if (/^https:/i.test(text)) return undefined;
  const whole = `https://${text.trim().replace(/^http:\/\//i, '')}`;
  return /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]*[a-z][a-z0-9-]*)+(\/[^?#*]*)?$/i.test(whole) ? whole : undefined;
}

function refuse(text: string, reason: string): BakeError {
  return new BakeError(
    `GTM would refuse the endpoint ${text}: ${reason}. Give the public address of your functions, such as https://tags.example.com.`,
  );
}
