// Which address a request counts for.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClientAddress, toAddressGroup } from '../../../functions/http/client-address.ts';

function newRequest(forwardedFor?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: '169.254.1.1' });
  const request = new IncomingMessage(socket);
  if (forwardedFor !== undefined) request.headers['x-forwarded-for'] = forwardedFor;
  return request;
}

describe('readClientAddress', () => {
  it.each([
    { hops: 1, header: '6.6.6.6, 10.0.0.1', address: '10.0.0.1' },
    { hops: 2, header: '6.6.6.6, 10.0.0.1, 10.0.0.2', address: '10.0.0.1' },
    { hops: 3, header: '10.0.0.1', address: '10.0.0.1' },
    { hops: 1, header: ' 2001:db8::1 ', address: '2001:db8::1' },
    { hops: 0, header: '6.6.6.6', address: '169.254.1.1' },
    { hops: 1, header: undefined, address: '169.254.1.1' },
    { hops: 1, header: '6.6.6.6, ', address: '169.254.1.1' },
    { hops: 1, header: '', address: '169.254.1.1' },
  ])('with $hops trusted hops and "$header" is $address', ({ hops, header, address }) => {
    expect(readClientAddress(newRequest(header), hops)).toBe(address);
  });

  it('is never an entry left of the trusted hops', () => {
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { maxLength: 5 }), fc.ipV4(), fc.ipV4(), (forged, client, proxy) => {
        const request = newRequest([...forged, client, proxy].join(', '));
        expect(readClientAddress(request, 2)).toBe(client);
      }),
    );
  });
});

describe('toAddressGroup', () => {
  it.each([
    { address: '10.0.0.1', group: '10.0.0.1' },
    { address: '::ffff:10.0.0.1', group: '10.0.0.1' },
    { address: '2001:db8:1:2:3:4:5:6', group: '2001:db8:1:2::/64' },
    { address: '2001:0DB8:0001:0002::6', group: '2001:db8:1:2::/64' },
    { address: '2001:db8::1', group: '2001:db8:0:0::/64' },
    { address: '::1', group: '0:0:0:0::/64' },
    { address: '::', group: '0:0:0:0::/64' },
    { address: 'fe80::1%eth0', group: 'fe80:0:0:0::/64' },
    { address: '64:ff9b::10.0.0.1', group: '64:ff9b:0:0::/64' },
  ])('of $address is $group', ({ address, group }) => {
    expect(toAddressGroup(address)).toBe(group);
  });

  it('is the same for every address of a /64, and differs from its neighbour', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
    fc.assert(
      fc.property(fc.tuple(group, group, group), fc.array(group, { minLength: 4, maxLength: 4 }), (prefix, host) => {
        const [a, b, c] = prefix;
        const near = toAddressGroup(`${a}:${b}:${c}:1:${host.join(':')}`);
        expect(near).toBe(toAddressGroup(`${a}:${b}:${c}:1::`));
        expect(near).not.toBe(toAddressGroup(`${a}:${b}:${c}:2:${host.join(':')}`));
      }),
    );
  });

  it('bounds whatever else a container sends as an address', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        expect(toAddressGroup(text).length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
