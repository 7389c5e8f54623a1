// What a tag is told when a lookup fails, and what is tried again.
import { describe, expect, test } from 'vitest';
import type { LookupResult } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { answering, createAnswer, createError, refusing } from '../answers.ts';
import { createFakeWindow } from '../fake-window.ts';
import { endpoint, lookUp, toRequest } from './requests.ts';

describe('lookup', () => {
  test('a network failure is tried once more, with the same claim', async () => {
    const page = createFakeWindow(['fail', ...answering()]);
    expect(await lookUp(page)).toMatchObject([{ ok: true }]);
    expect(page.requests.map(({ url }) => url.href)).toEqual(Array(2).fill(page.requests[0]?.url.href));
  });

  test('a 503 is tried once more', async () => {
    const page = createFakeWindow([...refusing('stripe_unavailable'), ...answering()]);
    expect(await lookUp(page)).toMatchObject([{ ok: true }]);
  });

  test('a second 503 is the result', async () => {
    const page = createFakeWindow(refusing('stripe_unavailable'));
    expect(await lookUp(page)).toEqual([
      {
        ok: false,
        reason: 'error',
        code: 'stripe_unavailable',
        message: 'words for stripe_unavailable',
        status: 503,
      },
    ]);
    expect(page.requests).toHaveLength(2);
  });

  test.each(['fail', 'hang'] as const)(
    'a 503 stays the result where the retry is answered by nobody (%s)',
    async (reply) => {
      const page = createFakeWindow([...refusing('stripe_unavailable'), reply]);
      expect(await lookUp(page)).toMatchObject([{ ok: false, reason: 'error', code: 'stripe_unavailable' }]);
      expect(page.requests).toHaveLength(2);
    },
  );

  test.each([
    ['host_not_allowed', 403],
    ['internal', 500],
    ['stripe_key_rejected', 502],
  ] as const)('%s, as any other error of the function, is the result at once', async (code, status) => {
    const page = createFakeWindow([{ status, body: createError(code) }]);
    expect(await lookUp(page)).toMatchObject([{ ok: false, reason: 'error', code, status }]);
    expect(page.requests).toHaveLength(1);
  });

  test('an error status is an error, whatever stands in the body', async () => {
    const page = createFakeWindow([{ status: 500, body: createAnswer() }]);
    expect(await lookUp(page)).toMatchObject([{ ok: false, reason: 'error', status: 500 }]);
  });

  test('JSON that is no answer of ours is an error of its own', async () => {
    for (const body of [null, [], 'text', 7, {}, { error: null }, { error: 'no' }]) {
      const page = createFakeWindow([{ status: 200, body }]);
      expect(await lookUp(page)).toEqual([
        { ok: false, reason: 'error', code: 'unexpected_answer', message: '', status: 200 },
      ]);
    }
  });

  test('text that is no JSON counts as a network failure', async () => {
    const page = createFakeWindow(['no_json']);
    expect(await lookUp(page)).toEqual([{ ok: false, reason: 'network' }]);
  });

  test('no answer within the time-out aborts the request and says so', async () => {
    const page = createFakeWindow(['hang']);
    expect(await lookUp(page, toRequest(), 2999)).toEqual([]);
    const late = createFakeWindow(['hang']);
    expect(await lookUp(late, toRequest(), 3000)).toEqual([{ ok: false, reason: 'timeout' }]);
    expect(late.requests[0]?.options.signal?.aborted).toBe(true);
    expect(late.requests).toHaveLength(1);
  });

  test('the time-out covers the retry', async () => {
    const page = createFakeWindow(['fail', 'hang']);
    expect(await lookUp(page, toRequest({ timeoutMs: 600 }), 600)).toEqual([{ ok: false, reason: 'timeout' }]);
  });

  test('the time-out ends the pause before the retry, too, and nothing is asked any more', async () => {
    const page = createFakeWindow(['fail', ...answering()]);
    const request = toRequest({ timeoutMs: 100 });
    const results: LookupResult[] = [];
    createTilltag(page).lookup(request, (result) => results.push(result));
    await page.pass(100);
    expect(results).toEqual([{ ok: false, reason: 'timeout' }]);
    await page.pass(10_000);
    expect([results.length, page.requests.length, page.listeners()]).toEqual([1, 1, 0]);
  });

  test('a failure is not remembered: the next tag asks again', async () => {
    const page = createFakeWindow(['fail', 'fail', ...answering()]);
    const tilltag = createTilltag(page);
    const results: LookupResult[] = [];
    tilltag.lookup(toRequest(), (result) => results.push(result));
    await page.pass(5000);
    tilltag.lookup(toRequest(), (result) => results.push(result));
    await page.pass(5000);
    expect(results).toMatchObject([{ ok: false, reason: 'network' }, { ok: true }]);
  });

  const violation = {
    blockedURI: `${endpoint}/checkout/sessions.json`,
    disposition: 'enforce',
    effectiveDirective: 'connect-src',
  };

  test('a request that the Content-Security-Policy refused is named so and not repeated', async () => {
    for (const blockedURI of [violation.blockedURI, 'https://tags.example.com']) {
      const page = createFakeWindow([{ violation: { ...violation, blockedURI } }]);
      expect(await lookUp(page)).toEqual([{ ok: false, reason: 'csp' }]);
      expect(page.requests).toHaveLength(1);
    }
  });

  test('violations of other requests, other directives and report-only policies are not ours', async () => {
    for (const change of [
      { blockedURI: 'https://elsewhere.example.com' },
      { effectiveDirective: 'img-src' },
      { disposition: 'report' },
    ]) {
      const page = createFakeWindow([{ violation: { ...violation, ...change } }]);
      expect(await lookUp(page)).toEqual([{ ok: false, reason: 'network' }]);
    }
  });
});
