// What a tag can rely on when it looks a session up.
import { describe, expect, test } from 'vitest';
import type { LookupResult } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { answering, createAnswer, sessionId } from '../answers.ts';
import { createFakeWindow } from '../fake-window.ts';
import { claimOf, endpoint, lookUp, toRequest } from './requests.ts';

describe('lookup', () => {
  test('a session that was paid answers what the function answers, once', async () => {
    const page = createFakeWindow(answering());
    expect(await lookUp(page)).toEqual([{ ok: true, answer: createAnswer() }]);
    expect(page.requests).toHaveLength(1);
  });

  test('the request goes to the base path with every parameter as it stands, and without cookies or path of the page', async () => {
    const page = createFakeWindow(answering());
    const query = {
      ...toRequest().query,
      utm_source: 'a b&c',
      original_utm_source: 'a.b',
      personal_data: 'none' as const,
    };
    await lookUp(page, toRequest({ query }));
    const [request] = page.requests;
    expect(request?.url.origin + String(request?.url.pathname)).toBe(`${endpoint}/checkout/sessions.json`);
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      property_id: 'prop_12345678',
      checkout_session_id: sessionId,
      utm_source: 'a b&c',
      original_utm_source: 'a.b',
      personal_data: 'none',
      claim: claimOf(page),
    });
    expect(request?.options).toMatchObject({ credentials: 'omit', referrerPolicy: 'strict-origin' });
  });

  test('nothing is left behind on the page when the time is over, and the answer stays what it was', async () => {
    const page = createFakeWindow(answering());
    const results = await lookUp(page);
    await page.pass(60_000);
    expect(page.listeners()).toBe(0);
    expect(results).toEqual([{ ok: true, answer: createAnswer() }]);
  });

  test('returns true before the callback is called', async () => {
    const page = createFakeWindow(answering());
    const order: unknown[] = [];
    order.push(createTilltag(page).lookup(toRequest(), () => order.push('called back')));
    await page.pass(0);
    expect(order).toEqual([true, 'called back']);
  });

  test('two tags that ask the same at once share one request', async () => {
    const page = createFakeWindow(answering());
    const tilltag = createTilltag(page);
    const results: LookupResult[] = [];
    tilltag.lookup(toRequest(), (result) => results.push(result));
    tilltag.lookup(toRequest(), (result) => results.push(result));
    await page.pass(0);
    expect(results).toEqual([
      { ok: true, answer: createAnswer() },
      { ok: true, answer: createAnswer() },
    ]);
    expect(page.requests).toHaveLength(1);
  });

  test('a tag that runs again on the same page gets the answer without a request, unless money was pending', async () => {
    for (const [status, requests] of [
      ['paid', 1],
      ['pending', 2],
    ] as const) {
      const page = createFakeWindow(answering({ status }));
      const tilltag = createTilltag(page);
      tilltag.lookup(toRequest(), () => undefined);
      await page.pass(0);
      tilltag.lookup(toRequest(), () => undefined);
      await page.pass(0);
      expect(page.requests).toHaveLength(requests);
    }
  });

  test('a callback that throws is nobody else’s trouble', async () => {
    const page = createFakeWindow(answering());
    createTilltag(page).lookup(toRequest(), () => {
      throw new Error('in the tag');
    });
    await page.pass(0);
    expect(page.requests).toHaveLength(1);
  });

  test.each(['crypto', 'AbortController'])(
    'a browser without %s gets undefined, not a callback that never comes',
    (name) => {
      const page = createFakeWindow(answering());
      Reflect.deleteProperty(page, name);
      expect(createTilltag(page).lookup(toRequest(), () => undefined)).toBeUndefined();
      expect(page.requests).toEqual([]);
    },
  );
});
