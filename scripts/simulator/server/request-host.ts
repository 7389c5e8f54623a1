// Finds the host that a visitor asked.
import type { IncomingRequest } from './server-host.ts';

/** Without a port; empty where no header says it. */
export function requestHost({ headers }: IncomingRequest): string {
  const host = headers['x-forwarded-host'] ?? headers['host'] ?? '';
  return host.replace(/:\d+$/, '');
}
