// What the Stripe stand-in answers to the real SDK, and what it refuses.
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderedApiVersion } from '../../../../scripts/stand-ins/stripe/api-routes.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { emptyState, maxKeptSessions, writeState } from '../../../../scripts/stand-ins/stripe/state.ts';

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

  it('says in which mode the session exists', async () => {
    const { id } = standIn.createSession(accountId).session;
    await expect(sdk(liveKey).checkout.sessions.retrieve(id)).rejects.toThrow(
      'a similar object exists in test mode, but a live mode key was used',
    );
  });

  it('takes the key by Basic authentication too, and answers 401 without one', async () => {
    const basic = `Basic ${Buffer.from(`${readKey}:`).toString('base64')}`;
    expect((await get(`/v1/checkout/sessions/${madeUpId}`, { authorization: basic })).status).toBe(404);
    const bare = await fetch(`${standIn.url}/v1/checkout/sessions/${madeUpId}`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { message: expect.stringContaining('did not provide') } });
  });

  it('lets an unrestricted key read everything', async () => {
    const key = 'sk_test_of_the_whole_account';
    const id = standIn.addAccount({ keys: [{ key, permissions: [] }] }).id;
    const session = standIn.createSession(id).session;
    expect((await sdk(key).checkout.sessions.retrieve(session.id)).id).toBe(session.id);
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

  it('adds up discounts, taxes on top and inside, and shipping', async () => {
    const { session } = standIn.createSession(accountId, {
      currency: 'kwd',
      lines: [
        { name: 'Lamp', unitAmountMinor: 12_500, quantity: 2, taxPercent: 10 },
        { name: 'Bulb', unitAmountMinor: 1100, taxPercent: 10, taxBehavior: 'inclusive' },
      ],
      discount: { couponId: 'HALF', percentOff: 50 },
      shipping: { amountMinor: 500, taxMinor: 50 },
    });
    const answer = await sdk(readKey).checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(answer.line_items?.data).toMatchObject([
      { amount_subtotal: 25_000, amount_discount: 12_500, amount_tax: 1250, amount_total: 13_750 },
      { amount_subtotal: 1100, amount_discount: 550, amount_tax: 50, amount_total: 550 },
    ]);
    expect(answer).toMatchObject({
      amount_subtotal: 26_100,
      amount_total: 13_750 + 550 + 550,
      total_details: { amount_discount: 13_050, amount_tax: 1350, amount_shipping: 500 },
      shipping_cost: { amount_subtotal: 500, amount_tax: 50, amount_total: 550 },
    });
  });

  it('names the promotion code to a key that may read it and refuses the whole request to one that may not', async () => {
    const { id } = standIn.createSession(accountId, {
      discount: { couponId: 'C10', percentOff: 10, promotionCode: 'LAUNCH' },
    }).session;
    const expand = ['line_items', 'discounts.promotion_code'];
    const answer = await sdk(fullKey).checkout.sessions.retrieve(id, { expand });
    expect(answer.discounts).toMatchObject([{ coupon: 'C10', promotion_code: { code: 'LAUNCH', active: true } }]);
    await expect(sdk(readKey).checkout.sessions.retrieve(id, { expand })).rejects.toMatchObject({
      statusCode: 403,
      message: expect.stringContaining('rak_promotion_code_read'),
    });
    await expect(sdk(fullKey).promotionCodes.retrieve('promo_madeUp')).rejects.toMatchObject({ statusCode: 404 });
    await expect(sdk(readKey).promotionCodes.retrieve('promo_madeUp')).rejects.toMatchObject({ statusCode: 403 });
    expect((await sdk(fullKey).promotionCodes.list({ code: 'LAUNCH' })).data).toHaveLength(1);
  });

  it('gives a trial a total of nothing, and a set-up no money at all', async () => {
    const trial = standIn.createSession(accountId, { mode: 'subscription', trialDays: 14 }).session;
    standIn.completeSession(trial.id, 'nothing_due');
    expect(await sdk(readKey).checkout.sessions.retrieve(trial.id)).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      subscription: expect.stringMatching(/^sub_/),
      payment_intent: null,
    });
    const setup = standIn.createSession(accountId, { mode: 'setup' }).session;
    standIn.completeSession(setup.id, 'nothing_due');
    expect(await sdk(readKey).checkout.sessions.retrieve(setup.id)).toMatchObject({
      amount_total: null,
      currency: null,
      setup_intent: expect.stringMatching(/^seti_/),
    });
  });

  it('expires a session that is still open after 24 hours', async () => {
    const dayAgo = Math.floor(Date.now() / 1000) - 86_400;
    const { id } = standIn.createSession(accountId, { createdSeconds: dayAgo }).session;
    expect(await sdk(readKey).checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired', url: null });
    const { id: paid } = standIn.createSession(accountId, { createdSeconds: dayAgo }).session;
    standIn.completeSession(paid, 'card');
    expect(await sdk(readKey).checkout.sessions.retrieve(paid)).toMatchObject({ status: 'complete' });
    const { id: young } = standIn.createSession(accountId, { createdSeconds: dayAgo + 60 }).session;
    expect(await sdk(readKey).checkout.sessions.retrieve(young)).toMatchObject({ status: 'open' });
  });

  it('keeps a bank debit unpaid until it settles, and for good when it fails', () => {
    const { id } = standIn.createSession(accountId).session;
    expect(standIn.completeSession(id, 'bank_debit').session).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    });
    expect(standIn.settleSession(id).session.payment_status).toBe('paid');
    const bounced = standIn.createSession(accountId).session.id;
    standIn.completeSession(bounced, 'bank_debit');
    expect(standIn.failSession(bounced).session.payment_status).toBe('unpaid');
    expect(() => standIn.settleSession(bounced)).toThrow(/cannot settle/);
  });

  it('changes a payment link with a write right and reads it with the same', async () => {
    const { link } = standIn.putPaymentLink(accountId, { slug: 'one', afterCompletion: { confirmation: 'Thanks.' } });
    const client = sdk(fullKey);
    const changed = await client.paymentLinks.update(link.id, {
      active: false,
      metadata: { shop: 'paper' },
      after_completion: { type: 'redirect', redirect: { url: 'https://shop.example/thanks' } },
    });
    expect(changed).toMatchObject({ active: false, metadata: { shop: 'paper' } });
    expect((await client.paymentLinks.list()).data.map(({ id }) => id)).toEqual([link.id]);
    await expect(client.paymentLinks.update(link.id, { submit_type: 'pay' })).rejects.toMatchObject({
      code: 'parameter_unknown',
    });
    await expect(sdk(readKey).paymentLinks.retrieve(link.id)).rejects.toMatchObject({ statusCode: 403 });
  });

  it('answers any well-formed id of an account that was told to, without keeping it', async () => {
    const key = 'rk_test_of_a_load_test';
    standIn.addAccount({
      keys: [{ key, permissions: ['rak_checkout_session_read'] }],
      anySession: { currency: 'jpy' },
    });
    const answer = await sdk(key).checkout.sessions.retrieve(madeUpId, { expand: ['line_items'] });
    expect(answer).toMatchObject({ id: madeUpId, status: 'complete', payment_status: 'paid', currency: 'jpy' });
    expect(standIn.findSession(madeUpId)).toBeUndefined();
    await expect(sdk(key).checkout.sessions.retrieve('cs_test_short')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('records method, path, version and the end of the key', async () => {
    await sdk(readKey)
      .checkout.sessions.retrieve(madeUpId)
      .catch(() => undefined);
    expect(standIn.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: `/v1/checkout/sessions/${madeUpId}`,
      keyTail: readKey.slice(-4),
      stripeVersion: renderedApiVersion,
      status: 404,
    });
    expect(JSON.stringify(standIn.requests)).not.toContain(readKey);
  });

  it('refuses a key that Stripe could not have given out', () => {
    expect(() => standIn.addAccount({ keys: [{ key: 'pk_test_12345678', permissions: [] }] })).toThrow(TypeError);
  });
});

