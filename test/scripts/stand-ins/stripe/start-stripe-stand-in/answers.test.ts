// What the Stripe stand-in answers to the real SDK.
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { renderedApiVersion } from '../../../../../scripts/stand-ins/stripe/api-routes.ts';
import { accountId, fullKey, madeUpId, readKey, sdk, standIn } from './stand-in.ts';

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

  it('lets an unrestricted key read everything', async () => {
    const key = 'sk_test_of_the_whole_account';
    const id = standIn.addAccount({ keys: [{ key, permissions: [] }] }).id;
    const session = standIn.createSession(id).session;
    expect((await sdk(key).checkout.sessions.retrieve(session.id)).id).toBe(session.id);
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

  it('makes a payment link for a price that another link sells, and takes no parameter that it does not play', async () => {
    const lines = [{ name: 'Tea', unitAmountMinor: 900, priceId: 'price_tea' }];
    standIn.putPaymentLink(accountId, { slug: 'one', lines, afterCompletion: { confirmation: 'Thanks.' } });
    const draft = { line_items: [{ price: 'price_tea', quantity: 1 }] };
    const after_completion = { type: 'redirect', redirect: { url: 'https://shop.example/thanks' } } as const;
    const made = await sdk(fullKey).paymentLinks.create({ ...draft, after_completion });
    expect(made).toMatchObject({ object: 'payment_link', livemode: false, after_completion });
    expect(made.url).toMatch(/\/test_\w{16}$/);
    await expect(sdk(fullKey).paymentLinks.create({ ...draft, submit_type: 'pay' })).rejects.toMatchObject({
      code: 'parameter_unknown',
    });
    await expect(sdk(readKey).paymentLinks.create(draft)).rejects.toMatchObject({ statusCode: 403 });
    const unknown = sdk(fullKey).paymentLinks.create({ line_items: [{ price: 'price_none', quantity: 1 }] });
    await expect(unknown).rejects.toMatchObject({ code: 'resource_missing', param: 'line_items[0][price]' });
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
});
