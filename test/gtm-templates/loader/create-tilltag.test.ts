// What a tag can rely on when it calls the loader.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LookupRequest, LookupResult, PushRequest } from '../../../functions/contract/loader-protocol.ts';
import { claimPattern } from '../../../functions/contract/lookup-query.ts';
import { createTilltag } from '../../../gtm-templates/loader/create-tilltag.ts';
import { createAnswer, createError, sessionId } from './answers.ts';
import { createFakeWindow, type FakeWindow, type Reply } from './fake-window.ts';

const endpoint = 'https://tags.example.com/base';
const eventId = `purchase:${sessionId}`;
const storageKey = `tilltag:prop_12345678:${sessionId}`;
const paid: Reply = { status: 200, body: createAnswer() };

function toRequest(change: Partial<LookupRequest> = {}): LookupRequest {
  return {
    endpoint,
    query: { property_id: 'prop_12345678', checkout_session_id: sessionId },
    timeoutMs: 3000,
    remember: true,
    ...change,
  };
}

function toPush(change: Partial<PushRequest> = {}): PushRequest {
  return {
    endpoint,
    report: { property_id: 'prop_12345678', checkout_session_id: sessionId, event_id: eventId },
    dataLayer: 'dataLayer',
    messages: [{ ecommerce: null }, { event: 'purchase' }],
    remember: true,
    ...change,
  };
}

async function lookUp(page: FakeWindow, request = toRequest(), passMs = 10_000): Promise<LookupResult[]> {
  const results: LookupResult[] = [];
  createTilltag(page).lookup(request, (result) => results.push(result));
  await page.pass(passMs);
  return results;
}

function claimOf(page: FakeWindow, index = 0): string | null | undefined {
  return page.requests[index]?.url.searchParams.get('claim');
}

