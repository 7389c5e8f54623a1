// What somebody set up in the demo leads to its servers after a start on other ports, and nothing else is touched.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redirectPaymentLink } from '../../../../functions/stripe/redirect-payment-link.ts';
import { addDemoAccounts, ownStripeKey } from '../../../../scripts/stand-ins/demo/demo-accounts.ts';
import { followPorts } from '../../../../scripts/stand-ins/demo/follow-ports.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const placeholder = 'session_id={CHECKOUT_SESSION_ID}';
const enabledEvents = ['*'];
const before = { shopUrl: 'http://127.0.0.1:8787', functionUrl: 'http://127.0.0.1:8788' };
// The one's new address is the other's old one.
const now = { shopUrl: 'http://127.0.0.1:8788', functionUrl: 'http://127.0.0.1:8789' };

let folder: string;
let file: string;
let stripe: StripeStandIn;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-ports-'));
  file = join(folder, 'addresses.json');
  stripe = await startStripeStandIn({ dataFile: join(folder, 'stripe.json') });
  addDemoAccounts(stripe);
});
afterEach(async () => {
  await stripe.close();
  rmSync(folder, { recursive: true });
});

function redirect(redirectUrl: string): void {
  const known = stripe.findPaymentLink('tea-sampler');
  if (known === undefined) throw new Error('The account has no payment link.');
  stripe.putPaymentLink(known.accountId, { ...known.draft, afterCompletion: { redirectUrl } });
}

const redirectOf = (from: StripeStandIn) => from.findPaymentLink('tea-sampler')?.link.after_completion.redirect?.url;

describe('followPorts', () => {
  it('leads redirects and webhooks to where shop and function answer now, each to its own', () => {
    followPorts(stripe, file, before);
    redirect(`${before.shopUrl}/p/tt_mine/thank-you?${placeholder}`);
    const draft = { url: `${before.functionUrl}/webhooks/tt_mine`, enabledEvents };
    const { object } = stripe.addWebhookEndpoint('acct_mine', draft);
    followPorts(stripe, file, now);
    expect(redirectOf(stripe)).toBe(`${now.shopUrl}/p/tt_mine/thank-you?${placeholder}`);
    const moved = JSON.parse(readFileSync(join(folder, 'stripe.json'), 'utf8'));
    expect(JSON.stringify(moved)).toContain(`${now.functionUrl}/webhooks/tt_mine`);
    expect(JSON.stringify(moved)).toContain(object.id);
    expect(JSON.stringify(moved)).not.toContain(`${before.shopUrl}/`);
  });

  it('leads a redirect on that was set through the API, as the console sets it', async () => {
    followPorts(stripe, file, before);
    const { link } = stripe.findPaymentLink('tea-sampler') ?? {};
    const wish = { linkId: link?.id ?? '', redirectUrl: `${before.shopUrl}/p/tt_mine/thank-you?${placeholder}` };
    const changed = await redirectPaymentLink({ apiKey: ownStripeKey, apiBase: stripe.url }, wish);
    expect(changed.kind).toBe('changed');
    followPorts(stripe, file, now);
    expect(redirectOf(stripe)).toBe(`${now.shopUrl}/p/tt_mine/thank-you?${placeholder}`);
  });

  it('leaves what leads elsewhere, and everything while the ports stay', () => {
    followPorts(stripe, file, before);
    redirect(`https://shop.example.com/thanks?${placeholder}`);
    followPorts(stripe, file, now);
    expect(redirectOf(stripe)).toBe(`https://shop.example.com/thanks?${placeholder}`);
    redirect(`${before.shopUrl}/p/tt_mine/thank-you`);
    followPorts(stripe, file, now);
    expect(redirectOf(stripe)).toBe(`${before.shopUrl}/p/tt_mine/thank-you`);
  });

  it('asks for no move of a part that stayed, nor for any where all of them did', () => {
    const moves: Readonly<Record<string, string>>[] = [];
    const recorder: Pick<StripeStandIn, 'moveAddresses'> = { moveAddresses: (move) => void moves.push(move) };
    followPorts(recorder, file, before);
    followPorts(recorder, file, before);
    expect(moves).toEqual([]);
    followPorts(recorder, file, { ...before, shopUrl: 'http://127.0.0.1:9000' });
    expect(moves).toEqual([{ [before.shopUrl]: 'http://127.0.0.1:9000' }]);
  });

  it('moves nothing where no earlier run is known, or what is known of it is damaged', () => {
    redirect(`${before.shopUrl}/p/tt_mine/thank-you`);
    followPorts(stripe, file, now);
    writeFileSync(file, '{"shopUrl":');
    followPorts(stripe, file, now);
    expect(redirectOf(stripe)).toBe(`${before.shopUrl}/p/tt_mine/thank-you`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(now);
  });

  it('gives payment links the address at which the stand-in for Stripe itself answers now', async () => {
    const other = await startStripeStandIn({ dataFile: join(folder, 'stripe.json') });
    const address = () => other.findPaymentLink('tea-sampler')?.link.url;
    expect(address()).toBe(`${stripe.url}/test_tea-sampler`);
    followPorts(stripe, file, { stripeUrl: stripe.url });
    followPorts(other, file, { stripeUrl: other.url });
    expect(address()).toBe(`${other.url}/test_tea-sampler`);
    await other.close();
  });
});
