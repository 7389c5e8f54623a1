// Answers that break off, never end or are none, and what is known of the request then.
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { ask, useReceivers } from './use-receivers.ts';

const { askRaw, receive } = useReceivers();

describe('createSendRequest', () => {
  test('a connection that ends before the status leaves it open whether the request was taken', async () => {
    const noAnswer = { kind: 'no_answer', reason: 'connection_reset' };
    expect(await askRaw((socket) => socket.once('data', () => socket.end()))).toEqual(noAnswer);
    expect(await askRaw((socket) => socket.once('data', () => socket.destroy()))).toEqual(noAnswer);
  });

  test('an answer that is no HTTP leaves it open, too', async () => {
    const result = await askRaw((socket) => socket.once('data', () => socket.end('garbage\r\n\r\n')));
    expect(result).toEqual({ kind: 'no_answer', reason: 'malformed_answer' });
  });

  test('headers without an end are cut off', async () => {
    const result = await askRaw((socket) =>
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\n${'X-A: 0123456789\r\n'.repeat(4_000)}`)),
    );
    expect(result).toEqual({ kind: 'no_answer', reason: 'malformed_answer' });
  });

  test('interim answers without an end are cut off', async () => {
    const result = await askRaw((socket) =>
      socket.once('data', () =>
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n'.repeat(2_000)),
      ),
    );
    expect(result).toEqual({ kind: 'no_answer', reason: 'malformed_answer' });
  });

  test('an answer that changes the protocol is none', async () => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n';
    const result = await askRaw((socket) => socket.once('data', () => socket.write(upgrade)));
    expect(result).toEqual({ kind: 'no_answer', reason: 'malformed_answer' });
  });

  test('a body without an end is cut at 16 kB, and the status counts', async () => {
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200);
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
      };
      response.on('drain', write).on('error', () => undefined);
      write();
    };
    const receiver = await receive({ onRequest: endless });
    const result = await ask(receiver.options);
    expect(result).toMatchObject({ kind: 'answered', status: 200, isWhole: false, body: 'x'.repeat(16_384) });
  });

  test('a body of exactly 16 kB is whole', async () => {
    const receiver = await receive({ onRequest: (_request, response) => response.end('x'.repeat(16_384)) });
    expect(await ask(receiver.options)).toMatchObject({ isWhole: true, body: 'x'.repeat(16_384) });
  });

  test('a body that breaks off is not whole, and the status counts', async () => {
    const result = await askRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\nhalf')),
    );
    expect(result).toMatchObject({ kind: 'answered', status: 500, isWhole: false });
  });
});
