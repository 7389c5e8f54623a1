// Reading, changing and making payment links through the real SDK, at the stand-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPaymentLinks } from '../../../functions/stripe/list-payment-links.ts';
import {
  createPaymentLink,
  mayChangePaymentLinks,
  redirectPaymentLink,
} from '../../../functions/stripe/redirect-payment-link.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const readKey = 'rk_test_readsLinks0123456789';
const writeKey = 'rk_test_writesLinks0123456789';
const blindKey = 'rk_test_readsNothing0123456789';
const redirectUrl = 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}';
let stripe: StripeStandIn;
let accountId: string;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  accountId = stripe.addAccount({
    keys: [
      { key: readKey, permissions: ['rak_payment_links_read'] },
      { key: writeKey, permissions: ['rak_payment_links_write'] },
      { key: blindKey, permissions: ['rak_checkout_session_read'] },
    ],
  }).id;
});

afterEach(() => stripe.close());

const as = (apiKey: string) => ({ apiKey, apiBase: stripe.url });

function putLink(slug: string, to: string | null) {
  const afterCompletion = to === null ? { confirmation: 'Thanks.' } : { redirectUrl: to };
  const lines = [{ name: 'Tea', unitAmountMinor: 900, priceId: 'price_tea' }];
  return stripe.putPaymentLink(accountId, { slug, afterCompletion, lines, currency: 'eur' }).link;
}

describe('listPaymentLinks', () => {
  it('names each active link with where its buyers are sent, newest first', async () => {
    const back = putLink('back', redirectUrl);
    const stays = putLink('stays', null);
    putLink('gone', redirectUrl).active = false;
    expect(await listPaymentLinks(as(readKey))).toEqual({
      kind: 'listed',
      isWhole: true,
      links: [
        { id: stays.id, url: stays.url, redirectUrl: null },
        { id: back.id, url: back.url, redirectUrl },
      ],
    });
  });

  it('reads page by page, five hundred at most, and says where there are more', async () => {
    for (let count = 0; count < 501; count += 1) putLink(`link-${count}`, null);
    const read = await listPaymentLinks(as(readKey));
    expect(read).toMatchObject({ kind: 'listed', isWhole: false });
    expect(read.kind === 'listed' && new Set(read.links.map(({ id }) => id)).size).toBe(500);
  });

  it('says which right is missing, that a key is unknown, and that Stripe is down', async () => {
    expect(await listPaymentLinks(as(blindKey))).toEqual({
      kind: 'missing_permission',
      permission: 'rak_payment_links_read',
    });
    expect(await listPaymentLinks(as('rk_test_unknown0123456789'))).toEqual({ kind: 'rejected' });
    stripe.setFaults({ status: 500 });
    expect(await listPaymentLinks(as(readKey))).toEqual({ kind: 'unavailable', reason: 'server_error' });
  });
});

describe('redirectPaymentLink', () => {
  it('sends the link’s buyers to the page from then on, with the placeholder to the letter', async () => {
    const { id } = putLink('stays', null);
    const changed = await redirectPaymentLink(as(writeKey), { linkId: id, redirectUrl });
    expect(changed).toMatchObject({ kind: 'changed', link: { id, redirectUrl } });
    expect(await listPaymentLinks(as(readKey))).toMatchObject({ links: [{ id, redirectUrl }] });
  });

  it('changes nothing without the right, nor a link that is not there', async () => {
    const { id } = putLink('stays', null);
    expect(await redirectPaymentLink(as(readKey), { linkId: id, redirectUrl })).toEqual({
      kind: 'missing_permission',
      permission: 'rak_payment_links_write',
    });
    expect(await redirectPaymentLink(as(writeKey), { linkId: 'plink_none', redirectUrl })).toEqual({ kind: 'missing' });
    expect(await listPaymentLinks(as(readKey))).toMatchObject({ links: [{ id, redirectUrl: null }] });
  });
});

describe('createPaymentLink', () => {
  it('makes a link for one piece at the price, whose buyers come back', async () => {
    putLink('known', null);
    const made = await createPaymentLink(as(writeKey), { priceId: 'price_tea', redirectUrl });
    expect(made).toMatchObject({ kind: 'changed', link: { id: expect.stringMatching(/^plink_/), redirectUrl } });
    expect(await listPaymentLinks(as(readKey))).toMatchObject({ links: [{ redirectUrl }, { redirectUrl: null }] });
  });

  it('makes one link though the first answers were lost', async () => {
    putLink('known', null);
    stripe.setFaults({ loseAnswersTo: 'POST', times: 2 });
    expect(await createPaymentLink(as(writeKey), { priceId: 'price_tea', redirectUrl })).toMatchObject({
      kind: 'changed',
    });
    const read = await listPaymentLinks(as(readKey));
    expect(read.kind === 'listed' && read.links).toHaveLength(2);
  });

  it('makes none for a price that is not there, or without the right', async () => {
    expect(await createPaymentLink(as(writeKey), { priceId: 'price_none', redirectUrl })).toEqual({ kind: 'missing' });
    expect(await createPaymentLink(as(readKey), { priceId: 'price_tea', redirectUrl })).toMatchObject({
      kind: 'missing_permission',
    });
  });
});

describe('mayChangePaymentLinks', () => {
  it('finds the right to change links without changing one', async () => {
    putLink('known', null);
    expect(await mayChangePaymentLinks(as(writeKey))).toBe(true);
    expect(await mayChangePaymentLinks(as(readKey))).toBe(false);
    expect(await listPaymentLinks(as(readKey))).toMatchObject({ links: [{ redirectUrl: null }] });
  });

  it('says nothing where Stripe could not be asked', async () => {
    stripe.setFaults({ status: 500 });
    expect(await mayChangePaymentLinks(as(writeKey))).toBeUndefined();
  });
});
