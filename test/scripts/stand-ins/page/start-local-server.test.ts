// The server under every stand-in: it ends when it is told to, and reads no more than it should.
import { describe, expect, test } from 'vitest';
import { readBody } from '../../../../scripts/stand-ins/page/read-body.ts';
import { startLocalServer } from '../../../../scripts/stand-ins/page/start-local-server.ts';

describe('startLocalServer', () => {
  test('close ends requests that nobody answers', async () => {
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { url, close } = await startLocalServer(0, async () => arrived());
    const failure = fetch(url).then(
      () => 'answered',
      () => 'cut off',
    );
    await arrival;
    await close();
    expect(await failure).toBe('cut off');
  });
});

describe('readBody', () => {
  test.each([
    [131_072, 131_072],
    [0, 0],
  ])('a body of %i bytes is read whole', async (sent, read) => {
    expect(await readAt(sent)).toBe(read);
  });

  test('of a larger body no more than 128 kB is read', async () => {
    expect(await readAt(1_000_000)).toBeLessThanOrEqual(131_072);
  });
});

async function readAt(bytes: number): Promise<number> {
  let read = Number.NaN;
  const { url, close } = await startLocalServer(0, async (request, response) => {
    read = (await readBody(request)).length;
    response.end();
  });
  // What is cut off may end the connection before there is an answer.
  await fetch(url, { method: 'POST', body: 'x'.repeat(bytes) }).catch(() => undefined);
  await close();
  return read;
}
