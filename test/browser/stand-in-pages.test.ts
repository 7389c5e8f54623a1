// The stand-ins' pages where only a browser can tell: how wide they are, and what they do by themselves.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type StripeStandIn, startStripeStandIn } from '../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { launchChromium } from './chromium.ts';

let browser: Browser;
let page: Page;
let google: GoogleStandIn;
let stripe: StripeStandIn;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

beforeEach(async () => {
  [page, google, stripe] = await Promise.all([browser.newPage(), startGoogleStandIn(), startStripeStandIn()]);
});

afterEach(() => Promise.all([page.close(), google.close(), stripe.close()]));

/** By how much the page is wider than the screen, or anything in a card wider than its card. */
async function findOverflow(): Promise<number> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const inCards = [...document.querySelectorAll('.card')].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
    );
    return Math.max(root.scrollWidth - root.clientWidth, ...inCards);
  });
}

const widths = [360, 600, 841, 1280];

describe('the page of hits', () => {
  it.each(widths)('keeps a long click id within %i pixels', async (width) => {
    const gclid = `Cj0KCQiA${'x'.repeat(200)}`;
    await fetch(
      `${google.url}/pagead/conversion/1234567890/?label=demoPurchase&oid=cs_test_1&value=5&currency_code=EUR&gcs=G111&gcd=11t1t1t1t5&gclaw=${gclid}`,
    );
    await page.setViewportSize({ width, height: 800 });
    await page.goto(google.url);
    expect(await page.getByText(gclid).count()).toBe(1);
    expect(await findOverflow()).toBe(0);
  });

  it('shows by itself what arrives while somebody looks', async () => {
    await page.goto(google.url);
    await page.getByText('No purchase yet.').waitFor();
    await fetch(`${google.url}/g/collect?en=purchase&ep.transaction_id=cs_1&epn.value=5&cu=EUR&sid=1`);
    await page.getByRole('cell', { name: '5 EUR' }).waitFor();
  });
});

describe('the page of payments', () => {
  it.each(widths)('keeps what is wide within %i pixels, and each date on one line', async (width) => {
    const { id: accountId } = stripe.addAccount({ keys: [] });
    const lines = [{ name: 'A notebook with a rather long name', unitAmountMinor: 123_456_700 }];
    const { id } = stripe.createSession(accountId, { lines }).session;
    stripe.completeSession(id, 'card');
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${stripe.url}/payments`);
    await page.getByRole('button', { name: 'Bank asks' }).click();
    await page.getByText('dispute warning needs response').waitFor();
    expect(await findOverflow()).toBe(0);
    const boxes = await page.locator('time').evaluateAll((times) => times.map((time) => time.getClientRects().length));
    expect(boxes).toEqual([1]);
  });
});
