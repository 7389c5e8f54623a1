// The built loader on real pages: what Chromium sends, refuses and delivers, which a fake window can only claim.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LookupRequest, LookupResult, PushRequest } from '../../functions/contract/loader-protocol.ts';
// For the type of window.tilltag only.
import type {} from '../../gtm-templates/loader/tilltag.v1.ts';
import { buildLoader } from '../../scripts/compiler/build-loader.ts';
import { createAnswer, sessionId } from '../gtm-templates/loader/answers.ts';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, startFrontEnd } from './front-end.ts';

const loader = await buildLoader();
const endpoint = 'https://tags.example.test/base';
const eventId = `purchase:${sessionId}`;

interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let frontEnd: FrontEnd;
let browser: Browser;
let page: Page;
let seen: Seen[] = [];
let pageHeaders: Record<string, string> = {};
let answersLookups = true;

function serveShop(_request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(pageHeaders)) {
    response.setHeader(name, value);
  }
  response
    .setHeader('content-type', 'text/html')
    .end(`<!doctype html><title>Thanks</title><script src="${endpoint}/checkout/tilltag.v1.js"></script>`);
}

function serveTags(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.endsWith('.js')) {
    response.setHeader('content-type', 'text/javascript').end(loader.code);
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    if (request.method === 'POST') {
      response.writeHead(204).end();
    } else if (answersLookups) {
      response.setHeader('access-control-allow-origin', 'https://shop.example.test');
      response.end(JSON.stringify(createAnswer()));
    }
  });
}

beforeAll(async () => {
  frontEnd = await startFrontEnd({ 'shop.example.test': serveShop, 'tags.example.test': serveTags });
  browser = await launchChromium({ hostRules: frontEnd.hostRules });
});

afterAll(async () => {
  await browser.close();
  await frontEnd.close();
});

beforeEach(async () => {
  await page?.close();
  seen = [];
  pageHeaders = {};
  answersLookups = true;
  frontEnd.setHost('tags.example.test', serveTags);
});

async function open(path = '/thanks'): Promise<void> {
  page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(`https://shop.example.test${path}`);
}

function lookUp(timeoutMs = 10_000): Promise<LookupResult> {
  const query = { property_id: 'prop_12345678', checkout_session_id: sessionId };
  const asked: LookupRequest = { endpoint, query, timeoutMs, remember: true };
  return page.evaluate(
    (request) => new Promise<LookupResult>((resolve) => window.tilltag?.lookup(request, resolve)),
    asked,
  );
}

function push(): Promise<unknown> {
  const report = { property_id: 'prop_12345678', checkout_session_id: sessionId, event_id: eventId };
  const messages = [{ ecommerce: null }, { event: 'purchase' }];
  const pushed: PushRequest = { endpoint, report, dataLayer: 'dataLayer', messages, remember: true };
  return page.evaluate((request) => window.tilltag?.push(request, () => undefined), pushed);
}

async function reportSeen(): Promise<Seen> {
  const find = () => seen.find(({ method }) => method === 'POST');
  await expect.poll(find, { timeout: 20_000 }).toBeDefined();
  const report = find();
  if (!report) {
    throw new Error('The report disappeared.');
  }
  return report;
}

