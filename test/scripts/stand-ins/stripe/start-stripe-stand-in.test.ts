// What the Stripe stand-in answers to the real SDK, and what it refuses.
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderedApiVersion } from '../../../../scripts/stand-ins/stripe/api-routes.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const readKey = 'rk_test_reads_sessions_51Nabcdef';
const liveKey = 'rk_live_reads_sessions_51Nabcdef';
const blindKey = 'rk_test_reads_nothing_51Nabcdef';
const fullKey = 'rk_test_reads_everything_51Nabcd';

let standIn: StripeStandIn;
let accountId: string;

beforeEach(async () => {
  standIn = await startStripeStandIn();
  accountId = standIn.addAccount({
    keys: [
      { key: readKey, permissions: ['rak_checkout_session_read'] },
      { key: liveKey, permissions: ['rak_checkout_session_read'] },
      { key: blindKey, permissions: ['rak_customer_read'] },
      {
        key: fullKey,
        permissions: [
          'rak_bucket_checkout_read',
          'rak_product_read',
          'rak_coupon_read',
          'rak_promotion_code_read',
          'rak_payment_links_write',
        ],
      },
    ],
  }).id;
});

afterEach(() => standIn.close());

function sdk(key: string): Stripe {
  const { hostname, port } = new URL(standIn.url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: 2000,
  });
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(standIn.url + path, {
    headers: { authorization: `Bearer ${readKey}`, 'stripe-version': renderedApiVersion, ...headers },
  });
}

const madeUpId = `cs_test_${'a'.repeat(58)}`;

describe('startStripeStandIn', () => {
  it('renders the version that the installed SDK sends', () => {
    expect(renderedApiVersion).toBe(Stripe.API_VERSION);
  });

  it('answers a paid session with its line items to a key that may only read sessions', async () => {
    const { session } = standIn.createSession(accountId, { currency: 'eur' });
    standIn.completeSession(session.id, 'card', { email: 'ada@example.com' });
    const answer = await sdk(readKey).checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(answer).toMatchObject({
      id: session.id,
      status: 'complete',
      payment_status: 'paid',
      amount_total: 4950,
      currency: 'eur',
      customer_email: null,
      customer_details: { email: 'ada@example.com' },
      url: null,
    });
    expect(answer.line_items?.data[0]).toMatchObject({
      description: 'Field notebook',
      quantity: 1,
      amount_total: 4950,
    });
    expect(answer.id).toMatch(/^cs_test_[A-Za-z0-9]{58}$/);
  });

  it('leaves line_items and presentment_details out unless asked', async () => {
    const { session } = standIn.createSession(accountId);
    const answer = await sdk(readKey).checkout.sessions.retrieve(session.id);
    expect(Object.keys(answer)).not.toContain('line_items');
    expect(Object.keys(answer)).not.toContain('presentment_details');
  });

  it('embeds ten of twelve lines and pages through the rest', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => ({ name: `Line ${index}`, unitAmountMinor: 100 }));
    const { session } = standIn.createSession(accountId, { lines });
    const client = sdk(readKey);
    const answer = await client.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(answer.line_items).toMatchObject({ has_more: true });
    expect(answer.line_items?.data).toHaveLength(10);
    const last = answer.line_items?.data.at(-1)?.id ?? '';
    const rest = await client.checkout.sessions.listLineItems(session.id, { limit: 100, starting_after: last });
    expect(rest.data.map((line) => line.description)).toEqual(['Line 10', 'Line 11']);
    expect(rest.has_more).toBe(false);
    expect((await client.checkout.sessions.listLineItems(session.id)).data).toHaveLength(10);
  });

  it('answers 401 with the key masked to an unknown key', async () => {
    const error = await sdk('rk_test_nobody_knows_this_one')
      .checkout.sessions.retrieve(madeUpId)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(String(error)).toContain('Invalid API Key provided: rk_test_*****************_one');
  });

  it('answers 403 that names permission, account and masked key before it looks for the session', async () => {
    const error = await sdk(blindKey)
      .checkout.sessions.retrieve(madeUpId)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(String(error)).toContain(`on account '${accountId}'`);
    expect(String(error)).toContain("Having the 'rak_checkout_session_read' permission would allow");
    expect(String(error)).toContain("'rk_test_");
    expect(String(error)).not.toContain(blindKey);
  });

  it('answers 404 resource_missing to a made-up id, another account and the other mode', async () => {
    const other = standIn.addAccount({ keys: [{ key: 'rk_test_of_another_shop', permissions: [] }] });
    const foreign = standIn.createSession(other.id).session.id;
    const own = standIn.createSession(accountId).session.id;
    for (const [key, id] of [
      [readKey, madeUpId],
      [readKey, foreign],
      [liveKey, own],
    ] as const) {
      await expect(sdk(key).checkout.sessions.retrieve(id)).rejects.toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
        param: 'session',
      });
    }
  });

  it('answers 400 to an expansion, a parameter and a limit that Stripe does not know', async () => {
    const { id } = standIn.createSession(accountId).session;
    await expect(sdk(readKey).checkout.sessions.retrieve(id, { expand: ['metadata'] })).rejects.toMatchObject({
      statusCode: 400,
      message: 'This property cannot be expanded (metadata).',
    });
    const path = `/v1/checkout/sessions/${id}`;
    expect(await (await get(`${path}?expnad[]=line_items`)).json()).toMatchObject({
      error: { code: 'parameter_unknown', param: 'expnad[]' },
    });
    expect((await get(`${path}?expand=line_items`)).status).toBe(400);
    expect((await get(`${path}/line_items?limit=101`)).status).toBe(400);
    expect((await get(`${path}/line_items?limit=ten`)).status).toBe(400);
    expect((await get(`${path}/line_items?starting_after=li_other`)).status).toBe(400);
  });

  it('answers 404 to a path it does not play, and 400 to a request without a pinned version', async () => {
    expect(await (await get('/v1/charges')).json()).toMatchObject({
      error: { message: expect.stringContaining('Unrecognized request URL (GET: /v1/charges)') },
    });
    expect((await get(`/v1/checkout/sessions/${madeUpId}`, { 'stripe-version': '2020-08-27' })).status).toBe(400);
  });
});
