// The bundled container on real pages: real loading, real Content-Security-Policy, real cookies and beacons.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// For the type of window.simulatedContainer only.
import type {} from '../../scripts/simulator/browser/start-in-browser.ts';
import { bundleContainer } from '../../scripts/simulator/container/bundle-container.ts';
import type { ContainerDescription, HostMap } from '../../scripts/simulator/container/container-description.ts';
import { makeTpl } from '../scripts/simulator/make-tpl.ts';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, startFrontEnd } from './front-end.ts';

let frontEnd: FrontEnd;
let browser: Browser;
let containerScript = '';
let policy = '';
const hits: string[] = [];
const printed: string[] = [];

function serveShop(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/container.js') {
    response.setHeader('content-type', 'text/javascript').end(containerScript);
    return;
  }
  if (policy) {
    response.setHeader('content-security-policy', policy);
  }
  response
    .setHeader('content-type', 'text/html')
    .end('<!doctype html><meta charset="utf-8"><title>Thank you</title><script src="/container.js"></script>');
}

function serveTags(_request: IncomingMessage, response: ServerResponse): void {
  response
    .setHeader('content-type', 'text/javascript')
    .end('window.helper = { greet: (name, callback) => callback({ greeting: "hello " + name, when: new Date() }) };');
}

function collect(request: IncomingMessage, response: ServerResponse): void {
  hits.push(request.url ?? '');
  response.writeHead(204).end();
}

beforeAll(async () => {
  frontEnd = await startFrontEnd({
    'shop.example.test': serveShop,
    'tags.example.test': serveTags,
    'other.example.test': serveTags,
    'collector.example.test': collect,
  });
  browser = await launchChromium({ hostRules: frontEnd.hostRules });
});

afterAll(async () => {
  await browser.close();
  await frontEnd.close();
});

const helperTag = makeTpl({
  name: 'Helper tag',
  code: `
const callInWindow = require('callInWindow');
const createQueue = require('createQueue');
const injectScript = require('injectScript');
const log = require('logToConsole');
injectScript(data.url, () => {
  callInWindow('helper.greet', data.who, (answer) => {
    log(answer.greeting, answer.when);
    const push = createQueue('dataLayer');
    push({ ecommerce: null });
    push({ event: 'purchase', ecommerce: { transaction_id: 'cs_1', value: 49.5, currency: 'EUR', items: [{ item_id: 'a', price: 49.5, quantity: 1 }] } });
    data.gtmOnSuccess();
  });
}, data.gtmOnFailure, data.url);
`,
  permissions: {
    logging: { environments: 'debug' },
    inject_script: { urls: ['https://tags.example.test/*'] },
    access_globals: {
      keys: [
        { key: 'helper.greet', read: false, write: false, execute: true },
        { key: 'dataLayer', read: true, write: true, execute: false },
      ],
    },
  },
});