describe('setFaults', () => {
  const retrieve = () => sdk(readKey).checkout.sessions.retrieve(madeUpId);

  it('fails as often as told and is well again afterwards', async () => {
    standIn.setFaults({ status: 503, times: 2 });
    await expect(retrieve()).rejects.toMatchObject({ statusCode: 503 });
    await expect(retrieve()).rejects.toMatchObject({ statusCode: 503 });
    await expect(retrieve()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('answers 429 above the rate with the reason, and Retry-After only when told', async () => {
    standIn.setFaults({ rateLimit: { perSecond: 0, reason: 'global-rate' } });
    const path = `/v1/checkout/sessions/${madeUpId}`;
    const bare = await get(path);
    expect(bare.status).toBe(429);
    expect(bare.headers.get('stripe-rate-limited-reason')).toBe('global-rate');
    expect(bare.headers.get('retry-after')).toBeNull();
    standIn.setFaults({ rateLimit: { perSecond: 0, retryAfterSeconds: 2 } });
    expect((await get(path)).headers.get('retry-after')).toBe('2');
    await expect(retrieve()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  });

  it('lets as many requests through per second as told', async () => {
    const still = await startStripeStandIn({ now: () => 1_700_000_000_000 });
    const key = 'rk_test_in_a_still_second';
    still.addAccount({ keys: [{ key, permissions: [] }] });
    still.setFaults({ rateLimit: { perSecond: 2 } });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      statuses.push((await fetch(`${still.url}/v1/anything`, { headers: { authorization: `Bearer ${key}` } })).status);
    }
    await still.close();
    expect(statuses).toEqual([404, 404, 429]);
  });

  it('cuts the connection, answers garbage or never answers', async () => {
    standIn.setFaults({ reset: true });
    // A connection that is merely ended has no system call to blame.
    const [broken] = await once(httpGet(`${standIn.url}/v1/anything`), 'error');
    expect(broken).toMatchObject({ code: 'ECONNRESET', syscall: 'read' });
    standIn.setFaults({ garbage: true });
    await expect(retrieve()).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
    standIn.setFaults({ hang: true });
    const hanging = fetch(`${standIn.url}/v1/anything`, { signal: AbortSignal.timeout(100) });
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('dataFile', () => {
  it('gives a second start what the first one knew', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'deep', 'stripe.json');
    const first = await startStripeStandIn({ dataFile });
    const account = first.addAccount({ keys: [{ key: readKey, permissions: ['rak_checkout_session_read'] }] });
    const before = first.putPaymentLink(account.id, { slug: 'one', afterCompletion: { confirmation: 'Thanks.' } });
    const { id } = first.createSession(account.id).session;
    first.completeSession(id, 'card');
    await first.close();
    const second = await startStripeStandIn({ dataFile });
    expect(second.findSession(id)?.session.payment_status).toBe('paid');
    const after = second.putPaymentLink(account.id, { slug: 'one', afterCompletion: { confirmation: 'Thanks.' } });
    expect(after.link.id).toBe(before.link.id);
    await second.close();
  });

  it('brings back the newest of very many sessions', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'stripe.json');
    const state = emptyState();
    const { session, ...record } = standIn.createSession(accountId);
    for (let index = 0; index <= maxKeptSessions; index += 1) {
      state.sessions.set(`cs_test_${index}`, { ...record, session: { ...session, id: `cs_test_${index}` } });
    }
    writeState(dataFile, state);
    const restarted = await startStripeStandIn({ dataFile });
    expect(restarted.findSession('cs_test_0')).toBeUndefined();
    expect(restarted.findSession(`cs_test_${maxKeptSessions}`)).toBeDefined();
    expect(restarted.findSession('cs_test_1')).toBeDefined();
    await restarted.close();
  });

  it('names a damaged file and what to do about it', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'stripe.json');
    await writeFile(dataFile, '{"accounts": 3}');
    await expect(startStripeStandIn({ dataFile })).rejects.toThrow(/stripe\.json is damaged\. Delete it/);
  });
});
