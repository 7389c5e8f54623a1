// The pages that a property of one's own has in the demo, over real HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServer } from '../../../../../scripts/stand-ins/page/start-local-server.ts';
import type { OwnShop } from '../../../../../scripts/stand-ins/shop/own/own-shop.ts';
import { startShop } from '../../../../../scripts/stand-ins/shop/start-shop.ts';

const own: OwnShop = {
  name: 'Tea <& Co>',
  links: [
    { url: 'http://127.0.0.1:1/test_good', leadsBack: true },
    { url: 'http://127.0.0.1:1/test_lost', leadsBack: false },
  ],
  testStepUrl: 'http://127.0.0.1:3/console/step',
};
const troubled: OwnShop = { ...own, links: [], trouble: 'No key yet.' };
const shops: Record<string, OwnShop> = { tt_ownProperty: own, tt_withoutKey: troubled };

let shop: LocalServer;

beforeAll(async () => {
  shop = await startShop({
    port: 0,
    containerScript: 'window.container = 1;',
    ownShops: {
      find: async (id) => shops[id],
      bundle: async (id) => (id in shops ? `window.container = '${id}';` : undefined),
    },
    stripeUrl: 'http://127.0.0.1:1',
    collectorUrl: 'http://127.0.0.1:2',
    graceSeconds: 42,
  });
});

afterAll(() => shop.close());

const read = async (path: string) => (await fetch(shop.url + path)).text();

describe('the pages of a property', () => {
  it('sell through its payment links, and say which of them lead nobody back', async () => {
    const page = await read('/p/tt_ownProperty/pricing');
    expect(page).toContain('Tea &lt;&amp; Co&gt;');
    expect(page).toMatch(
      /come back to your thank-you page\.<\/p><a class="button" href="http:\/\/127\.0\.0\.1:1\/test_good"/,
    );
    expect(page).toMatch(/fifth step .*<a class="button plain" href="http:\/\/127\.0\.0\.1:1\/test_lost"/);
  });

  it('name the campaign of the visit, and ways to come with one that keep to the page', async () => {
    expect(await read('/p/tt_ownProperty/pricing?utm_source=newsletter')).toContain(
      '<code>utm_source=newsletter</code>',
    );
    expect(await read('/p/tt_ownProperty/pricing')).toContain('href="/p/tt_ownProperty/pricing?utm_source=newsletter');
  });

  it('say what is missing where there is nothing to sell', async () => {
    expect(await read('/p/tt_withoutKey/pricing')).toContain('No key yet.');
  });

  it('load the property’s own container, on the thank-you page behind the watcher', async () => {
    const source = 'src="/p/tt_ownProperty/container.js"';
    expect(await read('/p/tt_ownProperty/pricing')).toContain(source);
    const page = await read('/p/tt_ownProperty/thank-you?session_id=cs_test_1');
    expect(page.indexOf('src="/thanks.js"')).toBeGreaterThan(0);
    expect(page.indexOf('src="/thanks.js"')).toBeLessThan(page.indexOf(source));
    expect(await read('/p/tt_ownProperty/container.js')).toBe("window.container = 'tt_ownProperty';");
  });

  it('lead back to the step of the set-up that waits for the payment', async () => {
    for (const path of ['pricing', 'thank-you']) {
      expect(await read(`/p/tt_ownProperty/${path}`)).toContain('href="http://127.0.0.1:3/console/step"');
    }
  });

  it('answer 404, say that the property was deleted, and lead back to the shop, where nobody has it; and to every other address', async () => {
    const missing = await fetch(`${shop.url}/p/tt_ofNobody/pricing`);
    expect(missing.status).toBe(404);
    const body = await missing.text();
    expect(body).toContain('was deleted in the console of this demo');
    expect(body).toContain('<a class="button" href="/">Back to the demo’s shop</a>');
    for (const path of ['/p/tt_ofNobody/container.js', '/p/tt_ownProperty/nothing', '/p/']) {
      expect((await fetch(shop.url + path)).status, path).toBe(404);
    }
  });
});
