// Who may ask for a sweep, and what they are told.
import { afterEach, describe, expect, it } from 'vitest';
import { createSweepBook, type SweepReport } from '../../../functions/delivery/sweep-report.ts';
import { createLog } from '../../../functions/http/log.ts';
import { type RunningServer, startServer } from '../../../functions/http/start-server.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import {
  createSweepFunction,
  type SweepFunctionOptions,
  type SweepGuard,
} from '../../../functions/sweep/create-sweep-function.ts';

const token = 'a'.repeat(64);
const guard: SweepGuard = { kind: 'token', token };
let server: RunningServer | undefined;
let logs: Record<string, unknown>[] = [];
let wishes: unknown[] = [];

afterEach(async () => {
  await server?.close();
  server = undefined;
  logs = [];
  wishes = [];
});

function newReport(): SweepReport {
  const book = createSweepBook();
  book.count('entries', 3);
  book.count('sent', 2);
  return book.toReport();
}

async function start(
  changes: Partial<SweepFunctionOptions> = {},
): Promise<(init?: RequestInit, path?: string) => Promise<Response>> {
  const sweepFunction = createSweepFunction({
    guard,
    basePath: '',
    projectId: undefined,
    now: () => 0,
    log: createLog(
      (line) => logs.push(JSON.parse(line)),
      () => 0,
    ),
    sweep: async (wish) => {
      wishes.push(wish);
      return newReport();
    },
    ...changes,
  });
  const { handle, noteRefused } = sweepFunction;
  const options = { handle, onRefused: noteRefused, host: '127.0.0.1', port: 0, maxBodyBytes: 16_384 };
  const running = await startServer(options);
  server = running;
  return (init = {}, path = '/sweep') => fetch(`${running.url}${path}`, init);
}

const withToken = { method: 'POST', headers: { authorization: `Bearer ${token}` } };

async function codeOf(response: Response): Promise<unknown> {
  const { error }: { error: { code: string } } = JSON.parse(await response.text());
  return error.code;
}

describe('POST /sweep', () => {
  it('runs once, for less than a minute, and answers with what it did', async () => {
    const ask = await start();
    const response = await ask(withToken);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.json()).toMatchObject({ counts: { entries: 3, sent: 2, dead: 0 }, isComplete: true });
    expect(wishes).toEqual([{ maxMs: 50_000, maxEntries: 10_000 }]);
    expect(logs).toMatchObject([{ severity: 'INFO', event: 'swept', entries: 3, sent: 2, is_complete: true }]);
    expect(logs[0]).not.toHaveProperty('dead');
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${'b'.repeat(64)}` }],
    ['the beginning of the token', { authorization: `Bearer ${token.slice(1)}` }],
    ['the token in another scheme', { authorization: `Basic ${token}` }],
  ])('refuses %s, and shows nobody the right one', async (_name, headers) => {
    const ask = await start();
    const response = await ask({ method: 'POST', headers });
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe('unauthorized');
    expect(wishes).toEqual([]);
    expect(JSON.stringify(logs)).not.toContain(token.slice(1));
    expect(logs).toMatchObject([{ severity: 'WARNING', event: 'unauthorized' }]);
  });

  it('leaves it to the platform where that guards the address', async () => {
    const ask = await start({ guard: { kind: 'platform' } });
    expect((await ask({ method: 'POST', headers: { authorization: 'Bearer eyJhbGciOi.x.y' } })).status).toBe(200);
  });

  it('is not there where nobody guards it', async () => {
    const ask = await start({ guard: { kind: 'nobody' } });
    expect(await codeOf(await ask(withToken))).toBe('not_found');
    expect(wishes).toEqual([]);
  });

  it('answers no other method and no other address', async () => {
    const ask = await start({ basePath: '/base' });
    expect((await ask(withToken, '/base/sweep?x=1')).status).toBe(200);
    expect(await codeOf(await ask(withToken, '/sweep'))).toBe('not_found');
    const read = await ask({ headers: withToken.headers }, '/base/sweep');
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
    expect(wishes).toHaveLength(1);
  });

  it('says that a database is away, so that the scheduler tries again', async () => {
    const ask = await start({
      sweep: async () => {
        throw new StoreUnavailableError('The database is down.');
      },
    });
    const response = await ask(withToken);
    expect([response.status, await codeOf(response)]).toEqual([503, 'store_unavailable']);
    expect(logs).toMatchObject([
      { severity: 'ERROR', cause: 'StoreUnavailableError', detail: 'The database is down.' },
    ]);
  });

  it('logs which properties it could do nothing for', async () => {
    const failures = [{ propertyId: 'tt_shop', reason: 'stripe_key_rejected', times: 4 }];
    const ask = await start({ sweep: async () => ({ ...newReport(), failures, isComplete: false }) });
    await ask(withToken);
    expect(logs).toMatchObject([
      { severity: 'WARNING', is_complete: false, failures: 'tt_shop stripe_key_rejected ×4' },
    ]);
  });
});

describe('GET /health', () => {
  it('answers whoever asks', async () => {
    const ask = await start();
    expect(await (await ask({}, '/health')).json()).toEqual({ status: 'ok' });
  });
});
