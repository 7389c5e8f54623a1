// What a hit's own request says of the visitor.
import type { IncomingRequest } from '../server-host.ts';

/** The visitor's address and browser under the names of common event data. */
export function visitorData({ headers, remoteAddress }: IncomingRequest): Record<string, unknown> {
  const agent = headers['user-agent'];
  return { ip_override: remoteAddress, ...(agent === undefined ? {} : { user_agent: agent }) };
}
