// An exported container on real pages: its JavaScript under a strict policy, its markup, clicks, the life of a page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContainerExport } from '../../functions/downloads/container-export.ts';
// For the type of window.simulatedContainer only.
import type {} from '../../scripts/simulator/browser/start-in-browser.ts';
import { bundleExportedContainer } from '../../scripts/simulator/container/bundle-container.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../scripts/stand-ins/google/start-google-stand-in.ts';
import {
  builtIns,
  condition,
  flag,
  logTag,
  logTemplate,
  makeExport,
  onEvent,
  table,
  tag,
  text,
  trigger,
  variable,
} from '../scripts/simulator/container/simulate-exported-container/make-export.ts';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, startFrontEnd } from './front-end.ts';

let frontEnd: FrontEnd;
let google: GoogleStandIn;
let browser: Browser;
let containerScript = '';
let policy = '';
let nonce = '';

function serveShop(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/container.js') {
    response.setHeader('content-type', 'text/javascript').end(containerScript);
    return;
  }
  if (request.url === '/helper.js') {
    response.setHeader('content-type', 'text/javascript').end('window.seen = [...(window.seen ?? []), "helper"];');
    return;
  }
  if (policy) {
    response.setHeader('content-security-policy', policy);
  }
  response
    .setHeader('content-type', 'text/html')
    .end(
      `<!doctype html><meta charset="utf-8"><title>Thank you</title><script src="/container.js"${nonce && ` nonce="${nonce}"`}></script><body><a href="#bought" id="buy"><b>Buy</b></a></body>`,
    );
}

beforeAll(async () => {
  frontEnd = await startFrontEnd({ 'shop.example.test': serveShop });
  google = await startGoogleStandIn();
  browser = await launchChromium({ hostRules: frontEnd.hostRules });
});

afterAll(async () => {
  await browser.close();
  await google.close();
  await frontEnd.close();
});

interface Opening {
  csp?: string;
  nonce?: string;
  address?: string;
}

async function openShop(exported: ContainerExport, opening: Opening = {}): Promise<Page> {
  policy = opening.csp ?? '';
  nonce = opening.nonce ?? '';
  google.hits.length = 0;
  google.adsConversions.length = 0;
  containerScript = await bundleExportedContainer(exported, { googleUrl: google.url });
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(opening.address ?? 'https://shop.example.test/');
  await page.waitForFunction(() => window.simulatedContainer?.events.includes('gtm.load'));
  await page.waitForFunction(() => window.simulatedContainer?.tags.every(({ status }) => status !== 'running'));
  return page;
}

const linesOf = (page: Page) => page.evaluate(() => window.simulatedContainer?.consoleLines);
const javascript = (code: string) => [text('javascript', code)];

