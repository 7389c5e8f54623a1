// That a busy machine is no fault of the server, and that a server which refuses good requests is one.
import { describe, expect, test } from 'vitest';
import { prepareServer } from '../../../functions/http/prepare-server.ts';
import { Fault } from '../oracle.ts';
import { standStill } from '../stand-still.ts';
import { type SlowHttpParts, slowHttpTarget } from './slow-http.ts';

const quickClient = { text: '', sent: 1_000, pieces: 1, pauseMs: 0, ending: 'breaks_off' };

async function examine({ isStalling = false, parts }: { isStalling?: boolean; parts?: SlowHttpParts }): Promise<void> {
  const open = await slowHttpTarget(parts).open();
  const stalling = isStalling ? setInterval(() => standStill(250), 10) : undefined;
  try {
    await open.examine({ server: 'plain', clients: [quickClient] });
  } finally {
    clearInterval(stalling);
    await open.close();
  }
}

describe('slowHttpTarget', () => {
  test('a process that stands still again and again is no fault of the server', { timeout: 60_000 }, async () => {
    await expect(examine({ isStalling: true })).resolves.toBeUndefined();
  });

  test('a server that refuses good requests is found', async () => {
    const refusing: SlowHttpParts = {
      prepare: prepareServer,
      wrap: (publicFunction) => ({
        ...publicFunction,
        async handle(_request, response) {
          response.writeHead(503).end();
        },
      }),
    };
    await expect(examine({ parts: refusing })).rejects.toThrow(Fault);
  });
});