describe('lookup', () => {
  test('a session that was paid answers what the function answers, once', async () => {
    const page = createFakeWindow([paid]);
    expect(await lookUp(page)).toEqual([{ ok: true, answer: createAnswer() }]);
    expect(page.requests).toHaveLength(1);
  });

  test('the request goes to the base path with every parameter that has a value, and without cookies or path of the page', async () => {
    const page = createFakeWindow([paid]);
    const query = { ...toRequest().query, utm_source: 'a b&c', utm_medium: '', personal_data: 'none' as const };
    await lookUp(page, toRequest({ query }));
    const [request] = page.requests;
    expect(request?.url.origin + String(request?.url.pathname)).toBe(`${endpoint}/checkout/sessions.json`);
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      property_id: 'prop_12345678',
      checkout_session_id: sessionId,
      utm_source: 'a b&c',
      personal_data: 'none',
      claim: claimOf(page),
    });
    expect(request?.options).toMatchObject({ credentials: 'omit', referrerPolicy: 'strict-origin' });
  });

  test('nothing is left behind on the page when the answer is there', async () => {
    const page = createFakeWindow([paid]);
    await lookUp(page);
    expect(page.requests[0]?.options.signal?.aborted).toBe(false);
    expect(page.listeners()).toBe(0);
  });

  test('returns true before the callback is called', async () => {
    const page = createFakeWindow([paid]);
    const order: unknown[] = [];
    order.push(createTilltag(page).lookup(toRequest(), () => order.push('called back')));
    await page.pass(0);
    expect(order).toEqual([true, 'called back']);
  });

  test('the claim is random, fits the contract and stays the same over a reload', async () => {
    const page = createFakeWindow([paid]);
    await lookUp(page);
    expect(claimOf(page)).toMatch(claimPattern);
    const reloaded = page.reload();
    await lookUp(reloaded);
    expect(claimOf(reloaded)).toBe(claimOf(page));
  });

  test('a reload before the answer asks with the same claim', async () => {
    const page = createFakeWindow(['hang']);
    await lookUp(page, toRequest(), 10);
    const reloaded = page.reload();
    await lookUp(reloaded, toRequest(), 10);
    expect(claimOf(reloaded)).toBe(claimOf(page));
  });

  test('two sessions have two claims', async () => {
    const page = createFakeWindow([paid]);
    const tilltag = createTilltag(page);
    tilltag.lookup(toRequest(), () => undefined);
    const query = { ...toRequest().query, checkout_session_id: `${sessionId}x` };
    tilltag.lookup(toRequest({ query }), () => undefined);
    await page.pass(0);
    expect(claimOf(page, 1)).toMatch(claimPattern);
    expect(claimOf(page, 1)).not.toBe(claimOf(page, 0));
  });

  test('nothing is written to or read from storage where it may not be used, and the page still has one claim', async () => {
    const stored = new Map([[storageKey, JSON.stringify({ claim: 'c'.repeat(32) })]]);
    const page = createFakeWindow(['fail'], undefined, stored);
    await lookUp(page, toRequest({ remember: false }));
    expect(page.requests).toHaveLength(2);
    expect(claimOf(page, 0)).not.toBe('c'.repeat(32));
    expect(claimOf(page, 1)).toBe(claimOf(page, 0));
    expect(stored.size).toBe(1);
  });

  test('storage that throws costs only the memory of a reload', async () => {
    const page = createFakeWindow([paid]);
    page.forbidsStorage = true;
    expect(await lookUp(page)).toMatchObject([{ ok: true }]);
  });

  test('whatever stands in storage, the claim that is sent fits the contract', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((claim) => `{"claim":${claim}}`),
        ),
        async (text) => {
          const page = createFakeWindow([paid], undefined, new Map([[storageKey, text]]));
          expect(await lookUp(page)).toMatchObject([{ ok: true }]);
          expect(claimOf(page)).toMatch(claimPattern);
        },
      ),
    );
  });

  test('two tags that ask the same at once share one request', async () => {
    const page = createFakeWindow([paid]);
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
      const page = createFakeWindow([{ status: 200, body: createAnswer({ status }) }]);
      const tilltag = createTilltag(page);
      tilltag.lookup(toRequest(), () => undefined);
      await page.pass(0);
      tilltag.lookup(toRequest(), () => undefined);
      await page.pass(0);
      expect(page.requests).toHaveLength(requests);
    }
  });

  test('a network failure is tried once more, with the same claim', async () => {
    const page = createFakeWindow(['fail', paid]);
    expect(await lookUp(page)).toMatchObject([{ ok: true }]);
    expect(page.requests.map(({ url }) => url.href)).toEqual(Array(2).fill(page.requests[0]?.url.href));
  });

  test('a 503 is tried once more', async () => {
    const page = createFakeWindow([{ status: 503, body: createError('stripe_unavailable') }, paid]);
    expect(await lookUp(page)).toMatchObject([{ ok: true }]);
  });

  test('a second 503 is the result', async () => {
    const page = createFakeWindow([{ status: 503, body: createError('stripe_unavailable') }]);
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
      const page = createFakeWindow([{ status: 503, body: createError('stripe_unavailable') }, reply]);
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
    const page = createFakeWindow(['fail', paid]);
    const request = toRequest({ timeoutMs: 100 });
    const results: LookupResult[] = [];
    createTilltag(page).lookup(request, (result) => results.push(result));
    await page.pass(100);
    expect(results).toEqual([{ ok: false, reason: 'timeout' }]);
    await page.pass(10_000);
    expect([results.length, page.requests.length, page.listeners()]).toEqual([1, 1, 0]);
  });

  test('a failure is not remembered: the next tag asks again', async () => {
    const page = createFakeWindow(['fail', 'fail', paid]);
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

  test('a callback that throws is nobody else’s trouble', async () => {
    const page = createFakeWindow([paid]);
    createTilltag(page).lookup(toRequest(), () => {
      throw new Error('in the tag');
    });
    await page.pass(0);
    expect(page.requests).toHaveLength(1);
  });

  test.each(['crypto', 'AbortController'])(
    'a browser without %s gets undefined, not a callback that never comes',
    (name) => {
      const page = createFakeWindow([paid]);
      Reflect.deleteProperty(page, name);
      expect(createTilltag(page).lookup(toRequest(), () => undefined)).toBeUndefined();
      expect(page.requests).toEqual([]);
    },
  );
});

