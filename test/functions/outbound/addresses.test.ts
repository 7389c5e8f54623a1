// Which addresses belong to the public internet.
import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from '../../../functions/outbound/addresses.ts';

describe('isPublicAddress', () => {
  test.each(['93.184.215.14', '8.8.8.8', '2606:4700::1111', '2a00:1450:4001:82a::200e'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'of a carrier'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'a metadata server'],
    ['192.0.2.1', 'for documents'],
    ['198.18.0.1', 'for benchmarks'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'this host'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'IPv4 inside, an old form'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:8.8.8.8', 'IPv4-mapped, though public'],
    ['64:ff9b::a9fe:a9fe', 'IPv4 behind NAT64'],
    ['2002:7f00:1::', 'IPv4 in 6to4'],
    ['2001::1', 'Teredo'],
    ['fc00::1', 'private'],
    ['fd00:ec2::254', 'a metadata server'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['4000::1', 'never given out'],
    ['2130706433', 'no usual spelling'],
    ['0177.0.0.1', 'no usual spelling'],
    ['', 'nothing'],
    ['example.com', 'a name'],
  ])('%s is not public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('isLoopbackAddress', () => {
  test('both families have one, and nothing else is', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(['10.0.0.1', '::ffff:127.0.0.1', 'localhost', ''].some(isLoopbackAddress)).toBe(false);
  });
});
