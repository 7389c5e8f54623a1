// What the console does where an answer cannot be written as it is.
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from './start-console.ts';

let running: RunningConsole;

afterEach(() => running.close());

describe('createConsoleFunction', () => {
  it('leads from an address with a slash at its end to the page for good, whoever asks', async () => {
    running = await startConsole();
    const answer = await running.get('/accounts/?page=2', 'nobody');
    expect([answer.status, answer.location]).toEqual([308, '/console/accounts?page=2']);
    expect((await running.get('/nothing/')).status).toBe(404);
    expect((await running.post('/accounts/', { name: 'Another' })).status).toBe(404);
  });

  it('takes the check-up’s name for its address', async () => {
    running = await startConsole();
    const { id } = await running.addProperty();
    const answer = await running.get(`/properties/${id}/check-up`);
    expect([answer.status, answer.location]).toEqual([303, `/console/properties/${id}/doctor`]);
    expect((await running.get(`/properties/${id}/check-up`, 'stranger')).status).toBe(404);
  });

  it('says that something went wrong, and logs it, where a header of the answer cannot be sent', async () => {
    const assets = { toVersioned: (name: string) => name, find: () => ({ type: 'text/css\n', body: Buffer.from('') }) };
    running = await startConsole({}, { assets });
    const answer = await running.get('/assets/console.css', 'nobody');
    expect([answer.status, answer.body.includes('Something went wrong here')]).toEqual([500, true]);
    expect(running.logged).toMatchObject([{ severity: 'ERROR', event: 'internal' }]);
  });
});
