// From a name to the addresses that the one connection may use, so that a second answer of the DNS counts for nothing.
import { lookup } from 'node:dns/promises';
import { isLoopbackAddress, isPublicAddress } from './addresses.ts';
import type { AllowedUrl } from './parse-outbound-url.ts';

export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Every address of a name; rejects where there is none. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;

/** Where the connection goes. */
export type Target =
  | { kind: 'target'; addresses: ResolvedAddress[] }
  | { kind: 'refused'; reason: 'dns_failed' | 'private_address' };

/** Asks as every other program on this machine does, its hosts file included. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * The addresses of the host, resolved once. Refused when a single one is not public: a name that mixes public and private
 * addresses is either broken or an attack. A local host must be loopback in all of them.
 */
export async function resolveTarget({ url, isLocal }: AllowedUrl, resolve: Resolve): Promise<Target> {
  // An IP address passes the resolver unchanged, without its brackets.
  const addresses = await resolve(url.hostname.replace(/^\[|\]$/g, '')).catch(() => []);
  if (addresses.length === 0) return { kind: 'refused', reason: 'dns_failed' };
  const isAllowed = isLocal ? isLoopbackAddress : isPublicAddress;
  return addresses.every(({ address }) => isAllowed(address))
    ? { kind: 'target', addresses }
    : { kind: 'refused', reason: 'private_address' };
}