describe('push', () => {
  test('the messages reach the data layer in order, the last with a callback and its time-out', () => {
    const page = createFakeWindow();
    expect(createTilltag(page).push(toPush(), () => undefined)).toBe('pushed');
    expect(page.dataLayer).toEqual([
      { ecommerce: null },
      { event: 'purchase', eventCallback: expect.any(Function), eventTimeout: 2000 },
    ]);
  });

  test('a data layer that is there already, or has another name, is used as it is', () => {
    const page = createFakeWindow();
    const custom: unknown[] = [{ event: 'before' }];
    Object.assign(page, { shopLayer: custom });
    createTilltag(page).push(toPush({ dataLayer: 'shopLayer' }), () => undefined);
    expect(custom).toHaveLength(3);
    expect(page.dataLayer).toBeUndefined();
  });

  test('the report is sent when the container calls back, once, with the claim of the lookup', async () => {
    const page = createFakeWindow([paid]);
    const tilltag = createTilltag(page);
    tilltag.lookup(toRequest(), () => undefined);
    await page.pass(0);
    let settled = 0;
    tilltag.push(toPush(), () => {
      settled += 1;
    });
    expect(page.beacons).toEqual([]);
    callBack(page);
    callBack(page);
    await page.pass(5000);
    page.hide();
    expect(page.beacons).toEqual([
      {
        url: `${endpoint}/checkout/reports`,
        body: { property_id: 'prop_12345678', checkout_session_id: sessionId, event_id: eventId, claim: claimOf(page) },
      },
    ]);
    expect(settled).toBe(1);
  });

  test('the report is sent after two seconds when no container calls back', async () => {
    const page = createFakeWindow();
    createTilltag(page).push(toPush(), () => undefined);
    await page.pass(1999);
    expect(page.beacons).toHaveLength(0);
    await page.pass(1);
    expect(page.beacons).toHaveLength(1);
  });

  test('the report is sent when the page goes away before', () => {
    const page = createFakeWindow();
    createTilltag(page).push(toPush(), () => undefined);
    page.hide();
    expect(page.beacons).toHaveLength(1);
  });

  test('a refused beacon is sent as a request that outlives the page', async () => {
    const page = createFakeWindow();
    page.takesBeacons = false;
    createTilltag(page).push(toPush(), () => undefined);
    await page.pass(2000);
    expect(page.requests).toMatchObject([
      { options: { method: 'POST', keepalive: true, credentials: 'omit', body: expect.stringContaining(eventId) } },
    ]);
  });

  test('where beacons are switched off, the report is sent as a request that outlives the page', async () => {
    const page = createFakeWindow();
    Reflect.deleteProperty(page.navigator, 'sendBeacon');
    let settled = 0;
    createTilltag(page).push(toPush(), () => {
      settled += 1;
    });
    await page.pass(2000);
    expect(page.requests).toMatchObject([{ options: { method: 'POST', keepalive: true } }]);
    expect(settled).toBe(1);
  });

  test('the same event is pushed once per page, also by two tags that both were told it is the first view', () => {
    const page = createFakeWindow();
    const tilltag = createTilltag(page);
    expect(tilltag.push(toPush(), () => undefined)).toBe('pushed');
    expect(tilltag.push(toPush({ remember: false }), () => undefined)).toBe('already_pushed');
    expect(page.dataLayer).toHaveLength(2);
  });

  test('two properties on one page each push the event, report it under a claim of their own, and know it after a reload', async () => {
    const page = createFakeWindow([paid]);
    const tilltag = createTilltag(page);
    const other = { ...toPush().report, property_id: 'prop_87654321' };
    const query = { ...toRequest().query, property_id: other.property_id };
    expect(tilltag.push(toPush(), () => undefined)).toBe('pushed');
    tilltag.lookup(toRequest({ query }), () => undefined);
    expect(tilltag.push(toPush({ report: other }), () => undefined)).toBe('pushed');
    await page.pass(2000);
    const bodies = page.beacons.map(({ body }) => Object(body));
    expect(bodies.map(({ property_id }) => property_id)).toEqual(['prop_12345678', 'prop_87654321']);
    expect(bodies[1].claim).toBe(claimOf(page));
    expect(bodies[0].claim).not.toBe(bodies[1].claim);
    for (const request of [toRequest(), toRequest({ query })]) {
      expect(await lookUp(page.reload(), request)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    }
  });

  test('another event of the same session is pushed', () => {
    const page = createFakeWindow();
    const tilltag = createTilltag(page);
    tilltag.push(
      toPush({ report: { ...toPush().report, event_id: `checkout_pending:${sessionId}` } }),
      () => undefined,
    );
    expect(tilltag.push(toPush(), () => undefined)).toBe('pushed');
  });

  test('the event is marked as pushed before it is, so that a page that breaks in between pushes it at most once', () => {
    const page = createFakeWindow();
    Object.assign(page, {
      dataLayer: Object.assign([], {
        push: () => {
          throw new Error('another script’s wrapper');
        },
      }),
    });
    expect(createTilltag(page).push(toPush(), () => undefined)).toBeUndefined();
    expect(createTilltag(page.reload()).push(toPush(), () => undefined)).toBe('already_pushed');
  });

  test('where a wrapper of push throws, only the container’s own word is reported', async () => {
    for (const isProcessed of [true, false]) {
      const page = createFakeWindow();
      const dataLayer: unknown[] = [];
      const push = (message: unknown): void => {
        if (isProcessed) dataLayer[dataLayer.length] = message;
        if (Object(message).event) throw new Error('another script’s wrapper');
      };
      Object.assign(page, { dataLayer: Object.assign(dataLayer, { push }) });
      expect(createTilltag(page).push(toPush(), () => undefined)).toBeUndefined();
      callBack(page);
      await page.pass(5000);
      page.hide();
      expect(page.beacons).toHaveLength(isProcessed ? 1 : 0);
    }
  });

  test('something else under the data layer’s name is left alone, and the event stays unpushed', () => {
    const page = createFakeWindow();
    Object.assign(page, { dataLayer: { push: 'mine' } });
    const tilltag = createTilltag(page);
    expect(tilltag.push(toPush(), () => undefined)).toBe('no_data_layer');
    expect(tilltag.push(toPush({ dataLayer: 'other' }), () => undefined)).toBe('pushed');
  });
});

describe('lookup after a push', () => {
  test('a reload after the report is no first view and reports nothing', async () => {
    const page = await pushOn(createFakeWindow([paid]));
    await page.pass(2000);
    const reloaded = page.reload();
    expect(await lookUp(reloaded)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    expect(reloaded.beacons).toEqual([]);
  });

  test('a reload before the report is no first view, and sends the report with the same claim', async () => {
    const page = await pushOn(createFakeWindow([paid]));
    const reloaded = page.reload();
    expect(await lookUp(reloaded)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    expect(reloaded.beacons).toMatchObject([{ body: { event_id: eventId, claim: claimOf(page) } }]);
    const again = reloaded.reload();
    await lookUp(again);
    expect(again.beacons).toEqual([]);
  });

  test('a browser that can send no report at all still gets its answer, once', async () => {
    const page = await pushOn(createFakeWindow([paid]));
    const reloaded = page.reload();
    Reflect.deleteProperty(reloaded.navigator, 'sendBeacon');
    const { fetch } = reloaded;
    reloaded.fetch = (url, options) => {
      if (options.method === 'POST') throw new Error('another script’s wrapper');
      return fetch(url, options);
    };
    expect(await lookUp(reloaded)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
  });

  test('a second lookup on the page does not report before the container has called back', async () => {
    const page = createFakeWindow([paid]);
    const tilltag = createTilltag(page);
    tilltag.push(toPush(), () => undefined);
    const results: LookupResult[] = [];
    tilltag.lookup(toRequest(), (result) => results.push(result));
    await page.pass(0);
    expect(results).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    expect(page.beacons).toEqual([]);
    await page.pass(2000);
    expect(page.beacons).toHaveLength(1);
  });

  test('a reload of a pending checkout whose money has come is a first view of the purchase', async () => {
    const pending = { ...toPush().report, event_id: `checkout_pending:${sessionId}` };
    const page = await pushOn(createFakeWindow([paid]), { report: pending });
    expect(await lookUp(page.reload())).toMatchObject([{ ok: true, answer: { first_view: true } }]);
  });

  test('a push without storage leaves no mark', async () => {
    const page = await pushOn(createFakeWindow([paid]), { remember: false });
    await page.pass(2000);
    expect(page.stored.size).toBe(0);
  });

  test('a mark that becomes readable only when consent returns still prevents the second push', async () => {
    const page = await pushOn(createFakeWindow([paid]));
    const reloaded = page.reload();
    const tilltag = createTilltag(reloaded);
    tilltag.lookup(toRequest({ remember: false }), () => undefined);
    await reloaded.pass(0);
    expect(tilltag.push(toPush(), () => undefined)).toBe('already_pushed');
  });
});

describe('after', () => {
  test('calls back when the time is over, not before', async () => {
    const page = createFakeWindow();
    let calls = 0;
    expect(
      createTilltag(page).after(1000, () => {
        calls += 1;
      }),
    ).toBe(true);
    await page.pass(999);
    expect(calls).toBe(0);
    await page.pass(1);
    expect(calls).toBe(1);
  });
});

describe('strip', () => {
  test.each([
    [`?session_id=${sessionId}`, ''],
    [`?session_id=${sessionId}#top`, '#top'],
    [`?a=1&session_id=${sessionId}&b=%20x+y&c`, '?a=1&b=%20x+y&c'],
    [`?order=${sessionId}&copy=${sessionId}&a=`, '?a='],
  ])('%s becomes "%s", with the router’s state and the method that nobody has wrapped', (before, after) => {
    const page = createFakeWindow([], `https://shop.example.com/thanks/${before}`);
    expect(createTilltag(page).strip(sessionId)).toBe(true);
    expect(page.addresses).toEqual([`true /thanks/${after}`]);
  });

  test.each(['', '?a=1', '?session_id=other', `#${sessionId}`])('%s is left alone', (search) => {
    const page = createFakeWindow([], `https://shop.example.com/thanks${search}`);
    createTilltag(page).strip(sessionId);
    expect(page.addresses).toEqual([]);
  });
});

async function pushOn(page: FakeWindow, change: Partial<PushRequest> = {}): Promise<FakeWindow> {
  const tilltag = createTilltag(page);
  const remember = change.remember !== false;
  tilltag.lookup(toRequest({ remember }), () => undefined);
  await page.pass(0);
  tilltag.push(toPush(change), () => undefined);
  return page;
}

function callBack(page: FakeWindow): void {
  const messages: unknown = page.dataLayer;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (last instanceof Object && 'eventCallback' in last && typeof last.eventCallback === 'function') {
    last.eventCallback('GTM-TEST');
  }
}
