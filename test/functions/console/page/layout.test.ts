// The document around a page: what an address alone can make it say.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

beforeAll(async () => {
  running = await startConsole();
});
afterAll(() => running.close());

describe('the notice of an address', () => {
  it('says what was done', async () => {
    expect((await running.get('/accounts?notice=saved')).body).toContain('role="status"');
  });

  it.each(['constructor', '__proto__', 'toString', '<b>', 'nothing-known'])('says nothing for %s', async (word) => {
    const { status, body } = await running.get(`/accounts?notice=${encodeURIComponent(word)}`);
    expect(status).toBe(200);
    expect(body).not.toContain('role="status"');
  });
});
