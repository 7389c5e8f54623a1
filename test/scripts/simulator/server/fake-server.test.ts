// The fake server itself.
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../../../scripts/simulator/sandbox/fake-clock.ts';
import { createFakeServer } from '../../../../scripts/simulator/server/fake-server.ts';
import { settleOnServer } from './evaluate-on-server.ts';

describe('createFakeServer', () => {
  test('has a plain GET of the root by default', () => {
    expect(createFakeServer().request).toEqual({
      method: 'GET',
      path: '/',
      queryString: '',
      headers: {},
      body: undefined,
      remoteAddress: '192.0.2.1',
    });
  });

  test('a forwarded request comes from the first address on its way', () => {
    const headers = { 'X-Forwarded-For': ['203.0.113.5, 10.0.0.1', '10.0.0.2'] };
    expect(createFakeServer({ request: { headers } }).request.remoteAddress).toBe('203.0.113.5');
  });

  test('time passes only when it is moved', async () => {
    const server = createFakeServer({ nowMs: 1000 });
    const due: string[] = [];
    server.schedule(() => due.push(`late at ${server.now()}`), 50);
    server.schedule(() => due.push(`now at ${server.now()}`), 0);
    await server.settle();
    expect([due, server.now()]).toEqual([['now at 1000'], 1000]);
    await server.advance(80);
    expect([due, server.now()]).toEqual([['now at 1000', 'late at 1050'], 1080]);
  });

  test('settle runs what timers and promises make due in turn', async () => {
    const { notes } = await settleOnServer(`const callLater = require('callLater');
      callLater(() => require('Promise').create((r) => r()).then(() => callLater(() => note('end'))));`);
    expect(notes).toEqual(['end']);
  });

  test('can share a clock with others', async () => {
    const clock = createFakeClock(5);
    const server = createFakeServer({ clock });
    clock.advance(10);
    expect(server.now()).toBe(15);
    await server.advance(5);
    expect(clock.now()).toBe(20);
  });

  test('chance comes in turn', () => {
    const server = createFakeServer({ randoms: [0.1, 0.2] });
    expect([server.random(), server.random(), server.random()]).toEqual([0.1, 0.2, 0.2]);
  });

  test('reaches no network and says how to answer', async () => {
    const request = { method: 'GET', url: 'https://a.example.com/', headers: {}, body: undefined, timeoutMs: 1 };
    await expect(createFakeServer().send(request)).rejects.toThrow('give it onRequest');
  });
});
