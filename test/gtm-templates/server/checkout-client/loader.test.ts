// The page's script on a server: one copy for all requests, asked about once an hour with the function's own ETags.
import { describe, expect, test } from 'vitest';
import type { OutgoingRequest } from '../../../../scripts/simulator/server/server-host.ts';
import { browser, createTaggingServer } from './serve.ts';

const path = '/checkout/tilltag.v1.js';
const hourMs = 3_600_000;

/** The function with one version of the script, and how often it was asked for it. */
function createScriptFunction(version: string) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    onRequest: ({ headers }: OutgoingRequest) => {
      asked.push(headers['If-None-Match']);
      const own = { etag: `W/"${version}"`, 'content-type': 'text/javascript; charset=utf-8' };
      if (headers['If-None-Match'] === own.etag) return { statusCode: 304, headers: own };
      return { statusCode: 200, headers: own, body: `script ${version}` };
    },
  };
}

describe('the Checkout client and the script', () => {
  test('all requests of an hour cost the function one', async () => {
    const { serve } = createTaggingServer();
    const { asked, onRequest } = createScriptFunction('one');
    for (let count = 0; count < 5; count += 1) {
      const server = await serve({ path, headers: browser }, { onRequest });
      expect([server.response.status, server.responseText()]).toEqual([200, 'script one']);
    }
    expect(asked).toEqual([undefined]);
  });

  test('after the hour the function is asked for a newer one, and says in a few bytes that there is none', async () => {
    const { serve, clock } = createTaggingServer();
    const { asked, onRequest } = createScriptFunction('one');
    await serve({ path, headers: browser }, { onRequest });
    clock.advance(hourMs);
    const server = await serve({ path, headers: browser }, { onRequest });
    expect(server.responseText()).toBe('script one');
    await serve({ path, headers: browser }, { onRequest });
    expect(asked).toEqual([undefined, 'W/"one"']);
  });

  test('a browser with this version gets 304 from memory, one with another the whole', async () => {
    const { serve } = createTaggingServer();
    const { onRequest } = createScriptFunction('one');
    const read = async (ifNoneMatch: string) => {
      const server = await serve({ path, headers: { ...browser, 'if-none-match': ifNoneMatch } }, { onRequest });
      return [server.response.status, server.responseText(), server.response.headers.get('etag')];
    };
    expect(await read('"one"')).toEqual([304, '', 'W/"one"']);
    expect(await read('W/"zero", W/"one"')).toEqual([304, '', 'W/"one"']);
    expect(await read('*')).toEqual([304, '', 'W/"one"']);
    expect(await read('"zero"')).toEqual([200, 'script one', 'W/"one"']);
  });

  test('while the function is down pages get the old one, and wait for it once a minute at most', async () => {
    const { serve, clock } = createTaggingServer();
    await serve({ path, headers: browser }, createScriptFunction('one'));
    clock.advance(hourMs);
    const failures = [];
    for (let count = 0; count < 3; count += 1) {
      const server = await serve({ path, headers: browser });
      failures.push([server.response.status, server.responseText(), server.sent.length]);
    }
    expect(failures).toEqual([
      [200, 'script one', 1],
      [200, 'script one', 0],
      [200, 'script one', 0],
    ]);
    clock.advance(60_000);
    const { response } = await serve({ path, headers: browser }, createScriptFunction('two'));
    expect(response.headers.get('etag')).toBe('W/"two"');
  });
});