describe('tilltag.v1.js in Chromium', () => {
  test('a lookup carries the page’s origin, and neither its path nor a cookie', async () => {
    await open(`/thanks?session_id=${sessionId}`);
    await page
      .context()
      .addCookies([
        { name: 'known', value: '1', domain: 'tags.example.test', path: '/', secure: true, sameSite: 'None' },
      ]);
    expect(await lookUp()).toEqual({ ok: true, answer: createAnswer() });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.path).toMatch(/^\/base\/checkout\/sessions\.json\?property_id=prop_12345678&.*&claim=[\w-]{22}$/);
    expect(seen[0]?.headers.origin).toBe('https://shop.example.test');
    expect(seen[0]?.headers.referer).toBe('https://shop.example.test/');
    expect(seen[0]?.headers.cookie).toBeUndefined();
  });

  test('a page that sends no referrers is known by its origin all the same', async () => {
    pageHeaders = { 'referrer-policy': 'no-referrer' };
    await open();
    expect(await lookUp()).toMatchObject({ ok: true });
    expect(seen[0]?.headers.origin).toBe('https://shop.example.test');
  });

  test('the claim survives a reload of the tab, and another tab has its own', async () => {
    await open();
    await lookUp();
    await page.reload();
    await lookUp();
    await page.close();
    await open();
    await lookUp();
    const claims = seen.map(({ path }) => new URLSearchParams(path).get('claim'));
    expect(claims[1]).toBe(claims[0]);
    expect(claims[2]).not.toBe(claims[0]);
  });

  test('a Content-Security-Policy that forbids the connection is told from a function that is down', async () => {
    pageHeaders = { 'content-security-policy': "script-src https://tags.example.test; connect-src 'self'" };
    await open();
    expect(await lookUp()).toEqual({ ok: false, reason: 'csp' });
    await page.close();
    pageHeaders = {};
    await open();
    frontEnd.setHost('tags.example.test', undefined);
    expect(await lookUp()).toEqual({ ok: false, reason: 'network' });
  });

  test('a policy that only reports stops nothing', async () => {
    pageHeaders = { 'content-security-policy-report-only': "connect-src 'self'" };
    await open();
    expect(await lookUp()).toMatchObject({ ok: true });
  });

  test('a function that never answers ends in the time-out', async () => {
    answersLookups = false;
    await open();
    expect(await lookUp(200)).toEqual({ ok: false, reason: 'timeout' });
  });

  test('an answer without permission for this origin is no answer', async () => {
    frontEnd.setHost('tags.example.test', (request, response) =>
      request.url?.endsWith('.js') ? serveTags(request, response) : response.end(JSON.stringify(createAnswer())),
    );
    await open();
    expect(await lookUp()).toEqual({ ok: false, reason: 'network' });
  });

  test('the report goes out as plain text with the claim of the lookup, when the container calls back', async () => {
    await open();
    await lookUp();
    expect(await push()).toBe('pushed');
    await page.evaluate(() => Reflect.get(window, 'dataLayer').at(-1).eventCallback('GTM-TEST'));
    const report = await reportSeen();
    expect(report.path).toBe('/base/checkout/reports');
    expect(report.headers['content-type']).toMatch(/^text\/plain/);
    expect(JSON.parse(report.body)).toEqual({
      property_id: 'prop_12345678',
      checkout_session_id: sessionId,
      event_id: eventId,
      claim: new URLSearchParams(seen[0]?.path).get('claim'),
    });
  });

  test('the report arrives although the page is left before the container calls back', async () => {
    await open();
    await lookUp();
    await push();
    await page.goto('about:blank');
    expect(JSON.parse((await reportSeen()).body)).toMatchObject({ event_id: eventId });
  });

  test.each(['no-referrer', 'same-origin', 'strict-origin-when-cross-origin'])(
    'the report names its origin where the page’s referrer policy is %s',
    async (policy) => {
      pageHeaders = { 'referrer-policy': policy };
      await open();
      await push();
      await page.goto('about:blank');
      expect((await reportSeen()).headers.origin).toBe('https://shop.example.test');
    },
  );

  test('a reload after the push is no first view', async () => {
    await open();
    await lookUp();
    await push();
    await page.reload();
    expect(await lookUp()).toMatchObject({ ok: true, answer: { first_view: false } });
  });

  test('the session id leaves the address bar without the page’s state, and without calling what wraps replaceState', async () => {
    await open(`/thanks?a=%20x&session_id=${sessionId}#top`);
    const after = await page.evaluate((id) => {
      history.replaceState({ of: 'router' }, '');
      let calls = 0;
      history.replaceState = () => {
        calls += 1;
      };
      window.tilltag?.strip(id);
      return [location.href, history.state, calls];
    }, sessionId);
    expect(after).toEqual(['https://shop.example.test/thanks?a=%20x#top', { of: 'router' }, 0]);
  });
});
