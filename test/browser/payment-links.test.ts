// The built loader on pages with payment links: what Chromium sends to the payment page, in all the ways that lead there.
// A host of the test stands for a payment page; what Stripe's own pages do with it only they can prove.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
// For the type of window.tilltag only.
import type {} from '../../gtm-templates/loader/tilltag.v1.ts';
import { buildLoader } from '../../scripts/compiler/build-loader.ts';
import { createDescription, toLinkRequest } from '../gtm-templates/loader/create-tilltag/link-clicks.ts';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, startFrontEnd } from './front-end.ts';

const loader = await buildLoader();
const request = toLinkRequest({ endpoint: 'https://tags.example.test/base', domains: ['pay.example.test'] });
const pay = 'https://pay.example.test/b/x';

interface Arrival {
  method: string;
  url: URL;
  body: string;
}

let frontEnd: FrontEnd;
let browser: Browser;
let page: Page;
let arrivals: Arrival[] = [];
let clicks: Record<string, unknown>[] = [];
let takesClicks = true;

function read(incoming: IncomingMessage, use: (body: string) => void): void {
  let body = '';
  incoming.setEncoding('utf8').on('data', (part: string) => {
    body += part;
  });
  incoming.on('end', () => use(body));
}

function serveShop(_request: IncomingMessage, response: ServerResponse): void {
  response
    .setHeader('content-type', 'text/html')
    .end(
      `<!doctype html><meta charset="utf-8"><title>Shop</title><script src="${request.endpoint}/checkout/tilltag.v1.js"></script><main></main>`,
    );
}

function serveTags(incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.url?.endsWith('.js')) {
    response.setHeader('content-type', 'text/javascript').end(loader.code);
    return;
  }
  read(incoming, (body) => {
    if (!takesClicks) {
      response.destroy();
      return;
    }
    clicks.push({ path: incoming.url, origin: incoming.headers.origin, ...JSON.parse(body) });
    response.writeHead(204).end();
  });
}

function servePayment(incoming: IncomingMessage, response: ServerResponse): void {
  read(incoming, (body) => {
    const url = new URL(incoming.url ?? '', pay);
    if (url.pathname === new URL(pay).pathname) arrivals.push({ method: incoming.method ?? '', url, body });
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Pay</title>');
  });
}

beforeAll(async () => {
  frontEnd = await startFrontEnd({
    'shop.example.test': serveShop,
    'tags.example.test': serveTags,
    'pay.example.test': servePayment,
  });
  browser = await launchChromium({ hostRules: frontEnd.hostRules });
});

afterAll(async () => {
  await browser.close();
  await frontEnd.close();
});

beforeEach(async () => {
  await page?.context().close();
  arrivals = [];
  clicks = [];
  takesClicks = true;
});

/** Opens the shop with this content and lets the loader take care of its links. */
async function open(html: string): Promise<void> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
  await page.goto('https://shop.example.test/');
  await show(html);
  await page.evaluate(
    ([asked, known]) =>
      window.tilltag?.links(asked, (clickId) => ({
        ...known,
        reference: `tt1_${clickId}`,
        report: { ...known.report, click_id: clickId },
      })),
    [request, createDescription('')] as const,
  );
}

function show(html: string): Promise<void> {
  return page.evaluate((content) => {
    const main = document.querySelector('main');
    if (main) main.innerHTML = content;
  }, html);
}

/** What the payment page was asked for, once it was. */
async function arrival(): Promise<Arrival> {
  await expect.poll(() => arrivals.length, { timeout: 20_000 }).toBe(1);
  const [first] = arrivals;
  if (!first) throw new Error('The arrival disappeared.');
  return first;
}

