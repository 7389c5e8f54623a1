// Which hostnames mean this machine.
import { describe, expect, it } from 'vitest';
import { isLoopbackHost } from '../../../functions/http/is-loopback-host.ts';

describe('isLoopbackHost', () => {
  it.each(['localhost', 'shop.localhost', '127.0.0.1', '127.8.9.10', '[::1]'])('knows %s', (hostname) => {
    expect(isLoopbackHost(hostname)).toBe(true);
  });

  it.each(['example.com', '127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1', '[::2]', '0.0.0.0', ''])(
    'does not know %s',
    (hostname) => {
      expect(isLoopbackHost(hostname)).toBe(false);
    },
  );
});
