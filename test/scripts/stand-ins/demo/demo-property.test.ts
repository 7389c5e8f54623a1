// The demo's property across runs.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSteps } from '../../../../functions/console/setup/setup-steps.ts';
import { createDestinations } from '../../../../functions/destinations/destinations.ts';
import { createSendRequest } from '../../../../functions/outbound/create-send-request.ts';
import { createPropertyCache, type PropertyRecord } from '../../../../functions/properties/property-cache.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { readSettings, type Settings } from '../../../../functions/settings.ts';
import { openStore } from '../../../../functions/store/open-store.ts';
import { unseal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import {
  connectDemoContainer,
  findOrAddDemoProperty,
  holdsContainerSecret,
} from '../../../../scripts/stand-ins/demo/demo-property.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const stripeKey = 'rk_test_demoPropertyTest';
const container = { url: 'http://127.0.0.1:8791/checkout', secret: 'demoContainerSecretOfTheTest' };
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
      },
    ]);
    await opened.close();
  });

  it('is set up but for its first payment and what nobody has here: an event of the webhook, and a key for live payments', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    await connectDemoContainer(settings, id, container, 1000);
    const opened = await openStore(store);
    const property = await opened.findProperty(id);
    await opened.close();
    if (property === undefined) throw new Error('The property is gone.');
    const none = { entries: [], eventDays: [], placeholderDays: [], hostDays: [], sharers: [] };
    const left = findSteps({ ...none, property }).filter(({ state }) => state !== 'done');
    expect(left.map(({ id: step, state }) => `${step} ${state}`)).toEqual(['keys look', 'webhook look', 'test open']);
  });

  it('ticks off in the property of an earlier demo what that did not, and nothing that somebody took back since', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    const { property } = await findRecord(settings, id);
    const { redirect: _, ...others } = property.ticked ?? {};
    await change(settings, { ...property, ticked: { test: 500 } });
    await findOrAddDemoProperty(settings, secrets, 2000);
    const healed = (await findRecord(settings, id)).property;
    expect(healed.ticked).toMatchObject({ test: 500, redirect: 2000, value: 2000 });
    await change(settings, { ...healed, ticked: others });
    await findOrAddDemoProperty(settings, secrets, 3000);
    await findOrAddDemoProperty(settings, { ...secrets, webhookSecret: 'whsec_another' }, 4000);
    expect((await findRecord(settings, id)).property.ticked).toEqual(others);
  });

  it('opens the webhook secret for the function that runs on the same settings, also a new one', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    expect((await findRecord(settings, id)).openWebhookSecrets('test')).toEqual([secrets.webhookSecret]);
    await findOrAddDemoProperty(settings, { ...secrets, webhookSecret: 'whsec_another' }, 2000);
    expect((await findRecord(settings, id)).openWebhookSecrets('test')).toEqual(['whsec_another']);
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

describe('connectDemoContainer', () => {
  it('sends test sessions to the container, after a short grace, with a secret that both know', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    await connectDemoContainer(settings, id, container, 2000);
    const record = await findRecord(settings, id);
    expect(record.property).toMatchObject({
      sender: 'browser_first',
      graceMinutes: 0.5,
      destinations: [{ kind: 'server_container', mode: 'test', url: container.url }],
      containerSecretHash: createHash('sha256').update(container.secret).digest('hex'),
    });
    expect(record.property.destinations.map((one) => record.openDestinationSecret(one))).toEqual([container.secret]);
  });

  it('changes nothing where it is connected already, and leaves alone what somebody changed', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    await connectDemoContainer(settings, id, container, 2000);
    const { property } = await findRecord(settings, id);
    await change(settings, { ...property, sender: 'server', graceMinutes: 3 });
    await connectDemoContainer(settings, id, container, 3000);
    expect((await findRecord(settings, id)).property).toMatchObject({
      sender: 'server',
      version: property.version + 1,
    });
  });

  it('follows the container to another port', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    await connectDemoContainer(settings, id, container, 2000);
    await connectDemoContainer(settings, id, { ...container, url: 'http://127.0.0.1:9791/checkout' }, 3000);
    const { destinations } = (await findRecord(settings, id)).property;
    expect(destinations).toMatchObject([{ url: 'http://127.0.0.1:9791/checkout' }]);
  });

  it('takes the place of the GA4 destination of an earlier version, and keeps who sends', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    const { property } = await findRecord(settings, id);
    const place = { kind: 'ga4', id: 'dst_earlier', mode: 'test', measurementId: 'G-DEMO', region: 'global' } as const;
    await change(settings, { ...property, sender: 'server', destinations: [{ ...place, secret: 'sealed' }] });
    await connectDemoContainer(settings, id, container, 2000);
    expect((await findRecord(settings, id)).property).toMatchObject({
      sender: 'server',
      destinations: [{ kind: 'server_container' }],
    });
  });
});

describe('holdsContainerSecret', () => {
  it('tells a property that shares the secret in both directions from one that another secret was given', async () => {
    const settings = settingsWith(makeKeys());
    const id = await findOrAddDemoProperty(settings, secrets, 1000);
    const held = async () => holdsContainerSecret((await findRecord(settings, id)).property, container, settings);
    expect(await held()).toBe(false);
    await connectDemoContainer(settings, id, container, 2000);
    expect(await held()).toBe(true);
    const { property } = await findRecord(settings, id);
    expect(holdsContainerSecret({ ...property, containerSecretHash: '0'.repeat(64) }, container, settings)).toBe(false);
    expect(holdsContainerSecret(property, { ...container, secret: 'another' }, settings)).toBe(false);
    expect(holdsContainerSecret(property, container, settingsWith(makeKeys()))).toBe(false);
  });
});

async function change(settings: Settings, property: Property): Promise<void> {
  const opened = await openStore(settings.store);
  await opened.changeProperty(property);
  await opened.close();
}

async function findRecord(settings: Settings, id: string): Promise<PropertyRecord> {
  const opened = await openStore(settings.store);
  const { findDestination } = createDestinations({ request: createSendRequest(), now: Date.now });
  const cache = createPropertyCache({ ...settings, store: opened, now: Date.now, secretPlaces: findDestination });
  const record = await cache.find(id);
  await opened.close();
  if (record === undefined || record === null) throw new Error('The property is gone.');
  return record;
}
