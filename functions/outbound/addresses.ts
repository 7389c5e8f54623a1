// Tells addresses of the public internet from those of this machine and of every network behind it.
import ipaddr from 'ipaddr.js';

/**
 * Whether anybody on the internet can reach the address. Not so private, link-local (metadata servers among them), carrier,
 * multicast and reserved ones, nor those that carry an IPv4 address inside an IPv6 one, whatever that address is.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parse(address);
  if (parsed === undefined || parsed.range() !== 'unicast') return false;
  // The library calls unassigned space unicast, too; only 2000::/3 was ever given out.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
}

/** Whether the address is this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  return parse(address)?.range() === 'loopback';
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const isUsual = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  return isUsual ? ipaddr.parse(address) : undefined;
}
