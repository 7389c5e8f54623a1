// A real TLS server on loopback that stands behind any name: a dial leads there, whatever public address was pinned.

import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { generate } from 'selfsigned';
import type { OutboundOptions } from '../../../functions/outbound/create-send-request.ts';
import type { ResolvedAddress } from '../../../functions/outbound/resolve-target.ts';

export const receiverHost = 'sgtm.example.com';

/** Where connections were meant to go. */
export interface Dialled {
  hostname: string;
  port: number;
  addresses: ResolvedAddress[];
}

export interface Receiver {
  port: number;
  dialled: Dialled[];
  /** Trust in the certificate, a resolver that knows every name at a public address, and the dial. */
  options: OutboundOptions;
  close: () => Promise<void>;
}

/** Answers requests over https, or with `onSocket` whatever bytes a test writes. Its certificate is for `receiverHost`. */
export async function startReceiver(
  listener: { onRequest: RequestListener } | { onSocket: (socket: Socket) => void },
): Promise<Receiver> {
  const certificate = await generate([{ name: 'commonName', value: receiverHost }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: receiverHost }] },
    ],
  });
  const keys = { key: certificate.private, cert: certificate.cert };
  const server =
    'onRequest' in listener ? createHttpsServer(keys, listener.onRequest) : createTlsServer(keys, listener.onSocket);
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
  const dialled: Dialled[] = [];
  return {
    port,
    dialled,
    options: {
      extraCertificates: [certificate.cert],
      resolve: async () => [{ address: '93.184.215.14', family: 4 }],
      dial: (target) => {
        dialled.push(target);
        return connect(port, '127.0.0.1');
      },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