async function expectDecorated({ url }: Arrival, added: Record<string, string> = {}): Promise<void> {
  const { client_reference_id = '', ...others } = Object.fromEntries(url.searchParams);
  expect(others).toEqual({ utm_source: 'news-letter', utm_campaign: 'fall', ...added });
  await expect.poll(() => clicks.length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(clicks).toHaveLength(1);
  expect(client_reference_id).toBe(`tt1_${clicks[0]?.['click_id']}`);
  expect(clicks[0]).toMatchObject({ path: '/base/checkout/clicks', origin: 'https://shop.example.test' });
}

describe('payment links in Chromium', () => {
  test.each([
    ['a link', `<a id="go" href="${pay}?locale=de">Buy</a>`],
    ['an icon in a link', `<a href="${pay}?locale=de"><svg id="go" width="9" height="9"><use href="#i"/></svg></a>`],
    ['a link for a new tab', `<a id="go" target="_blank" href="${pay}?locale=de">Buy</a>`],
    ['a link whose address begins with the host', `<a id="go" href="  //pay.example.test/b/x?locale=de ">Buy</a>`],
    [
      'a link that is drawn',
      `<svg width="90" height="30"><a href="${pay}?locale=de"><rect id="go" width="90" height="30"/></a></svg>`,
    ],
    [
      'an area',
      `<img id="go" width="50" height="50" usemap="#map" alt=""><map name="map"><area shape="default" href="${pay}?locale=de"></map>`,
    ],
    ['a form', `<form action="${pay}"><input name="locale" value="de"><button id="go">Buy</button></form>`],
    [
      'a button of a form',
      `<form action="/cart"><input name="locale" value="de"><button id="go" formaction="${pay}">Buy</button></form>`,
    ],
    [
      'a posting form’s button',
      `<form method="post" action="/cart"><input id="go" type="submit" formaction="${pay}?locale=de"></form>`,
    ],
    ['a form that is posted', `<form method="post" action="${pay}?locale=de"><button id="go">Buy</button></form>`],
    ['a script that opens a window', `<button id="go" onclick="window.open('${pay}?locale=de')">Buy</button>`],
    [
      'a script that follows a link itself',
      `<a id="go" href="${pay}?locale=de" onclick="event.preventDefault(); window.open(this.href)">Buy</a>`,
    ],
  ])('%s leads to the payment page with passport and UTMs, and is told once', async (_, html) => {
    await open(html);
    await page.locator('#go').click({ force: true });
    await expectDecorated(await arrival(), { locale: 'de' });
  });

  test('the middle button and the Enter key do what a click does', async () => {
    await open(`<a id="go" href="${pay}">Buy</a>`);
    await page.locator('#go').click({ button: 'middle' });
    await expectDecorated(await arrival());
    arrivals = [];
    clicks = [];
    await open(`<a id="go" href="${pay}">Buy</a>`);
    await page.locator('#go').press('Enter');
    await expectDecorated(await arrival());
  });

  test('the right button decorates what its menu may open, and a click a second later counts anew', async () => {
    await open(`<a id="go" href="${pay}">Buy</a>`);
    await page.locator('#go').click({ button: 'right' });
    await expect.poll(() => clicks.length, { timeout: 20_000 }).toBe(1);
    const held = (await page.locator('#go').getAttribute('href')) ?? '';
    expect(new URL(held).searchParams.get('client_reference_id')).toBe(`tt1_${clicks[0]?.['click_id']}`);
    await page.waitForTimeout(1_100);
    clicks = [];
    await page.locator('#go').click();
    await expectDecorated(await arrival());
  });

  test('a link that is added later is decorated, as after a change of view in a single-page shop', async () => {
    await open('<p>Home</p>');
    await page.evaluate(() => history.pushState({}, '', '/product'));
    await show(`<a id="go" href="${pay}">Buy</a>`);
    await page.locator('#go').click();
    await expectDecorated(await arrival());
  });

  test('a link inside of open shadow roots is decorated', async () => {
    await open('<div id="host"></div>');
    await page.evaluate((href) => {
      const inner = document.createElement('div');
      inner.attachShadow({ mode: 'open' }).innerHTML = `<a id="go" href="${href}"><b>Buy</b></a>`;
      document.querySelector('#host')?.attachShadow({ mode: 'open' }).append(inner);
    }, pay);
    await page.locator('#go b').click();
    await expectDecorated(await arrival());
  });

  test('a form that script submits, without an event of its own, is decorated', async () => {
    await open(`<form id="form" action="${pay}"><input name="locale" value="de"></form>`);
    await page.evaluate(() => document.querySelector<HTMLFormElement>('#form')?.submit());
    await expectDecorated(await arrival(), { locale: 'de' });
  });

  test('the query and fragment of a link arrive character for character', async () => {
    const query = '?prefilled_email=a%2Bb%40c.de&x=%20+&y=ü';
    await open(`<a id="go" href="${pay}${query}#part">Buy</a>`);
    await page.locator('#go').click();
    const { url } = await arrival();
    expect(url.search).toMatch(/^\?prefilled_email=a%2Bb%40c\.de&x=%20\+&y=%C3%BC&client_reference_id=tt1_/);
    expect(page.url()).toMatch(/#part$/);
  });

  test('the snippet of an affiliate tool, which puts its reference on every link at load, and ours do not fight', async () => {
    await open(`<a id="go" href="${pay}">Buy</a>`);
    await page.evaluate(() => {
      for (const link of document.querySelectorAll('a')) link.href += '?client_reference_id=partner-7';
    });
    await page.locator('#go').click();
    expect(Object.fromEntries((await arrival()).url.searchParams)).toEqual({
      client_reference_id: 'partner-7',
      utm_source: 'news-letter',
      utm_campaign: 'fall',
    });
    await expect.poll(() => clicks.length).toBe(1);
  });

  test('where the click cannot be told, the link carries its passport all the same', async () => {
    takesClicks = false;
    await open(`<a id="go" href="${pay}">Buy</a>`);
    await page.locator('#go').click();
    expect((await arrival()).url.searchParams.get('client_reference_id')).toMatch(/^tt1_[\w-]{22}$/);
  });

  test('a page with 2,000 links, hostile ones among them, is not touched before a click, and throws nothing', async () => {
    const hostile = ['javascript:void 0', 'https://[', '//%', 'http:///', 'data:,x', '" onclick="x', '\u0000', 'tel:1'];
    const links = Array.from({ length: 2000 }, (_, index) => hostile[index % 20] ?? `${pay}?index=${index}`);
    await open(`<a id="go" href="${pay}">Buy</a>`);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const changed = await page.evaluate((hrefs) => {
      const anchors = hrefs.map((href) => {
        const anchor = document.body.appendChild(document.createElement('a'));
        anchor.setAttribute('href', href);
        anchor.addEventListener('click', (event) => event.preventDefault());
        return anchor;
      });
      const isTouched = anchors.some((anchor, index) => anchor.getAttribute('href') !== hrefs[index]);
      for (const anchor of anchors) if (!anchor.href.startsWith('https:') || anchor.href.includes('[')) anchor.click();
      return isTouched;
    }, links);
    expect(changed).toBe(false);
    expect(errors).toEqual([]);
    await page.locator('#go').click();
    await expectDecorated(await arrival());
  });

  test('window.open looks as it did', async () => {
    await open('');
    expect(await page.evaluate(() => [open.name, open.length, String(open)])).toEqual([
      'open',
      0,
      expect.stringContaining('[native code]'),
    ]);
  });
});

describe('Stripe’s elements in Chromium', () => {
  /** Reads the attribute as Stripe's do: when it is connected, and whenever it changes. */
  const define = () => {
    const seen: (string | null)[] = [];
    Object.assign(window, { seen });
    for (const name of ['stripe-buy-button', 'stripe-pricing-table']) {
      customElements.define(
        name,
        class extends HTMLElement {
          static observedAttributes = ['client-reference-id'];
          attributeChangedCallback(_name: string, _before: string | null, value: string | null): void {
            seen.push(value);
          }
        },
      );
    }
  };

  test.each(['stripe-buy-button', 'stripe-pricing-table'])(
    'a <%s> that is there, and one that comes later, each get a reference once and are told',
    async (name) => {
      await open(`<${name}></${name}>`);
      await page.evaluate(define);
      await expect.poll(() => clicks.length).toBe(1);
      await page.evaluate((tag) => document.body.append(document.createElement(tag)), name);
      await expect.poll(() => clicks.length).toBe(2);
      const references = await page.evaluate(
        (tag) => [...document.querySelectorAll(tag)].map((element) => element.getAttribute('client-reference-id')),
        name,
      );
      expect(references).toEqual(clicks.map(({ click_id }) => `tt1_${click_id}`));
      expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual(references);
    },
  );

  test('one that has a reference keeps it', async () => {
    await open(
      `<stripe-buy-button client-reference-id="user-7"></stripe-buy-button><stripe-buy-button></stripe-buy-button>`,
    );
    await expect.poll(() => clicks.length).toBe(1);
    expect(await page.locator('stripe-buy-button').first().getAttribute('client-reference-id')).toBe('user-7');
  });
});