function describeContainer(url: string): ContainerDescription {
  return {
    publicId: 'GTM-TEST',
    isPreview: true,
    variables: [{ name: 'Who', constant: 'Ada' }],
    tags: [
      { name: 'Helper', template: helperTag, fields: { url, who: '{{Who}}' }, trigger: { on: 'page_view' } },
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
  };
}

async function openShop(description: ContainerDescription, hostMap: HostMap = {}, csp = ''): Promise<Page> {
  hits.length = 0;
  printed.length = 0;
  policy = csp;
  containerScript = await bundleContainer(description, { hostMap });
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  page.on('console', (message) => printed.push(message.text()));
  await page.goto('https://shop.example.test/');
  await page.waitForFunction(() => window.simulatedContainer?.tags.every(({ status }) => status !== 'running'));
  return page;
}

const readTags = (page: Page) => page.evaluate(() => window.simulatedContainer?.tags);

/** A tag that tries, on the real page, what a fake one cannot prove, and logs what came of it. */
const pageTag = makeTpl({
  name: 'Page tag',
  code: `
const log = require('logToConsole');
const getCookieValues = require('getCookieValues');
const localStorage = require('localStorage');
const setCookie = require('setCookie');
setCookie('kept', 'a b', { domain: 'auto', path: '/', samesite: 'Lax', secure: true });
log('cookie', getCookieValues('kept')[0]);
log('stored', localStorage.setItem('k', 'v'), localStorage.getItem('k'));
log('title', require('readTitle')(), require('readCharacterSet')());
log('address', require('getUrl')());
log('window', require('callInWindow')('document.hasFocus'), require('copyFromWindow')('document'));
require('sendPixel')('https://collector.example.test/pixel', undefined, () => {
  require('sha256')('abc', (digest) => {
    log('digest', digest);
    data.gtmOnSuccess();
  }, data.gtmOnFailure, { outputEncoding: 'hex' });
});
`,
  permissions: {
    logging: { environments: 'debug' },
    get_cookies: { cookieAccess: 'any' },
    set_cookies: { allowedCookies: [{ name: 'kept', domain: '*', path: '*', secure: 'any', session: 'any' }] },
    access_local_storage: { keys: [{ key: 'k', read: true, write: true }] },
    read_title: {},
    read_character_set: {},
    get_url: { urlParts: 'any', queriesAllowed: 'any' },
    send_pixel: { allowedUrls: 'any' },
    access_globals: {
      keys: [
        { key: 'document', read: true, write: false, execute: false },
        { key: 'document.hasFocus', read: false, write: false, execute: true },
      ],
    },
  },
});

describe('bundleContainer', () => {
  test('a template loads a script, calls it, and pushes a purchase that reaches the collector', async () => {
    const page = await openShop(describeContainer('https://tags.example.test/helper.js'));
    expect(await readTags(page)).toEqual([
      { name: 'Helper', event: 'gtm.js', status: 'succeeded' },
      { name: 'GA4', event: 'purchase', status: 'succeeded' },
    ]);
    expect(await page.evaluate(() => window.simulatedContainer?.consoleLines)).toEqual(['hello Ada undefined']);
    await expect.poll(() => hits.length).toBe(1);
    const hit = new URL(hits[0] ?? '', 'https://collector.example.test');
    expect(hit.pathname).toBe('/g/collect');
    expect(Object.fromEntries(hit.searchParams)).toMatchObject({
      v: '2',
      tid: 'G-TEST',
      en: 'purchase',
      cu: 'EUR',
      'ep.transaction_id': 'cs_1',
      'epn.value': '49.5',
      pr1: 'ida~pr49.5~qt1',
      dl: 'https://shop.example.test/',
    });
    await page.close();
  });

  test('a script from a host outside the permission is not loaded', async () => {
    const page = await openShop(describeContainer('https://other.example.test/helper.js'));
    expect(await readTags(page)).toMatchObject([{ name: 'Helper', event: 'gtm.js', status: 'failed' }]);
    expect(await page.evaluate(() => window.simulatedContainer?.problems)).toEqual([
      expect.stringContaining('inject_script does not cover https://other.example.test/helper.js'),
    ]);
    await page.close();
  });

  test('a script that Content-Security-Policy blocks calls gtmOnFailure, and the container itself needs no eval', async () => {
    const page = await openShop(
      describeContainer('https://tags.example.test/helper.js'),
      {},
      "script-src https://shop.example.test; default-src 'none'",
    );
    expect(await readTags(page)).toEqual([{ name: 'Helper', event: 'gtm.js', status: 'failed' }]);
    expect(await page.evaluate(() => window.simulatedContainer?.problems)).toEqual([]);
    await page.close();
  });

  test('a mapped host is checked by its own name and loaded from the other, which the console says', async () => {
    const page = await openShop(describeContainer('https://tags.example.test/helper.js'), {
      'https://tags.example.test': 'https://other.example.test',
    });
    const sources = await page.evaluate(() => [...document.scripts].map(({ src }) => src));
    expect(sources).toContain('https://other.example.test/helper.js');
    expect(printed.filter((line) => line.includes('tags.example.test'))).toHaveLength(1);
    expect(await readTags(page)).toHaveLength(2);
    await page.close();
  });

  test('cookies, storage, address, pixels and digests are the page’s own, the document stays out of reach', async () => {
    const page = await openShop({
      publicId: 'GTM-TEST',
      isPreview: true,
      variables: [],
      tags: [{ name: 'Page', template: pageTag, fields: {}, trigger: { on: 'page_view' } }],
    });
    expect(await page.evaluate(() => window.simulatedContainer?.consoleLines)).toEqual([
      'cookie a b',
      'stored true v',
      'title Thank you UTF-8',
      'address https://shop.example.test/',
      'window undefined undefined',
      'digest ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ]);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, domain }) => `${name} ${domain}`)).toEqual(['kept .example.test']);
    expect(hits).toContain('/pixel');
    expect(await readTags(page)).toEqual([{ name: 'Page', event: 'gtm.js', status: 'succeeded' }]);
    await page.close();
  });
});
