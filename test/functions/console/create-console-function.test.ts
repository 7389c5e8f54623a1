// What the console does where an answer cannot be written as it is.
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from './start-console.ts';

let running: RunningConsole;

afterEach(() => running.close());

describe('createConsoleFunction', () => {
  it('says that something went wrong, and logs it, where a header of the answer cannot be sent', async () => {
    const assets = { toVersioned: (name: string) => name, find: () => ({ type: 'text/css\n', body: Buffer.from('') }) };
    running = await startConsole({}, { assets });
    const answer = await running.get('/assets/console.css', 'nobody');
    expect([answer.status, answer.body.includes('Something went wrong here')]).toEqual([500, true]);
    expect(running.logged).toMatchObject([{ severity: 'ERROR', event: 'internal' }]);
  });
});
