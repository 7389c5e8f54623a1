// The buyer's way through the payment page, over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentLinkDraft } from '../../../../../scripts/stand-ins/stripe/payment-links.ts';
import {
  type StripeStandIn,
  startStripeStandIn,
} from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

let standIn: StripeStandIn;
let accountId: string;

const link: PaymentLinkDraft = {
  slug: 'notebook',
  currency: 'eur',
  lines: [{ name: 'Notebook <b>', unitAmountMinor: 4500, taxPercent: 19, taxBehavior: 'inclusive' }],
  offersBankDebit: true,
  afterCompletion: { redirectUrl: 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}' },
};

beforeEach(async () => {
  standIn = await startStripeStandIn();
  accountId = standIn.addAccount({ keys: [{ key: 'rk_test_shop_key_1', permissions: [] }] }).id;
});

afterEach(() => standIn.close());

async function open(path: string): Promise<string> {
  const response = await fetch(standIn.url + path, { redirect: 'manual' });
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

function send(path: string, form: Record<string, string> = {}): Promise<Response> {
  return fetch(standIn.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
}

const readDashboard = async () => (await fetch(`${standIn.url}/dashboard`)).text();

const buyer = { email: 'ada@example.com', name: 'Ada', quantity: '1' };

describe('handlePage', () => {
  it('takes a buyer from the link to the thank-you page with session and campaign', async () => {
    const { link: made } = standIn.putPaymentLink(accountId, link);
    const page = await open('/test_notebook?utm_source=newsletter&utm_medium=e%20mail&client_reference_id=tt1_x');
    const response = await send(page, { ...buyer, quantity: '3', way: 'card' });
    const location = new URL(response.headers.get('location') ?? '');
    const id = location.searchParams.get('session_id') ?? '';
    expect([...location.searchParams]).toEqual([
      ['session_id', id],
      ['utm_source', 'newsletter'],
    ]);
    expect(standIn.findSession(id)?.session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_link: made.id,
      client_reference_id: 'tt1_x',
      customer_email: null,
      customer_details: { email: 'ada@example.com', name: 'Ada' },
      amount_total: 13_500,
      total_details: { amount_tax: 2155 },
    });
  });

  it.each(['/dashboard', '/payments', '/test_nothing_here', '/test_confirmed'])(
    '%s leads back to the shop',
    async (path) => {
      standIn.putPaymentLink(accountId, link);
      standIn.putPaymentLink(accountId, { ...link, slug: 'confirmed', afterCompletion: { confirmation: 'Thanks.' } });
      expect(await (await fetch(standIn.url + path)).text()).toContain(
        '<a href="https://shop.example">Back to the shop</a>',
      );
    },
  );

  it('names the page of Stripe’s that each stands in for, and its neighbours by one name each', async () => {
    standIn.putPaymentLink(accountId, link);
    const read = async (path: string) => (await fetch(standIn.url + path)).text();
    const neighbours =
      '<a href="/dashboard">Checkout sessions</a> · <a href="/payments">Payments</a> · <a href="https://shop.example">Back to the shop</a>';
    for (const path of ['/dashboard', '/payments', '/test_notebook']) {
      expect(await read(path), path).toContain(neighbours);
    }
    expect(await read('/dashboard')).toContain('<h1>Checkout sessions</h1>');
    expect(await read('/payments')).toContain('Stand-in for Stripe’s Dashboard');
    expect(await read('/dashboard')).toContain('Stand-in for Stripe’s Dashboard');
    expect(await read('/test_notebook')).toContain('Stand-in for Stripe’s payment page');
  });

  it('leads nowhere where nobody named a shop', async () => {
    expect(await readDashboard()).not.toContain('Back to the shop');
  });

  it('keeps the language, and remembers with what the buyer arrived, dropped or not', async () => {
    standIn.putPaymentLink(accountId, link);
    const query = 'locale=de&utm_source=a.b&client_reference_id=1.2';
    const page = await open(`/test_notebook?${query}`);
    expect(standIn.findSession(page.slice('/c/pay/'.length))).toMatchObject({
      session: { locale: 'de', client_reference_id: null },
      arrivedWith: query,
      forwardedUtm: [],
    });
  });

  it('shows product and price, escaped, and says that it is a stand-in', async () => {
    standIn.putPaymentLink(accountId, link);
    const page = await (await fetch(`${standIn.url}/test_notebook`)).text();
    expect(page).toContain('Notebook &lt;b&gt;');
    expect(page).toContain('€45.00');
    expect(page).toContain('Stand-in for Stripe');
  });

  it('comes filled in, so that paying is one click, with the e-mail of the link where it names one', async () => {
    standIn.putPaymentLink(accountId, link);
    const readPage = async (query: string) => (await fetch(`${standIn.url}/test_notebook${query}`)).text();
    expect(await readPage('')).toMatch(/name="email" value="ada@example.com".*name="name" value="Ada Byron"/s);
    expect(await readPage('?prefilled_email=jo@example.com')).toContain('name="email" value="jo@example.com"');
  });

  it('opens a session of its own at every visit and leaves it open when the buyer leaves', async () => {
    standIn.putPaymentLink(accountId, link);
    const first = await open('/test_notebook');
    const second = await open('/test_notebook');
    expect(first).not.toBe(second);
    expect(await (await send(first, { way: 'leave' })).text()).toContain('You left the payment page');
    expect(standIn.findSession(first.slice('/c/pay/'.length))?.session.status).toBe('open');
  });

  it('sends a bank debit to the thank-you page unpaid, and settles it from the dashboard', async () => {
    standIn.putPaymentLink(accountId, link);
    const page = await open('/test_notebook');
    const id = page.slice('/c/pay/'.length);
    const thanks = (await send(page, { ...buyer, way: 'bank_debit' })).headers.get('location') ?? '';
    expect(standIn.findSession(id)?.session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect((await send(`/dashboard/${id}/settle`)).headers.get('location')).toBe('/dashboard');
    expect(standIn.findSession(id)?.session.payment_status).toBe('paid');
    expect((await send(`/dashboard/${id}/fail`)).status).toBe(409);
    expect(await readDashboard()).toContain(`<a class="small" href="${thanks}">Thank-you page</a>`);
  });

  it('leads from the dashboard to no thank-you page that nobody came back to', async () => {
    standIn.putPaymentLink(accountId, link);
    standIn.putPaymentLink(accountId, { ...link, slug: 'hosted', afterCompletion: { confirmation: 'See you soon.' } });
    await open('/test_notebook');
    await send(await open('/test_hosted'), { ...buyer, way: 'card' });
    const dashboard = await readDashboard();
    expect(dashboard).toContain('Payment page');
    expect(dashboard).toContain('>paid<');
    expect(dashboard).not.toContain('Thank-you page');
  });

  it('completes the checkout of a buyer who closes the tab, and leads nowhere but to a new visit', async () => {
    standIn.putPaymentLink(accountId, link);
    const page = await open('/test_notebook');
    expect(await (await fetch(standIn.url + page)).text()).toContain('name="afterwards" value="close"');
    const closed = await send(page, { ...buyer, way: 'card', afterwards: 'close' });
    expect([closed.status, closed.headers.get('location')]).toEqual([200, null]);
    const text = await closed.text();
    expect(text).toContain('This tab is closed');
    expect(text).toContain('href="https://shop.example"');
    expect(text).not.toContain('session_id=');
    expect(standIn.findSession(page.slice('/c/pay/'.length))?.session.payment_status).toBe('paid');
  });

  it('completes a free order and a trial with nothing due', async () => {
    standIn.putPaymentLink(accountId, { ...link, slug: 'free', discount: { percentOff: 100, promotionCode: 'GIFT' } });
    standIn.putPaymentLink(accountId, { ...link, slug: 'club', mode: 'subscription', trialDays: 14 });
    for (const path of ['/test_free', '/test_club']) {
      const page = await open(path);
      expect((await send(page, { ...buyer, way: 'card' })).status).toBe(409);
      expect((await send(page, { ...buyer, way: 'nothing_due' })).status).toBe(303);
      expect(standIn.findSession(page.slice('/c/pay/'.length))?.session).toMatchObject({
        payment_status: 'no_payment_required',
        amount_total: 0,
        payment_intent: null,
      });
    }
  });

  it('shows the confirmation of a link that does not redirect', async () => {
    standIn.putPaymentLink(accountId, { ...link, afterCompletion: { confirmation: 'See you soon.' } });
    const page = await open('/test_notebook?utm_source=newsletter');
    const response = await send(page, { ...buyer, way: 'card' });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('See you soon.');
    expect(text).not.toContain('Open the shop again');
  });

  it('leads on from a confirmation, and from a tab closed upon it, to the shop where another link names it', async () => {
    standIn.putPaymentLink(accountId, link);
    standIn.putPaymentLink(accountId, { ...link, slug: 'hosted', afterCompletion: { confirmation: 'See you soon.' } });
    for (const afterwards of ['stay', 'close']) {
      const response = await send(await open('/test_hosted'), { ...buyer, way: 'card', afterwards });
      expect(await response.text(), afterwards).toContain(
        '<a class="button" href="https://shop.example">Open the shop again</a>',
      );
    }
  });

  it('refuses a second payment, a payment after expiry, a bad address and a bad quantity', async () => {
    standIn.putPaymentLink(accountId, link);
    const page = await open('/test_notebook');
    expect((await send(page, { ...buyer, email: 'nobody', way: 'card' })).status).toBe(400);
    expect((await send(page, { ...buyer, quantity: '0', way: 'card' })).status).toBe(400);
    expect((await send(page, { ...buyer, way: 'cash' })).status).toBe(400);
    expect((await send(page, { ...buyer, way: 'card' })).status).toBe(303);
    expect((await send(page, { ...buyer, way: 'card' })).status).toBe(409);
    const other = await open('/test_notebook');
    await send(`/dashboard/${other.slice('/c/pay/'.length)}/expire`);
    expect(await (await fetch(standIn.url + other)).text()).toContain('has expired');
    expect((await send(other, { ...buyer, way: 'card' })).status).toBe(409);
  });

  it('answers 404 to addresses that no link and no session has', async () => {
    expect((await fetch(`${standIn.url}/test_nothing`)).status).toBe(404);
    expect((await fetch(`${standIn.url}/c/pay/cs_test_nothing`)).status).toBe(404);
    expect((await send('/dashboard/cs_test_nothing/settle')).status).toBe(409);
  });
});
