// Both built templates in a container on a real page: from the address of a thank-you page to a hit that GA4 would get.
// The function is scripted here; that the real one answers so is proved where it runs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errorDefinitions } from '../../functions/contract/errors.ts';
import { buildLoader } from '../../scripts/compiler/build-loader.ts';
import { buildTemplates } from '../../scripts/compiler/build-templates.ts';
// For the type of window.simulatedContainer only.
import type {} from '../../scripts/simulator/browser/start-in-browser.ts';
import { bundleContainer } from '../../scripts/simulator/bundle-container.ts';
import { createAnswer, createError, sessionId } from '../gtm-templates/loader/answers.ts';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, startFrontEnd } from './front-end.ts';

const shop = 'https://shop.example.test';
const endpoint = 'https://tags.example.test';
const thanks = `/thanks?session_id=${sessionId}`;

let frontEnd: FrontEnd;
let browser: Browser;
let page: Page | undefined;
let container: string;
let loader: string;
/** What the servers saw: `lookup`, `hit`, `report`; in no order, since each has a connection of its own. */
let seen: string[] = [];
let hits: URL[] = [];
let pageScript = '';
let pagePolicy = '';
let isRefused = false;

function serveShop(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/container.js') {
    response.setHeader('content-type', 'text/javascript').end(container);
    return;
  }
  if (pagePolicy) {
    response.setHeader('content-security-policy', pagePolicy);
  }
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><title>Thanks</title>${pageScript}<script src="/container.js"></script>`);
}

function serveTags(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', endpoint);
  if (pathname === '/checkout/tilltag.v1.js') {
    response.setHeader('content-type', 'text/javascript').end(loader);
  } else if (pathname === '/checkout/reports') {
    seen.push('report');
    response.writeHead(204).end();
  } else {
    seen.push('lookup');
    response.setHeader('access-control-allow-origin', isRefused ? '*' : shop);
    const status = isRefused ? errorDefinitions.host_not_allowed.status : 200;
    response.writeHead(status).end(JSON.stringify(isRefused ? createError('host_not_allowed') : createAnswer()));
  }
}

function collect(request: IncomingMessage, response: ServerResponse): void {
  seen.push('hit');
  hits.push(new URL(request.url ?? '', 'https://collector.example.test'));
  response.writeHead(204).end();
}

async function bundle(): Promise<string> {
  const built = await buildTemplates({ types: 'none', baking: { endpoint, propertyId: 'prop_12345678' } });
  const read = (folder: string): string => built.find(({ name }) => name === folder)?.tpl ?? '';
  return bundleContainer({
    publicId: 'GTM-TEST',
    isPreview: true,
    variables: [{ name: 'Checkout Session ID', template: read('checkout-session-id-variable'), fields: {} }],
    tags: [
      {
        name: 'Checkout',
        template: read('checkout-conversion-tag'),
        fields: { stripSessionId: true },
        trigger: { on: 'page_view' },
      },
      {
        name: 'GA4',
        googleAnalytics: {
          measurementId: 'G-TEST',
          collectorUrl: 'https://collector.example.test',
          event: '{{Event}}',
        },
        trigger: { on: 'custom_event', event: 'purchase' },
      },
    ],
  });
}

beforeAll(async () => {
  [container, { code: loader }] = await Promise.all([bundle(), buildLoader()]);
  frontEnd = await startFrontEnd({
    'shop.example.test': serveShop,
    'tags.example.test': serveTags,
    'collector.example.test': collect,
  });
  browser = await launchChromium({ hostRules: frontEnd.hostRules });
});

afterAll(async () => {
  await browser.close();
  await frontEnd.close();
});

beforeEach(async () => {
  await page?.close();
  page = undefined;
  seen = [];
  hits = [];
  pageScript = '';
  pagePolicy = '';
  isRefused = false;
});

async function open(path: string): Promise<Page> {
  page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(shop + path);
  await settle(page);
  return page;
}

function settle(opened: Page): Promise<unknown> {
  return opened.waitForFunction(() => window.simulatedContainer?.tags.every(({ status }) => status !== 'running'));
}

const readTags = (opened: Page) => opened.evaluate(() => window.simulatedContainer?.tags);
const readLines = (opened: Page) => opened.evaluate(() => window.simulatedContainer?.consoleLines);
const readProblems = (opened: Page) => opened.evaluate(() => window.simulatedContainer?.problems);

describe('checkout conversion tag in Chromium', () => {
  test('a thank-you page becomes one hit with the purchase, and one report', async () => {
    const opened = await open(thanks);
    await expect.poll(() => [...seen].sort(), { timeout: 20_000 }).toEqual(['hit', 'lookup', 'report']);
    expect(await readTags(opened)).toEqual([
      { name: 'Checkout', event: 'gtm.js', status: 'succeeded' },
      { name: 'GA4', event: 'purchase', status: 'succeeded' },
    ]);
    expect(await readProblems(opened)).toEqual([]);
    expect(await readLines(opened)).toEqual(['Tilltag: pushed purchase 49.50 EUR.']);
    expect(Object.fromEntries(hits[0]?.searchParams ?? [])).toMatchObject({
      en: 'purchase',
      cu: 'EUR',
      'epn.value': '49.5',
      'ep.transaction_id': sessionId,
    });
    expect(opened.url()).toBe(`${shop}/thanks`);
  });

  test('the back button and a reload add no hit', async () => {
    const opened = await open(`${thanks}&keep=1`);
    await expect.poll(() => seen, { timeout: 20_000 }).toContain('report');
    await opened.goto(`${shop}/elsewhere`);
    await opened.goBack();
    await opened.goto(shop + thanks);
    await settle(opened);
    expect(await readLines(opened)).toEqual([expect.stringContaining('nothing pushed')]);
    expect(hits).toHaveLength(1);
  });

  test('a page without a session id asks nothing', async () => {
    const opened = await open('/thanks');
    expect(await readTags(opened)).toEqual([{ name: 'Checkout', event: 'gtm.js', status: 'succeeded' }]);
    expect(seen).toEqual([]);
  });

  test('consent that a banner restores late still gets the whole event', async () => {
    const consent = (command: string, state: string) =>
      `gtag('consent', '${command}', { ad_user_data: '${state}', ad_storage: '${state}', analytics_storage: '${state}' });`;
    pageScript = `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
      ${consent('default', 'denied')} setTimeout(() => { ${consent('update', 'granted')} }, 200);</script>`;
    const opened = await open(thanks);
    await expect.poll(() => hits.length, { timeout: 20_000 }).toBe(1);
    const event = await opened.evaluate(() =>
      Reflect.get(window, 'dataLayer').find((message: { event?: string }) => message.event === 'purchase'),
    );
    expect(event).toMatchObject({ customer_email: 'buyer@example.com' });
  });

  test('a policy that blocks the script is answered with the line to add', async () => {
    pagePolicy = "script-src 'self'";
    const opened = await open(thanks);
    expect(await readTags(opened)).toEqual([{ name: 'Checkout', event: 'gtm.js', status: 'failed' }]);
    expect(await readLines(opened)).toEqual([
      expect.stringContaining(`script-src ${endpoint}; connect-src ${endpoint}`),
    ]);
  });

  test('the line that was to be added is enough', async () => {
    pagePolicy = `default-src 'none'; script-src 'self' ${endpoint}; connect-src https://collector.example.test ${endpoint}`;
    await open(thanks);
    await expect.poll(() => [...seen].sort(), { timeout: 20_000 }).toEqual(['hit', 'lookup', 'report']);
  });

  test('an error of the function can be read by a page that is not allowed, and names its host', async () => {
    isRefused = true;
    const opened = await open(thanks);
    expect(await readLines(opened)).toEqual([expect.stringContaining('Add shop.example.test to the hostnames')]);
    expect(hits).toEqual([]);
  });
});
