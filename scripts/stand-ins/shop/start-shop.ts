// The demo shop: a shelf, a landing page, all ways to buy, all that can become of a payment, and the thank-you page that
// shows what the tags did.
//
// What it proves: that the built templates, the loader, the function and the Stripe SDK work together over real HTTP.
// What only a real site can prove: that Google's own GTM accepts and runs the templates, and that Stripe's own pages
// behave as their stand-ins do.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bundleScript } from '../page/bundle-script.ts';
import { sendPage, sendRedirect } from '../page/layout.ts';
import { type LocalServer, startLocalServer } from '../page/start-local-server.ts';
import { homePage } from './home-page.ts';
import { lifePage, mailedPath } from './life-page.ts';
import { noPropertyPage, ownPricingPage, ownThanksPage } from './own/own-pages.ts';
import type { OwnShops } from './own/own-shop.ts';
import type { ShopNeighbours } from './shop-frame.ts';
import { thanksPage } from './thanks-page.ts';
import { waysPage } from './ways-page.ts';

export interface ShopOptions extends ShopNeighbours {
  /** 0 takes any free port. */
  port: number;
  /** The script of the page's container. */
  containerScript: string;
  /** The properties that have pages of their own here. */
  ownShops: OwnShops;
}

/** What every answer needs. */
interface Shop {
  neighbours: ShopNeighbours;
  scripts: Readonly<Record<string, string>>;
  ownShops: OwnShops;
}

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startShop(options: ShopOptions): Promise<LocalServer> {
  const { port, containerScript, ownShops, ...neighbours } = options;
  const scripts = {
    '/container.js': containerScript,
    '/thanks.js': await bundleScript(new URL('./thanks/watch-page.ts', import.meta.url)),
  };
  return startLocalServer(port, (request, response) => answer(request, response, { neighbours, scripts, ownShops }));
}

const ownPath = /^\/p\/([A-Za-z0-9_-]{8,64})\/(pricing|thank-you|container\.js)$/;

async function answer(request: IncomingMessage, response: ServerResponse, shop: Shop): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const [, propertyId, page] = ownPath.exec(url.pathname) ?? [];
  if (propertyId === undefined) answerOfShop(url, response, shop);
  else if (page === 'container.js') sendScript(response, await shop.ownShops.bundle(propertyId));
  else await answerOwn(url, response, { ...shop, propertyId });
}

async function answerOwn(
  { pathname, searchParams }: URL,
  response: ServerResponse,
  { neighbours, ownShops, propertyId }: Shop & { propertyId: string },
): Promise<void> {
  const shop = await ownShops.find(propertyId);
  if (shop === undefined) {
    sendPage(response, 404, noPropertyPage(neighbours));
    return;
  }
  const own = { neighbours, propertyId, shop };
  sendPage(response, 200, pathname.endsWith('/pricing') ? ownPricingPage(own, searchParams) : ownThanksPage(own));
}

function sendScript(response: ServerResponse, script: string | undefined): void {
  response
    .writeHead(script === undefined ? 404 : 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-store',
    })
    .end(script ?? '');
}

function answerOfShop(url: URL, response: ServerResponse, { neighbours, scripts }: Shop): void {
  if (Object.hasOwn(scripts, url.pathname)) {
    sendScript(response, scripts[url.pathname]);
  } else if (url.pathname === '/thanks') {
    sendPage(response, 200, thanksPage(neighbours));
  } else if (url.pathname === mailedPath) {
    // A redirect from an address of the shop's own is no payment link to the container, which therefore decorates none.
    sendRedirect(response, `${neighbours.stripeUrl}/test_notebook`);
  } else if (url.pathname === '/life') {
    sendPage(response, 200, lifePage(neighbours));
  } else if (/^\/ways(\/|$)/.test(url.pathname)) {
    sendPage(response, 200, waysPage(neighbours, url.searchParams));
  } else {
    const isLanding = url.pathname === '/autumn';
    sendPage(
      response,
      isLanding || url.pathname === '/' ? 200 : 404,
      homePage(neighbours, url.searchParams, isLanding),
    );
  }
}
