// Has browsers come to the console over https alone, from the second visit on.
import { isLoopbackHost } from '../../http/is-loopback-host.ts';

const yearSeconds = 31_536_000;

/**
 * The header for answers of the console at this origin. None below the path of somebody else's site, nor beside another port,
 * because browsers keep it for the whole host: https://www.rfc-editor.org/rfc/rfc6797#section-8.1
 */
export function toTransportSecurity(origin: string, basePath: string): Record<string, string> {
  const { protocol, hostname, port } = new URL(origin);
  const isOwn = protocol === 'https:' && port === '' && basePath === '' && !isLoopbackHost(hostname);
  return isOwn ? { 'Strict-Transport-Security': `max-age=${yearSeconds}` } : {};
}
