// The shop's pages over real HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServer } from '../../../../scripts/stand-ins/page/start-local-server.ts';
import { embeds, products, toPaymentLinks } from '../../../../scripts/stand-ins/shop/catalog.ts';
import { startShop } from '../../../../scripts/stand-ins/shop/start-shop.ts';

let shop: LocalServer;

beforeAll(async () => {
  shop = await startShop({
    port: 0,
    containerScript: 'window.container = 1;',
    ownShops: { find: async () => undefined, bundle: async () => undefined },
    stripeUrl: 'http://127.0.0.1:1',
    collectorUrl: 'http://127.0.0.1:2',
    graceSeconds: 42,
  });
});

afterAll(() => shop.close());

const read = async (path: string) => (await fetch(shop.url + path)).text();

describe('startShop', () => {
  it('sells every product through its payment link', async () => {
    const page = await read('/');
    for (const { slug, name } of products) {
      expect(page).toContain(`href="http://127.0.0.1:1/test_${slug}"`);
      expect(page).toContain(name);
    }
  });

  it('names the campaign of the visit, escaped, and puts it on no link: that is the container’s work', async () => {
    const page = await read('/autumn?utm_source=newsletter&utm_term=%22%3E%3Cb&gclid=x&other=y');
    expect(page).toContain(
      '<code>utm_source=newsletter</code> <code>utm_term=&quot;&gt;&lt;b</code> <code>gclid=x</code>',
    );
    expect(page).not.toContain('other=y');
    expect(page).toContain('href="http://127.0.0.1:1/test_notebook"');
    expect(page).not.toMatch(/href="http:\/\/127\.0\.0\.1:1\/test_[^"]*\?/);
  });

  it('has a page with every way to a payment link, also under the addresses of its views', async () => {
    for (const path of ['/ways', '/ways/notebook']) {
      const page = await read(path);
      for (const way of [
        'target="_blank"',
        '<area ',
        ' formaction=',
        'data-open=',
        'data-view=',
        '<stripe-buy-button ',
        '<stripe-pricing-table ',
      ]) {
        expect(page, way).toContain(way);
      }
    }
    expect(await read('/ways?utm_source=newsletter')).toContain('<code>utm_source=newsletter</code>');
    expect((await fetch(`${shop.url}/waysand`)).status).toBe(404);
  });

  it('has a page with all that can become of a payment, and says what GA4 gets then, and when', async () => {
    const page = await read('/life');
    for (const event of [
      'purchase',
      'checkout_failed',
      'checkout_expired',
      'refund',
      'trial_start',
      'trial_converted',
      'subscription_renewal',
      'subscription_refund',
      'subscription_cancel',
      'dispute',
    ]) {
      expect(page).toContain(`<code>${event}</code>`);
    }
    expect(page).toContain('from the server, after 42 seconds');
    for (const path of ['/test_journal', '/test_postcards', '/dashboard', '/payments']) {
      expect(page).toContain(`href="http://127.0.0.1:1${path}"`);
    }
  });

  it('leads to a payment link that no page decorates, as a mail does', async () => {
    expect(await read('/life')).toContain('href="/mailed"');
    const mailed = await fetch(`${shop.url}/mailed`, { redirect: 'manual' });
    expect([mailed.status, mailed.headers.get('location')]).toEqual([303, 'http://127.0.0.1:1/test_notebook']);
  });

  it('says on the thank-you page in how many seconds the server would have told of the purchase', async () => {
    expect(await read('/thanks')).toContain('42 seconds after the payment');
  });

  it('loads the watcher before the container on the thank-you page', async () => {
    const page = await read('/thanks?session_id=cs_test_1');
    expect(page.indexOf('src="/thanks.js"')).toBeGreaterThan(0);
    expect(page.indexOf('src="/thanks.js"')).toBeLessThan(page.indexOf('src="/container.js"'));
    expect(await read('/container.js')).toBe('window.container = 1;');
    expect(await read('/thanks.js')).toContain('simulatedContainer');
  });

  it('fetches nothing from elsewhere', async () => {
    // On /ways stand Stripe's own scripts, from its stand-in.
    for (const path of ['/', '/life', '/thanks']) {
      const sources = [...(await read(path)).matchAll(/(?:src|@import|url\()\s*=?["']?(https?:[^"')\s]+)/g)];
      expect(sources.map(([, source]) => source)).toEqual([]);
    }
  });

  it('answers 404 to an address it does not have', async () => {
    expect((await fetch(`${shop.url}/nothing`)).status).toBe(404);
  });
});

describe('toPaymentLinks', () => {
  it('covers each currency and each way a checkout can go', () => {
    const links = toPaymentLinks('http://127.0.0.1:3');
    expect(new Set(links.map(({ currency }) => currency))).toEqual(new Set(['usd', 'eur', 'jpy', 'kwd', 'isk']));
    expect(links.filter(({ trialDays }) => trialDays !== undefined)).toHaveLength(1);
    expect(links.filter(({ discount }) => discount?.percentOff === 100)).toHaveLength(1);
    expect(links.filter(({ offersBankDebit }) => offersBankDebit)).toHaveLength(1);
    expect(links.filter(({ afterCompletion }) => 'confirmation' in afterCompletion)).toHaveLength(1);
    expect(links.filter(({ buyButtonId }) => buyButtonId === embeds.buyButtonId)).toHaveLength(1);
    expect(links.filter(({ pricingTableId }) => pricingTableId === embeds.pricingTableId)).toHaveLength(2);
  });

  it('leads back to the thank-you page with the placeholder as Stripe wants it', () => {
    expect(toPaymentLinks('http://127.0.0.1:3')[0]?.afterCompletion).toEqual({
      redirectUrl: 'http://127.0.0.1:3/thanks?session_id={CHECKOUT_SESSION_ID}',
    });
  });
});
