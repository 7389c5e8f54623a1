// What strangers can write into addresses, cookies and attributes: the page and the cookie bear it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { pay } from './buy.ts';
import { buyButton, embedIds, shopPages } from './shop-pages.ts';

let journey: Journey;

const markup = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

const oddPages = {
  ...shopPages,
  '/odd': `
    <a id="lookalike" href="https://buy.stripe.com.example.test/notebook">Buy</a>
    <a id="inside" href="https://elsewhere.example.test/?to=https://buy.stripe.com/notebook">Buy</a>
    <a id="script" href="javascript:window.ran='https://buy.stripe.com/notebook'">Buy</a>
    <a id="broken" href="https://buy.stripe.com:99999/notebook">Buy</a>
    <a id="empty" href>Buy</a>
    <a id="odd" href="https://buy.stripe.com/notebook?a=%zz&b=<i>&&c#%22">Buy</a>
    <form id="shadowed" action="https://buy.stripe.com/notebook"><input name="action"><input name="method"><button>Buy</button></form>
`,
  '/odd-button': `
    ${buyButton(` id='one' customer-email='${markup.replaceAll("'", '')}'`)}
    <script async src="https://js.stripe.com/v3/buy-button.js"></script>`,
};

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook', buyButtonId: embedIds.buyButton });
});

afterAll(() => journey?.close());

beforeEach(() =>
  journey.publish({ links: { extraClickIds: 'constructor, toString, valueOf' }, pageViews: {}, pages: oddPages }),
);

afterEach(() => journey.endTest());

const cookieOf = async (visit: Visit): Promise<string> =>
  (await visit.page.context().cookies()).find(({ name }) => name === '_tilltag')?.value ?? '';

/** Nothing ran that came from outside, nothing threw, and the cookie is within its bound and of its alphabet. */
async function expectUnharmed(visit: Visit): Promise<void> {
  await visit.check();
  expect(await visit.page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined();
  expect(await visit.page.locator('img[src="x"]').count()).toBe(0);
  const cookie = await cookieOf(visit);
  expect(cookie.length).toBeLessThanOrEqual(1_500);
  expect(cookie).toMatch(/^[\x21-\x7e]*$/);
  expect(cookie).not.toMatch(/[<>"\\;,]/);
}

describe('an address', () => {
  const long = 'x'.repeat(1_000);
  test.each([
    [
      'with markup in every parameter',
      ['utm_source', 'utm_campaign', 'gclid', 'fbclid', 'utm_id']
        .map((name) => `${name}=${encodeURIComponent(markup)}`)
        .join('&'),
    ],
    [
      'that would end the cookie',
      'utm_source=a%3B%20Domain%3Devil.test&utm_campaign=a%7C1%26s%3Dforged&utm_term=%0d%0aSet-Cookie:%20a=b',
    ],
    ['with broken escapes and half characters', 'utm_source=%zz&utm_medium=%E4%A&utm_campaign=%ED%A0%80&gclid=%00'],
    ['with names that objects inherit', 'constructor=a&toString=b&valueOf=c&__proto__=d&utm_source=e'],
    [
      'with very long values',
      ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id']
        .map((name) => `${name}=${long}`)
        .join('&'),
    ],
    [
      'with hundreds of parameters',
      Array.from({ length: 250 }, (_, index) => `utm_source=${index}&p${index}=x`).join('&'),
    ],
  ])('%s leaves page, cookie and purchase whole', async (_name, query) => {
    const visit = await journey.visit(`${shopUrl}/sale?${query}`);
    await visit.page.waitForFunction(() => document.cookie.includes('_tilltag='));
    await expectUnharmed(visit);
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expect(purchase.event['event']).toBe('purchase');
    expect(purchase.passport).toBeDefined();
    expect(purchase.record).toBeDefined();
    await expectUnharmed(visit);
  });

  test('that brings campaign after campaign never grows the cookie past its bound', async () => {
    const visit = await journey.visit(`${shopUrl}/sale`);
    for (const letter of ['a', 'ü', '🎉']) {
      const query = new URLSearchParams(
        ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'gclid', 'fbclid', 'ttclid'].map((name) => [
          name,
          // Servers refuse addresses above some 16 kB.
          letter.repeat(1_500 / encodeURIComponent(letter).length),
        ]),
      );
      await visit.page.waitForTimeout(1_100);
      await visit.goto(`${shopUrl}/sale?${query}`);
      await visit.page.waitForFunction(() => document.cookie.includes('_tilltag='));
      await expectUnharmed(visit);
    }
  });
});

describe('a cookie', () => {
  test.each([
    '1|',
    '1|9|x|000|',
    '2|whatever',
    '%',
    markup.replaceAll(';', ''),
    '1'.repeat(2_000),
    '1|99999999999|a|0-0|99999999999&s=%zz',
  ])('of a stranger’s making is read as nothing or as harmless: %j', async (value) => {
    const visitor = await journey.newVisitor();
    const others = ['_ga', '_ga_SHOP', '_gcl_aw', '_fbp', '_fbc'];
    await visitor.context.addInitScript(
      ([own, names]) => {
        if (document.cookie.includes('_tilltag=')) return;
        for (const name of ['_tilltag', ...names]) Reflect.set(document, 'cookie', `${name}=${own}; path=/`);
      },
      [value, others] as const,
    );
    const visit = await visitor.open(`${shopUrl}/sale?utm_source=newsletter`);
    await visit.page.waitForFunction(() => window.simulatedContainer?.tags.every(({ status }) => status !== 'running'));
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expect(purchase.event).toMatchObject({ event: 'purchase', utm_source: 'newsletter' });
    expect(purchase.record).toBeDefined();
    expect(await visit.page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined();
  });
});

describe('a link or an element', () => {
  test.each(['lookalike', 'inside', 'script', 'broken', 'empty'])(
    'that leads to no payment link is left alone: #%s',
    async (id) => {
      const visit = await journey.visit(`${shopUrl}/odd?utm_source=newsletter`);
      const link = visit.page.locator(`#${id}`);
      const before = await link.getAttribute('href');
      await visit.page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
      await link.click();
      expect(await link.getAttribute('href')).toBe(before);
      expect(journey.tags.clickCount()).toBe(0);
      await expectUnharmed(visit);
    },
  );

  test('with an odd query keeps every character of it', async () => {
    const visit = await journey.visit(`${shopUrl}/odd?utm_source=newsletter`);
    await visit.page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
    await visit.page.locator('#odd').click();
    const href = (await visit.page.locator('#odd').getAttribute('href')) ?? '';
    expect(href).toMatch(
      /^https:\/\/buy\.stripe\.com\/notebook\?a=%zz&b=%3Ci%3E&&c&client_reference_id=tt1_[\w-]+&utm_source=newsletter#%22$/,
    );
  });

  test('of a form whose fields hide the form’s own properties still goes to Stripe', async () => {
    const visit = await journey.visit(`${shopUrl}/odd?utm_source=newsletter`);
    await visit.page.locator('#shadowed button').click();
    expect((await pay(journey, visit)).event['event']).toBe('purchase');
  });

  test('with hostile attributes gets its reference and nothing else', async () => {
    const visit = await journey.visit(`${shopUrl}/odd-button?utm_source=newsletter`);
    const reference = () => visit.page.locator('#one').getAttribute('client-reference-id');
    await expect.poll(reference, { timeout: 20_000 }).toMatch(/^tt1_[\w-]+$/);
    await expectUnharmed(visit);
  });

  test.each([
    'open()',
    'open(null)',
    "open('')",
    "open('https://[')",
    "open({ toString() { throw new Error('mine'); } })",
  ])('opened by script answers as the browser itself does: %s', async (call) => {
    const run = async (withTag: boolean): Promise<unknown> => {
      await journey.publish({ ...(withTag && { links: {} }), pages: oddPages });
      const visit = await journey.visit(`${shopUrl}/sale`);
      await visit.page.waitForFunction(() =>
        window.simulatedContainer?.tags.every(({ status }) => status !== 'running'),
      );
      return visit.page.evaluate((code) => {
        try {
          // biome-ignore lint/security/noGlobalEval: the page's own code, as the test names it.
          return typeof window.eval(code);
        } catch (error) {
          return String(error);
        }
      }, call);
    };
    expect(await run(true)).toEqual(await run(false));
  });
});
