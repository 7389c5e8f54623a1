// Buy buttons and pricing tables over real HTTP: whose they are, and what of their attributes reaches a session.
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentLinkDraft } from '../../../../../scripts/stand-ins/stripe/payment-links.ts';
import {
  type StripeStandIn,
  startStripeStandIn,
} from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

let standIn: StripeStandIn;
let accountId: string;

const publishableKey = 'pk_test_shop';

const link: PaymentLinkDraft = {
  slug: 'notebook',
  currency: 'eur',
  buyButtonId: 'buy_btn_notebook',
  pricingTableId: 'prctbl_shelf',
  lines: [{ name: 'Notebook <b>', unitAmountMinor: 4500 }],
  afterCompletion: { redirectUrl: 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}' },
};

beforeEach(async () => {
  standIn = await startStripeStandIn();
  accountId = standIn.addAccount({
    keys: [{ key: 'rk_test_shop_key_1', permissions: [] }],
    publishableKeys: [publishableKey, 'pk_live_shop'],
  }).id;
  standIn.putPaymentLink(accountId, link);
});

afterEach(() => standIn.close());

const attributes = { 'buy-button-id': 'buy_btn_notebook', 'publishable-key': publishableKey };

const show = (path: string, given: Record<string, string>) =>
  fetch(`${standIn.url}/v3/${path}?${new URLSearchParams(given)}`);

/** What a click on the first button in the frame sends. */
async function click(given: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
  const page = await (await show('buy-button', given)).text();
  const linkId = /name="link" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ ...given, link: linkId });
  const response = await fetch(`${standIn.url}/v3/buy-button`, { method: 'POST', body, headers, redirect: 'manual' });
  return response.headers.get('location') ?? String(response.status);
}

const sessionAt = (location: string) => standIn.findSession(location.split('/c/pay/')[1] ?? '');

describe('handleEmbed', () => {
  it('opens a session with the reference and the e-mail address of the element, and without any campaign', async () => {
    const location = await click({
      ...attributes,
      'client-reference-id': 'tt1_abc',
      'customer-email': 'jo@example.com',
      utm_source: 'newsletter',
    });
    const record = sessionAt(location);
    expect(record).toMatchObject({
      session: { client_reference_id: 'tt1_abc', customer_email: 'jo@example.com', payment_link: expect.any(String) },
      forwardedUtm: [],
    });
    expect(new URLSearchParams(record?.arrivedWith).get('client-reference-id')).toBe('tt1_abc');
  });

  it('drops a reference with a dot and an address that is none, and sells all the same', async () => {
    const location = await click({ ...attributes, 'client-reference-id': '12.34', 'customer-email': 'nobody' });
    expect(sessionAt(location)?.session).toMatchObject({ client_reference_id: null, customer_email: null });
  });

  it('shows every link of a pricing table', async () => {
    standIn.putPaymentLink(accountId, { ...link, slug: 'pens', lines: [{ name: 'Pens', unitAmountMinor: 900 }] });
    const table = { 'pricing-table-id': 'prctbl_shelf', 'publishable-key': publishableKey };
    const page = await (await show('pricing-table', table)).text();
    expect(page.match(/<form /g)).toHaveLength(2);
    expect(page).toContain('Notebook &lt;b&gt;');
    expect(page).toContain('Pens');
  });

  it.each([
    { 'buy-button-id': 'buy_btn_other' },
    { 'buy-button-id': '' },
    { 'publishable-key': 'pk_live_shop' },
    { 'publishable-key': 'pk_test_another_account' },
  ])('shows and sells nothing with %j', async (wrong) => {
    const response = await show('buy-button', { ...attributes, ...wrong });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('not known');
    expect(await click({ ...attributes, ...wrong })).toBe('404');
  });

  it('escapes what the attributes hold', async () => {
    const page = await (await show('buy-button', { ...attributes, 'customer-email': '"><script>' })).text();
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  it('leads from Stripe’s script host to its payment host', async () => {
    // fetch sends no host of one's own, so the header is what a front end would forward.
    const { hostname, port } = new URL(standIn.url);
    const linkId = /name="link" value="([^"]+)"/.exec(await (await show('buy-button', attributes)).text())?.[1] ?? '';
    const location = await new Promise<string | undefined>((resolve) => {
      request(
        { hostname, port, path: '/v3/buy-button', method: 'POST', headers: { host: 'js.stripe.com' } },
        (answer) => {
          answer.resume();
          resolve(answer.headers.location);
        },
      ).end(String(new URLSearchParams({ ...attributes, link: linkId })));
    });
    expect(location).toMatch(/^https:\/\/buy\.stripe\.com\/c\/pay\/cs_test_/);
  });

  it('serves one script for each element, and nothing else', async () => {
    for (const name of ['buy-button.js', 'pricing-table.js']) {
      const response = await fetch(`${standIn.url}/v3/${name}`);
      expect(response.headers.get('content-type')).toContain('javascript');
      expect(await response.text()).toContain('observedAttributes');
    }
    expect((await fetch(`${standIn.url}/v3/other.js`)).status).toBe(404);
  });
});
