// A connection on which bytes come in pieces, until whoever listens ends it.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlowClient } from './arbitraries/slow-clients.ts';
import { Fault } from './oracle.ts';

/** Everything that came back until the server ended the connection. Rejects with a Fault where it has not within `endMs` of the last bytes. */
export async function exchangeSlowly(port: number, client: SlowClient, endMs: number): Promise<string> {
  let received = '';
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.setEncoding('utf8').on('data', (part: string) => {
    received += part;
  });
  // A server may end what it does not want to read.
  socket.on('error', () => {});
  socket.once('end', () => socket.end());
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await sendPieces(socket, client);
  if (client.ending === 'half_closes') socket.end();
  if (client.ending === 'breaks_off') socket.destroy();
  const waiting = new AbortController();
  const isOver = await Promise.race([
    closed.then(() => true),
    sleep(endMs, false, { signal: waiting.signal }).catch(() => false),
  ]);
  waiting.abort();
  socket.destroy();
  if (!isOver) throw new Fault(`A connection was still open ${endMs} ms after its last bytes.`);
  return received;
}

async function sendPieces(socket: Socket, { text, sent, pieces, pauseMs }: SlowClient): Promise<void> {
  const bytes = Buffer.from(text, 'latin1');
  const count = Math.round((bytes.length * sent) / 1_000);
  for (let piece = 0; piece < pieces && !socket.destroyed; piece += 1) {
    const [from, until] = [piece, piece + 1].map((end) => Math.round((count * end) / pieces));
    socket.write(bytes.subarray(from, until));
    await sleep(pauseMs);
  }
}
