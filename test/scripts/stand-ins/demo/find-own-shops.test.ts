// The page that the demo gives to every property, from what the console's store holds of it.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { readSettings, type Settings } from '../../../../functions/settings.ts';
import { openStore } from '../../../../functions/store/open-store.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { addDemoAccounts, ownStripeKey, shopStripeKey } from '../../../../scripts/stand-ins/demo/demo-accounts.ts';
import { findOwnShops } from '../../../../scripts/stand-ins/demo/find-own-shops.ts';
import type { OwnShops } from '../../../../scripts/stand-ins/shop/own/own-shop.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newProperty } from '../../../functions/store/records.ts';

let stripe: StripeStandIn;
let settings: Settings;
let store: Store;
let shops: OwnShops;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  addDemoAccounts(stripe);
  settings = readSettings({
    TILLTAG_STORE: 'sqlite::memory:',
    TILLTAG_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    STRIPE_API_BASE: stripe.url,
  });
  store = await openStore(settings.store, settings);
  const consoleUrl = 'http://127.0.0.1:1/console';
  shops = findOwnShops({ store, settings, templates: [], stripeUrl: stripe.url, consoleUrl, options: {} });
});

afterEach(async () => {
  await store.close();
  await stripe.close();
});

async function addProperty(key?: string): Promise<Property> {
  const property = newProperty({ name: 'Mine', hostnames: ['127.0.0.1'] });
  const test = key === undefined ? null : seal(settings.keyRing, key, stripeKeyPlace(property.id, 'test'));
  const added = { ...property, stripeKeys: { live: null, test } };
  await store.createProperty(added);
  return added;
}

/** As the set-up has the one link redirect. */
function redirect(path: string): void {
  const redirectUrl = `http://127.0.0.1:8787${path}`;
  const known = stripe.findPaymentLink('tea-sampler');
  if (known === undefined) throw new Error('The account has no payment link.');
  stripe.putPaymentLink(known.accountId, { ...known.draft, afterCompletion: { redirectUrl } });
}

describe('findOwnShops', () => {
  it('lists the payment links of the property’s account, of which none leads back at first', async () => {
    const { id } = await addProperty(ownStripeKey);
    expect(await shops.find(id)).toEqual({
      name: 'Mine',
      testStepUrl: `http://127.0.0.1:1/console/properties/${id}/setup/test`,
      links: [{ url: `${stripe.url}/test_tea-sampler`, leadsBack: false }],
    });
  });

  it('knows a link that leads to the property’s thank-you page with the payment from every other', async () => {
    const { id } = await addProperty(ownStripeKey);
    const leadsBack = async () => (await shops.find(id))?.links[0]?.leadsBack;
    redirect(`/p/${id}/thank-you?session_id={CHECKOUT_SESSION_ID}`);
    expect(await leadsBack()).toBe(true);
    redirect(`/p/${id}/thank-you`);
    expect(await leadsBack()).toBe(false);
    redirect('/p/tt_ofSomebodyElse/thank-you?session_id={CHECKOUT_SESSION_ID}');
    expect(await leadsBack()).toBe(false);
  });

  it('names the cure where the property has no key, and where the key may not read payment links', async () => {
    const without = await shops.find((await addProperty()).id);
    expect([without?.links, without?.trouble]).toEqual([[], expect.stringContaining('has no Stripe key')]);
    const other = await shops.find((await addProperty(shopStripeKey)).id);
    expect([other?.links, other?.trouble]).toEqual([[], expect.stringContaining('may not read payment links')]);
  });

  it('builds a container anew after it could not be built', async () => {
    const { id } = await addProperty();
    let builds = 0;
    const consoleUrl = 'http://127.0.0.1:1/console';
    const failing = findOwnShops({
      ...{ store, settings, stripeUrl: stripe.url, consoleUrl, options: {} },
      get templates() {
        builds += 1;
        return [];
      },
    });
    await expect(failing.bundle(id)).rejects.toThrow();
    await expect(failing.bundle(id)).rejects.toThrow();
    expect(builds).toBe(2);
  });

  it('has neither page nor container for a property that is not there', async () => {
    expect(await shops.find('tt_gonegonegonegonegone')).toBeUndefined();
    expect(await shops.bundle('tt_gonegonegonegonegone')).toBeUndefined();
  });

  it('has neither for one that is being deleted, instead of missing its key', async () => {
    const property = await addProperty(ownStripeKey);
    expect(await store.changeProperty({ ...property, removalStartedAtMs: 1 })).toBe('changed');
    expect(await shops.find(property.id)).toBeUndefined();
    expect(await shops.bundle(property.id)).toBeUndefined();
  });
});

describe('addDemoAccounts', () => {
  it('leaves the redirect that somebody gave their link, at every later start', async () => {
    redirect('/p/tt_mine/thank-you?session_id={CHECKOUT_SESSION_ID}');
    addDemoAccounts(stripe);
    const { link } = stripe.findPaymentLink('tea-sampler') ?? {};
    expect(link?.after_completion.redirect?.url).toContain('/p/tt_mine/');
  });
});
