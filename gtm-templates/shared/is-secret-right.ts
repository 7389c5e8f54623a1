// Decides whether it is the function that speaks to this container.
import { getRequestHeader, sha256Sync } from 'sandbox:server';

/**
 * Whether the request carries the secret as its bearer. Digests are compared, so that the time it takes says nothing of how
 * much of a wrong secret was right. No secret is right where none is set.
 */
export function isSecretRight(secret: string): boolean {
  const header = getRequestHeader('authorization') || '';
  const isBearer = header.toLowerCase().indexOf('bearer ') === 0;
  const given = isBearer ? header.slice('bearer '.length).trim() : '';
  return sha256Sync(given) === sha256Sync(secret) && secret !== '';
}
