// Reading a body where nothing guards the server: the reader's own bound is the last one.
import { createServer, request as httpRequest, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { readBody } from '../../../functions/http/read-body.ts';

let server: Server;

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/**
 * What `readBody` comes to for a chunked body that starts with `start` and ends only where `isWhole`; where `isCut` the
 * connection breaks, and where `isLate` nobody reads before that.
 */
async function read(start: string, isWhole: boolean, { isCut = false, isLate = false } = {}): Promise<string> {
  let settle: (outcome: string) => void = () => {};
  const outcome = new Promise<string>((resolve) => {
    settle = resolve;
  });
  let reached: () => void = () => {};
  const arrival = new Promise<void>((resolve) => {
    reached = resolve;
  });
  server = createServer(async (request, response) => {
    reached();
    if (isLate) await new Promise((resolve) => request.once('close', resolve));
    readBody(request, 1_000)
      .then(String, (error) => String(error.code))
      .then((text) => {
        settle(text);
        response.end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', agent: false }).on('error', () => {});
  request.write(start);
  if (isWhole) request.end();
  await arrival;
  if (isCut) request.destroy();
  const text = await outcome;
  request.destroy();
  return text;
}

describe('readBody', () => {
  it('is the whole body up to the limit', async () => {
    expect(await read('x'.repeat(1_000), true)).toBe('x'.repeat(1_000));
  });

  it('rejects as soon as there is more, though the body has not ended', async () => {
    expect(await read('x'.repeat(1_001), false)).toBe('body_too_large');
  });

  it.each([{ isLate: false }, { isLate: true }])(
    'rejects where the body breaks off, read late: $isLate',
    async ({ isLate }) => {
      expect(await read('x', false, { isCut: true, isLate })).toBe('invalid_request');
    },
  );
});
