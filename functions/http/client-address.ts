// Whose request this is, by address: what the trusted proxies saw, never what the caller wrote.
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The client's address. With `trustedHops` 0 that of the socket; else the entry of X-Forwarded-For that the outermost
 * trusted proxy added, counted from the right, because everything left of it is the caller's own choice.
 */
export function readClientAddress(request: IncomingMessage, trustedHops: number): string {
  const socketAddress = request.socket.remoteAddress ?? 'unknown';
  if (trustedHops === 0) return socketAddress;
  const forwardedFor = request.headers['x-forwarded-for'];
  if (forwardedFor === undefined) return socketAddress;
  const entries = String(forwardedFor).split(',');
  // Fewer entries than proxies: the request took a shorter way, and its first entry is the best there is.
  const entry = entries[Math.max(0, entries.length - trustedHops)]?.trim();
  return entry ? entry : socketAddress;
}

/** The key by which an address is limited: IPv4 as it is, IPv6 by its /64, since one subscriber holds a whole one. */
export function toAddressGroup(address: string): string {
  const lower = address.toLowerCase();
  // Most callers have IPv4, and Node's pattern for the other kind costs the first answer of a process some milliseconds.
  if (!lower.includes(':')) return lower.slice(0, 64);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(lower)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = lower.replace(/%.*$/, '');
  if (!isIPv6(bare)) return lower.slice(0, 64);
  return `${expandIPv6(bare).slice(0, 4).join(':')}::/64`;
}

function expandIPv6(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = toGroups(head);
  if (tail === undefined) return left;
  const right = toGroups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right];
}

function toGroups(part: string): string[] {
  if (part === '') return [];
  // A dotted quad at the end stands for two groups; it lies outside the first four, so its value does not matter.
  return part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group.replace(/^0+(?=.)/, '')]));
}
