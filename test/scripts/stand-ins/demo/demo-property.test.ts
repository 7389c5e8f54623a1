// The demo's property across runs.
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDestinations } from '../../../../functions/destinations/destinations.ts';
import { createSendRequest } from '../../../../functions/outbound/create-send-request.ts';
import { createPropertyCache } from '../../../../functions/properties/property-cache.ts';
import { webhookSecretPlace } from '../../../../functions/properties/webhook-secret-place.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { readSettings } from '../../../../functions/settings.ts';
import { openStore } from '../../../../functions/store/open-store.ts';
import { unseal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { findOrAddDemoProperty } from '../../../../scripts/stand-ins/demo/demo-property.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const stripeKey = 'rk_test_demoPropertyTest';
const secrets = { stripeKey, webhookSecret: 'whsec_demoPropertyTest' };

let standIn: StripeStandIn;
let store: string;

beforeEach(async () => {
  standIn = await startStripeStandIn();
  standIn.addAccount({ keys: [{ key: stripeKey, permissions: ['rak_checkout_session_read'] }] });
  store = `sqlite:${join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'tilltag.db')}`;
});

afterEach(() => standIn.close());

const makeKeys = () => `demo:${randomBytes(32).toString('base64')}`;
function getProperty(found: Property | undefined): Property {
  if (found === undefined) throw new Error('The property is gone.');
  return found;
}

const settingsWith = (keys: string) =>
  readSettings({ TILLTAG_STORE: store, TILLTAG_KEYS: keys, STRIPE_API_BASE: standIn.url });

describe('findOrAddDemoProperty', () => {
  it('adds a property for this machine once and finds it again', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    const asked = standIn.requests.length;
    expect(await findOrAddDemoProperty(settings, secrets, 2000)).toBe(id);
    expect(standIn.requests).toHaveLength(asked);
    const opened = await openStore(store);
    expect(await opened.listProperties()).toMatchObject([
      {
        id,
        version: 1,
        hostnames: ['127.0.0.1', 'localhost'],
        readsPromotionCodes: { test: false },
        sender: 'browser_first',
        graceMinutes: 0.5,
        destinations: [{ kind: 'ga4', mode: 'test', measurementId: 'G-DEMO' }],
      },
    ]);
    await opened.close();
  });

  it('opens the webhook secret and the destination’s for the function that runs on the same settings', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    const opened = await openStore(store);
    const { findDestination } = createDestinations({ request: createSendRequest(), now: Date.now });
    const cache = createPropertyCache({ ...settings, store: opened, now: Date.now, secretPlaces: findDestination });
    const record = await cache.find(id);
    await opened.close();
    expect(record?.openWebhookSecrets('test')).toEqual([secrets.webhookSecret]);
    expect(record?.property.destinations.map((destination) => record.openDestinationSecret(destination))).toEqual([
      'demoApiSecret',
    ]);
  });

  it('connects a property of an earlier version, and leaves alone what somebody changed since', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    const opened = await openStore(store);
    const read = async () => getProperty(await opened.findProperty(id));
    await opened.changeProperty({ ...(await read()), destinations: [], sender: 'browser' });
    await findOrAddDemoProperty(settings, secrets, 2000);
    expect(await read()).toMatchObject({ sender: 'browser_first', destinations: [{ kind: 'ga4' }] });
    await opened.changeProperty({ ...(await read()), sender: 'server', graceMinutes: 3 });
    await findOrAddDemoProperty(settings, { ...secrets, webhookSecret: 'whsec_another' }, 3000);
    const { sender, graceMinutes, destinations, webhookSecrets } = await read();
    await opened.close();
    expect({ sender, graceMinutes, destinations: destinations.length }).toEqual({
      sender: 'server',
      graceMinutes: 3,
      destinations: 1,
    });
    expect(unseal(settings.keyRing, webhookSecrets.test[0] ?? '', webhookSecretPlace(id, 'test'))).toBe(
      'whsec_another',
    );
  });

  it('keeps the id and seals the key anew when the key ring is another one', async () => {
    const id = await findOrAddDemoProperty(settingsWith(makeKeys()), secrets, 1000);
    const renewed = settingsWith(makeKeys());
    expect(await findOrAddDemoProperty(renewed, secrets, 2000)).toBe(id);
    const opened = await openStore(store);
    const sealed = (await opened.findProperty(id))?.stripeKeys.test ?? '';
    await opened.close();
    expect(unseal(renewed.keyRing, sealed, stripeKeyPlace(id, 'test'))).toBe(stripeKey);
    const asked = standIn.requests.length;
    await findOrAddDemoProperty(renewed, secrets, 3000);
    expect(standIn.requests).toHaveLength(asked);
  });

  it('rejects when Stripe refuses the key', async () => {
    await expect(
      findOrAddDemoProperty(settingsWith(makeKeys()), { ...secrets, stripeKey: 'rk_test_unknownToStripe' }, 1000),
    ).rejects.toThrow(/does not know the test key/);
  });
});
