// Serves several https hosts on one local port, as a load balancer would, with a throw-away certificate.
//
// What it proves: the browser sees real origins, real TLS and real CORS between them, and the function sees the
// forwarded address in the place where Google's front end puts it. What only the real one can prove: its own limits,
// time-outs and header rewriting.
import { createHash, X509Certificate } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** Answers the requests of one host: itself, or by passing them to a server on this machine. */
export type HostTarget = http.RequestListener | { forwardTo: string };

export interface FrontEnd {
  /** For `launchChromium`: sends every `.test` name and those of Stripe to this front end. */
  hostRules: string;
  /** For `launchChromium`, where the browser has to keep what it loads: SHA-256 of the certificate's public key, base64. */
  certificateKey: string;
  /** Points a host somewhere else from now on; `undefined` makes its connections fail, as when it is down. */
  setHost(host: string, target: HostTarget | undefined): void;
  close(): Promise<void>;
}

/**
 * Passes a request on and its answer back. `beforeAnswer` runs when the answer has come and the browser knows nothing of it
 * yet: it may make it wait, or destroy the response.
 */
export function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  origin: string,
  beforeAnswer: () => Promise<void> = async () => undefined,
): void {
  const chain = [request.headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', ');
  const upstream = http.request(
    new URL(request.url ?? '/', origin),
    { method: request.method ?? 'GET', headers: { ...request.headers, 'x-forwarded-for': chain } },
    async (answer) => {
      await beforeAnswer();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}

/** Starts the front end on a free port; hosts can be added and moved while it runs. */
export async function startFrontEnd(initial: Record<string, HostTarget>): Promise<FrontEnd> {
  const hosts = new Map<string, HostTarget>(Object.entries(initial));
  const certificate = await generate([{ name: 'commonName', value: 'example.test' }], { keySize: 2048 });
  const server = https.createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
    const target = hosts.get((request.headers.host ?? '').replace(/:\d+$/, ''));
    if (target === undefined) request.socket.destroy();
    else if (typeof target === 'function') target(request, response);
    else forward(request, response, target.forwardTo);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
  return {
    certificateKey: toKeyHash(certificate.cert),
    hostRules: ['*.test', '*.stripe.com'].map((names) => `MAP ${names}:443 127.0.0.1:${port}`).join(', '),
    setHost: (host, target) => (target === undefined ? hosts.delete(host) : hosts.set(host, target)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toKeyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
