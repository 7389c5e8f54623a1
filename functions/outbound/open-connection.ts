// Opens the one connection of a request, before anything is sent, so that what fails here surely was not taken.
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates } from 'node:tls';
import type { ResolvedAddress } from './resolve-target.ts';

/** A TCP connection to one of these addresses and no other, which is still opening. */
export type Dial = (target: { hostname: string; port: number; addresses: ResolvedAddress[] }) => Socket;

export interface ConnectionPlan {
  url: URL;
  addresses: ResolvedAddress[];
  dial: Dial;
  /** Further certificates to trust, PEM; those of the system count anyway. */
  extraCertificates: string[];
  /** Ends the attempt. */
  signal: AbortSignal;
}

export type Connection =
  | { kind: 'open'; socket: Socket }
  | { kind: 'failed'; reason: 'connection_refused' | 'connection_failed' | 'tls_failed' | 'timeout' };

/** Tries the addresses in turn, a quarter of a second each before the next one starts beside it. */
export const dialPinned: Dial = ({ hostname, port, addresses }) =>
  connectTcp({
    host: hostname,
    port,
    autoSelectFamily: true,
    // The name is not resolved again: between check and connection it could come to mean something else.
    lookup: (_hostname, options, callback) => {
      const [first] = addresses;
      if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family);
    },
  });

/** The connection, TLS done and the certificate checked against the host where the URL is https. Never rejects. */
export async function openConnection(plan: ConnectionPlan): Promise<Connection> {
  const { url, addresses, signal } = plan;
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const tcp = plan.dial({ hostname, port, addresses });
  const dialled = await waitFor(tcp, 'connect', signal);
  if (dialled !== undefined) return { kind: 'failed', reason: signal.aborted ? 'timeout' : toTcpReason(dialled) };
  if (url.protocol === 'http:') return { kind: 'open', socket: tcp };
  const tls = connectTls({
    socket: tcp,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    host: hostname,
    ALPNProtocols: ['http/1.1'],
    ...(plan.extraCertificates.length > 0 && { ca: [...getCACertificates(), ...plan.extraCertificates] }),
  });
  const secured = await waitFor(tls, 'secureConnect', signal);
  if (secured === undefined) return { kind: 'open', socket: tls };
  return { kind: 'failed', reason: signal.aborted ? 'timeout' : 'tls_failed' };
}

/** `undefined` when the socket got there, else what ended it; it is closed then. */
function waitFor(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const finish = (error?: Error) => {
      signal.removeEventListener('abort', abort);
      socket.off(event, succeed);
      if (error !== undefined) socket.destroy();
      resolve(error);
    };
    const succeed = () => finish();
    const abort = () => finish(new Error('The time for the connection is over.'));
    socket.once(event, succeed);
    // Stays, because an error that nobody listens for ends the process.
    socket.on('error', finish);
    socket.once('close', () => finish(new Error('The connection closed before it was open.')));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

function toTcpReason(error: Error): 'connection_refused' | 'connection_failed' {
  const errors = error instanceof AggregateError ? error.errors : [error];
  const isRefused = errors.some((one: unknown) => one instanceof Error && 'code' in one && one.code === 'ECONNREFUSED');
  return isRefused ? 'connection_refused' : 'connection_failed';
}
