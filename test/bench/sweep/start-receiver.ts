// A receiver that takes every event at once, as the Measurement Protocol does.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchContext } from '../bench.ts';

/** Its origin; it ends with the bench. `onEvent` is told of each that it takes. */
export async function startReceiver(
  context: Pick<BenchContext, 'onEnd'>,
  onEvent: () => void = () => {},
): Promise<string> {
  const server = createServer((request, response) => {
    onEvent();
    request.resume();
    request.on('end', () => response.writeHead(204).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.onEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  // What listens on a port has such an address: https://nodejs.org/api/net.html#serveraddress
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
