// A wire between two programs that can be cut, blocked or slowed, for what speaks a protocol that nobody here wants to parse.
import { connect, createServer, type Socket } from 'node:net';

/** What becomes of bytes: `pass` at once, `cut` every connection and refuse new ones, `hold` them back, or `slow` each way. */
export type WireState = { kind: 'pass' | 'cut' | 'hold' } | { kind: 'slow'; delayMs: number };

export interface TcpProxy {
  /** `host:port`. */
  host: string;
  set(state: WireState): void;
  close(): Promise<void>;
}

/** A wire to `target` (`host:port`) through a port of 127.0.0.1. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [targetHost = '', targetPort = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let state: WireState = { kind: 'pass' };
  let held: (() => void)[] = [];

  function carry(write: () => void): void {
    if (state.kind === 'hold') held.push(write);
    else if (state.kind === 'slow') setTimeout(write, state.delayMs);
    else write();
  }

  function join(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on('data', (bytes) => carry(() => to.write(bytes)));
    from.on('end', () => carry(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      carry(() => to.destroy());
    });
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (state.kind === 'cut') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ host: targetHost, port: Number(targetPort), allowHalfOpen: true });
    join(client, upstream);
    join(upstream, client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    set(next) {
      state = next;
      if (next.kind === 'cut') for (const socket of sockets) socket.resetAndDestroy();
      if (next.kind === 'hold') return;
      const waiting = held;
      held = [];
      for (const write of waiting) write();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