describe('bundleExportedContainer', () => {
  test('runs custom JavaScript and templates under a policy that allows no eval and nothing inline', async () => {
    const exported = makeExport({
      customTemplate: [logTemplate],
      variable: [
        variable('Title', 'jsm', javascript('function() { return document.title + {{Suffix}}; }')),
        variable('Suffix', 'c', [text('value', '!')]),
      ],
      tag: [logTag('Log', '{{Title}}'), tag('Html', 'html', [text('html', '<script>window.inline = true</script>')])],
    });
    const page = await openShop(exported, { csp: "script-src https://shop.example.test; default-src 'none'" });
    expect(await linesOf(page)).toEqual(['Thank you!']);
    expect(await page.evaluate(() => window.simulatedContainer?.problems)).toEqual([]);
    expect(await page.evaluate(() => Reflect.get(window, 'inline'))).toBeUndefined();
    await page.close();
  });

  test('adds the markup of Custom HTML to the body and runs its scripts in their order', async () => {
    const markup = `
      <p id="note">{{Note}}</p>
      <script src="/helper.js"></script>
      <script>window.seen = [...window.seen, {{Note}}, 'in {{Note}}'];</script>`;
    const exported = makeExport({
      variable: [variable('Note', 'c', [text('value', '<it\'s> "fine"')])],
      tag: [
        tag('Html', 'html', [text('html', markup)]),
        tag('Broken', 'html', [text('html', '<script src="http://127.0.0.1:9/x.js"></script>')]),
      ],
    });
    const page = await openShop(exported);
    expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual([
      'helper',
      '<it\'s> "fine"',
      'in <it\'s> "fine"',
    ]);
    expect(await page.locator('body > #note').textContent()).toBe('<it\'s> "fine"');
    expect(await page.evaluate(() => window.simulatedContainer?.tags.map(({ status }) => status))).toEqual([
      'succeeded',
      'failed',
    ]);
    await page.close();
  });

  test('hands the nonce of the page on to the scripts of Custom HTML', async () => {
    const exported = makeExport({
      tag: [tag('Html', 'html', [text('html', '<script>window.inline = true</script>')])],
    });
    const page = await openShop(exported, { csp: "script-src 'nonce-abc'", nonce: 'abc' });
    expect(await page.evaluate(() => Reflect.get(window, 'inline'))).toBe(true);
    await page.close();
  });

  test('hears of the page’s life, of clicks and of changes of the address', async () => {
    const filter = [condition('EQUALS', '{{Click ID}}', 'buy')];
    const exported = makeExport({
      customTemplate: [logTemplate],
      builtInVariable: builtIns({
        CLICK_ID: 'Click ID',
        CLICK_TEXT: 'Click Text',
        CLICK_URL: 'Click URL',
        NEW_HISTORY_FRAGMENT: 'New',
      }),
      trigger: [
        trigger('dom', 'DOM_READY'),
        trigger('load', 'WINDOW_LOADED'),
        trigger('any', 'CLICK'),
        trigger('link', 'LINK_CLICK', { filter }),
        trigger('history', 'HISTORY_CHANGE', { filter: [condition('EQUALS', '{{New}}', 'two')] }),
      ],
      tag: [
        logTag('Dom', 'dom', { firingTriggerId: ['dom'] }),
        logTag('Load', 'load', { firingTriggerId: ['load'] }),
        logTag('Any', 'any {{Click Text}}', { firingTriggerId: ['any'] }),
        logTag('Link', 'link {{Click URL}}', { firingTriggerId: ['link'] }),
        logTag('History', 'history {{New}}', { firingTriggerId: ['history'] }),
      ],
    });
    const page = await openShop(exported);
    await page.locator('#buy b').click();
    await page.evaluate(() => history.pushState(null, '', '#two'));
    expect(await linesOf(page)).toEqual([
      'dom',
      'load',
      'any Buy',
      'link https://shop.example.test/#bought',
      'history two',
    ]);
    await page.close();
  });

  test('sends page view, purchase and conversion to Google’s stand-in, which finds no fault in them', async () => {
    const columns = ['parameter', 'parameterValue'] as const;
    const onPurchase = { firingTriggerId: ['1'] };
    const exported = makeExport({
      trigger: [onEvent('1', 'purchase')],
      variable: [
        variable('Value', 'v', [text('name', 'ecommerce.value')]),
        variable('Order', 'v', [text('name', 'ecommerce.transaction_id')]),
        variable('User', 'awec', [text('mode', 'MANUAL'), text('email', 'ada@example.test'), text('country', 'DE')]),
      ],
      tag: [
        tag('Linker', 'gclidw'),
        tag('Google tag', 'googtag', [
          text('tagId', 'G-TEST'),
          table('configSettingsTable', columns, [['page_location', 'https://shop.example.test/clean']]),
        ]),
        tag(
          'GA4',
          'gaawe',
          [text('eventName', 'purchase'), text('measurementIdOverride', 'G-TEST'), flag('sendEcommerceData', true)],
          onPurchase,
        ),
        tag(
          'Ads',
          'awct',
          [
            text('conversionId', '123'),
            text('conversionLabel', 'abC'),
            text('conversionValue', '{{Value}}'),
            text('currencyCode', 'EUR'),
            text('orderId', '{{Order}}'),
            flag('enableEnhancedConversion', true),
            text('cssProvidedEnhancedConversionValue', '{{User}}'),
          ],
          onPurchase,
        ),
      ],
    });
    const page = await openShop(exported, { address: 'https://shop.example.test/?gclid=Cj0K' });
    await page.evaluate(() => {
      const ecommerce = { transaction_id: 'cs_test_000000001', value: 5, currency: 'EUR', items: [{ item_id: 'a' }] };
      Reflect.get(window, 'dataLayer').push({ event: 'purchase', ecommerce });
    });
    await expect.poll(() => [google.hits.length, google.adsConversions.length]).toEqual([2, 1]);
    expect(
      google.hits.map(({ eventName, pageLocation, plainText }) => ({ eventName, pageLocation, plainText })),
    ).toEqual(
      ['page_view', 'purchase'].map((eventName) => ({
        eventName,
        pageLocation: 'https://shop.example.test/clean',
        plainText: [],
      })),
    );
    expect(google.adsConversions).toMatchObject([
      {
        conversionId: '123',
        orderId: 'cs_test_000000001',
        value: 5,
        gclaw: 'Cj0K',
        userData: ['em', 'co0'],
        faults: [],
      },
    ]);
    await page.close();
  });
});
