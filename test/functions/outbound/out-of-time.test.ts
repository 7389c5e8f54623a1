// Requests whose time is over, at each step.
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ask, useReceivers } from './use-receivers.ts';

const { askRaw, endings } = useReceivers();

/** A timer that runs out as soon as the test says so. */
function createTimer() {
  const callbacks = new Set<() => void>();
  return {
    runOut: () => {
      for (const callback of callbacks) callback();
    },
    delays: [] as number[],
    start(callback: () => void, delayMs: number) {
      this.delays.push(delayMs);
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    running: callbacks,
  };
}

describe('createSendRequest', () => {
  test('when the time is over before the name is resolved, nothing was sent', async () => {
    const timer = createTimer();
    const resolve = () => {
      timer.runOut();
      return new Promise<never>(() => undefined);
    };
    const result = await ask({ resolve, startTimer: (callback, delayMs) => timer.start(callback, delayMs) });
    expect(result).toEqual({ kind: 'not_sent', reason: 'timeout' });
    expect(timer.delays).toEqual([5_000]);
    expect(timer.running.size).toBe(0);
  });

  test('when the time is over during the handshake, nothing was sent', async () => {
    const timer = createTimer();
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => timer.runOut());
    }).listen(0, '127.0.0.1');
    endings.push(async () => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    const startTimer = timer.start.bind(timer);
    const result = await ask({ allowLocal: true, startTimer }, { url: `https://127.0.0.1:${port}/` });
    expect(result).toEqual({ kind: 'not_sent', reason: 'timeout' });
  });

  test('when the time is over before the answer, nobody knows', async () => {
    const timer = createTimer();
    const startTimer = timer.start.bind(timer);
    const result = await askRaw((socket) => socket.once('data', () => timer.runOut()), { startTimer });
    expect(result).toEqual({ kind: 'no_answer', reason: 'timeout' });
    expect(timer.running.size).toBe(0);
  });

  test('when the time is over during the body, the status counts', async () => {
    const timer = createTimer();
    const startTimer = timer.start.bind(timer);
    const result = await askRaw(
      (socket) =>
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
          // The head must be read before the time ends, and nothing tells the server so.
          setTimeout(() => timer.runOut(), 200);
        }),
      { startTimer },
    );
    expect(result).toMatchObject({ kind: 'answered', status: 200, isWhole: false });
  });

  test('an answer that trickles in ends with the time', async () => {
    const timer = createTimer();
    const startTimer = timer.start.bind(timer);
    const result = await askRaw(
      (socket) =>
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
          const drip = setInterval(() => socket.write('a'), 20);
          const end = setTimeout(() => timer.runOut(), 200);
          socket.once('close', () => {
            clearInterval(drip);
            clearTimeout(end);
          });
        }),
      { startTimer },
    );
    expect(result).toEqual({ kind: 'no_answer', reason: 'timeout' });
  });
});
