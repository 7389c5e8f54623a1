// The demo's property across runs.
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../../../functions/settings.ts';
import { openStore } from '../../../../functions/store/open-store.ts';
import { unseal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { findOrAddDemoProperty } from '../../../../scripts/stand-ins/demo/demo-property.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const stripeKey = 'rk_test_demoPropertyTest';

let standIn: StripeStandIn;
let store: string;

beforeEach(async () => {
  standIn = await startStripeStandIn();
  standIn.addAccount({ keys: [{ key: stripeKey, permissions: ['rak_checkout_session_read'] }] });
  store = `sqlite:${join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'tilltag.db')}`;
});

afterEach(() => standIn.close());

const makeKeys = () => `demo:${randomBytes(32).toString('base64')}`;
const settingsWith = (keys: string) =>
  readSettings({ TILLTAG_STORE: store, TILLTAG_KEYS: keys, STRIPE_API_BASE: standIn.url });

describe('findOrAddDemoProperty', () => {
  it('adds a property for this machine once and finds it again', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, stripeKey, 1000);
    const asked = standIn.requests.length;
    expect(await findOrAddDemoProperty(settings, stripeKey, 2000)).toBe(id);
    expect(standIn.requests).toHaveLength(asked);
    const opened = await openStore(store);
    expect(await opened.listProperties()).toMatchObject([
      { id, version: 1, hostnames: ['127.0.0.1', 'localhost'], readsPromotionCodes: { test: false } },
    ]);
    await opened.close();
  });

  it('keeps the id and seals the key anew when the key ring is another one', async () => {
    const id = await findOrAddDemoProperty(settingsWith(makeKeys()), stripeKey, 1000);
    const renewed = settingsWith(makeKeys());
    expect(await findOrAddDemoProperty(renewed, stripeKey, 2000)).toBe(id);
    const opened = await openStore(store);
    const sealed = (await opened.findProperty(id))?.stripeKeys.test ?? '';
    await opened.close();
    expect(unseal(renewed.keyRing, sealed, stripeKeyPlace(id, 'test'))).toBe(stripeKey);
    const asked = standIn.requests.length;
    await findOrAddDemoProperty(renewed, stripeKey, 3000);
    expect(standIn.requests).toHaveLength(asked);
  });

  it('rejects when Stripe refuses the key', async () => {
    await expect(findOrAddDemoProperty(settingsWith(makeKeys()), 'rk_test_unknownToStripe', 1000)).rejects.toThrow(
      /does not know the test key/,
    );
  });
});
