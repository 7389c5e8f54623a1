// Pages of a shop with the built loader, in Chromium, whose links lead to a payment page; anew for each test.
// A host of the test stands for the payment page; what Stripe's own pages do with what arrives only they can prove.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
// For the type of window.tilltag only.
import type {} from '../../gtm-templates/loader/tilltag.v1.ts';
import { buildLoader } from '../../scripts/compiler/build-loader.ts';
import { createDescription, toLinkRequest } from '../gtm-templates/loader/create-tilltag/link-clicks.ts';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, startFrontEnd } from './front-end.ts';

const loader = await buildLoader();
const request = toLinkRequest({ endpoint: 'https://tags.example.test/base', domains: ['pay.example.test'] });

/** The address of the payment page. */
export const pay = 'https://pay.example.test/b/x';

/** One request for the payment page. */
export interface Arrival {
  method: string;
  url: URL;
  body: string;
}

/** What the shop's page and both servers saw in the running test. */
export interface LinkPages {
  page: () => Page;
  /** The reports of clicks, each with its path and origin. */
  clicks: () => readonly Record<string, unknown>[];
  /** Forgets arrivals and clicks. */
  forget: () => void;
  /** From now on no report of a click is taken. */
  refuseClicks: () => void;
  /** Opens the shop with this content, and lets the loader take care of its links. */
  open: (html: string) => Promise<void>;
  /** Changes the content of the page. */
  show: (html: string) => Promise<void>;
  /** What the payment page was asked for, once it was. */
  arrival: () => Promise<Arrival>;
  /** That the payment page was asked for with the campaign, these parameters and the passport of the one click. */
  expectDecorated: (arrival: Arrival, added?: Record<string, string>) => Promise<void>;
}

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

/** What the servers saw. */
interface Seen {
  arrivals: Arrival[];
  clicks: Record<string, unknown>[];
  takesClicks: boolean;
}

function serveTags(seen: Seen, incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.url?.endsWith('.js')) {
    response.setHeader('content-type', 'text/javascript').end(loader.code);
    return;
  }
  read(incoming, (body) => {
    if (!seen.takesClicks) {
      response.destroy();
      return;
    }
    seen.clicks.push({ path: incoming.url, origin: incoming.headers.origin, ...JSON.parse(body) });
    response.writeHead(204).end();
  });
}

function servePayment({ arrivals }: Seen, incoming: IncomingMessage, response: ServerResponse): void {
  read(incoming, (body) => {
    const url = new URL(incoming.url ?? '', pay);
    if (url.pathname === new URL(pay).pathname) arrivals.push({ method: incoming.method ?? '', url, body });
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Pay</title>');
  });
}

/** Sets the surroundings up for the tests of a file. */
export function useLinkPages(): LinkPages {
  const seen: Seen = { arrivals: [], clicks: [], takesClicks: true };
  let frontEnd: FrontEnd;
  let browser: Browser;
  let page: Page;
  const forget = (): void => {
    seen.arrivals.length = 0;
    seen.clicks.length = 0;
  };
  beforeAll(async () => {
    frontEnd = await startFrontEnd({
      'shop.example.test': serveShop,
      'tags.example.test': (incoming, response) => serveTags(seen, incoming, response),
      'pay.example.test': (incoming, response) => servePayment(seen, incoming, response),
    });
    browser = await launchChromium({ hostRules: frontEnd.hostRules });
  });
  afterAll(async () => {
    await browser.close();
    await frontEnd.close();
  });
  beforeEach(async () => {
    await page?.context().close();
    forget();
    seen.takesClicks = true;
  });
  const show: LinkPages['show'] = (html) =>
    page.evaluate((content) => {
      const main = document.querySelector('main');
      if (main) main.innerHTML = content;
    }, html);
  return {
    ...{ page: () => page, clicks: () => seen.clicks, forget, show },
    refuseClicks: () => {
      seen.takesClicks = false;
    },
    async open(html) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      page = await context.newPage();
      await page.goto('https://shop.example.test/');
      await show(html);
      await letLoaderDecorate(page);
    },
    async arrival() {
      await expect.poll(() => seen.arrivals.length, { timeout: 20_000 }).toBe(1);
      const [first] = seen.arrivals;
      if (!first) throw new Error('The arrival disappeared.');
      return first;
    },
    async expectDecorated({ url }, added = {}) {
      const { client_reference_id = '', ...others } = Object.fromEntries(url.searchParams);
      expect(others).toEqual({ utm_source: 'news-letter', utm_campaign: 'fall', ...added });
      await expect.poll(() => seen.clicks.length, { timeout: 20_000 }).toBeGreaterThan(0);
      expect(seen.clicks).toHaveLength(1);
      const [click] = seen.clicks;
      expect(client_reference_id).toBe(`tt1_${click?.['click_id']}`);
      expect(click).toMatchObject({ path: '/base/checkout/clicks', origin: 'https://shop.example.test' });
    },
  };
}

async function letLoaderDecorate(page: Page): Promise<void> {
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
