// The check-up page over HTTP: stored findings at once, everything on request, nothing of other accounts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leaveSweepMark } from '../../../../functions/delivery/sweep-mark.ts';
import { webhookSecretPlace } from '../../../../functions/properties/webhook-secret-place.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { readSettings } from '../../../../functions/settings.ts';
import { newestKeyId } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

const apiKey = 'rk_test_51AbcdefghijklmnSecret1';
const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const { keyRing } = readSettings({ TILLTAG_STORE: 'sqlite::memory:', TILLTAG_KEYS: keys });
let stripe: StripeStandIn;
let running: RunningConsole;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  stripe.addAccount({ id: 'acct_1', keys: [{ key: apiKey, permissions: ['rak_checkout_session_read'] }] });
  running = await startConsole({ STRIPE_API_BASE: stripe.url, TILLTAG_KEYS: keys });
});

afterEach(async () => {
  await running.close();
  await stripe.close();
});

/** A property with a test key, of the owner's account unless told otherwise. */
async function addProperty(changes: Partial<Property> = {}): Promise<Property> {
  const property = await running.addProperty({ hostnames: ['shop.example.com'], ...changes });
  const stripeKeys = { live: null, test: seal(keyRing, apiKey, stripeKeyPlace(property.id, 'test')) };
  await running.store.changeProperty({ ...property, stripeKeys });
  return property;
}

const pathOf = ({ id }: Property): string => `/properties/${id}/doctor`;

describe('GET /properties/:propertyId/doctor', () => {
  test('shows what is known without asking anybody, grouped with counts, and the form to ask', async () => {
    const { status, body } = await running.get(pathOf(await addProperty()));
    expect(status).toBe(200);
    expect(stripe.requests).toEqual([]);
    expect(body).toContain('<h1>Check-up</h1>');
    expect(body).toContain('The regular run that sends what is due never came to its end.');
    expect(body).toMatch(/To be looked at \(\d+\)/);
    expect(body).toContain('2026-05-12 10:00 UTC');
    expect(body).toContain('name="url"');
    expect(body).toMatch(/name="endpoint"[^>]* value="http:\/\/127\.0\.0\.1:\d+"/);
  });

  test.each([
    ['shop.example.com', 'Look at this first', 'is to be put right; something is to be looked at'],
    [null, 'Put this right first', undefined],
  ])('judges as the overview does, with hostname %s', async (host, heading, verdict) => {
    const property = await addProperty({ hostnames: host === null ? [] : [host] });
    const { body: overview } = await running.get(`/properties/${property.id}`);
    expect(overview).toContain(`<h2>${heading}</h2>`);
    const { body } = await running.get(pathOf(property));
    if (verdict === undefined) expect(body).not.toContain('Nothing that is known');
    else expect(body).toContain(`Nothing that is known ${verdict}`);
  });

  test('knows both addresses where the settings say them', async () => {
    await running.close();
    running = await startConsole({
      ...{ STRIPE_API_BASE: stripe.url, TILLTAG_KEYS: keys, TILLTAG_PUBLIC_URL: 'https://tags.example.com/base' },
      TILLTAG_WEBHOOK_URL: 'https://hooks.example.com',
    });
    const { body } = await running.get(pathOf(await addProperty()));
    expect(body).toMatch(/name="endpoint"[^>]* value="https:\/\/tags\.example\.com\/base"/);
    expect(body).toMatch(/name="webhook"[^>]* value="https:\/\/hooks\.example\.com"/);
  });

  test('shows a viewer the findings, and no form', async () => {
    const { status, body } = await running.get(pathOf(await addProperty()), 'viewer');
    expect(status).toBe(200);
    expect(body).toContain('The regular run that sends what is due never came to its end.');
    expect(body).not.toContain('name="url"');
  });

  test('says since when the newest key is in use, and how it is exchanged as a year is over', async () => {
    const property = await addProperty();
    const { store, clock } = running;
    await leaveSweepMark(store, clock.nowMs - 366 * 86_400_000, newestKeyId(keyRing));
    const { body } = await running.get(pathOf(property));
    expect(body).toContain('in use since 2025-05-11 or longer (366 days)');
    expect(body).toContain('it is to be exchanged once a year');
    expect(body).toContain('npm run tilltag -- keys rotate');
  });

  test('links each fix to the page where it is done', async () => {
    const property = await addProperty();
    const { body } = await running.get(pathOf(property));
    expect(body).toContain(`href="/console/properties/${property.id}/setup/keys"`);
  });
});

describe('POST /properties/:propertyId/doctor', () => {
  test('asks Stripe, and says what the key lacks and which box to tick', async () => {
    const property = await addProperty();
    const { status, body } = await running.post(pathOf(property), { url: '', endpoint: '' });
    expect(status).toBe(200);
    expect(body).toContain('The test key reads checkout sessions.');
    expect(body).toContain('Boxes to tick in Stripe: Events: Read, Charges and Refunds: Read');
    expect(body).toContain('Payment Links: Read');
    expect(body).toContain('Check again');
    expect(body).not.toContain('51Abcdefghijklmn');
    expect(await running.store.findProperty(property.id)).toMatchObject({ version: 2 });
  });

  test('calls no events delivered where none came', async () => {
    const permissions = ['rak_checkout_session_read', 'rak_event_read'];
    stripe.addAccount({ id: 'acct_1', keys: [{ key: apiKey, permissions }] });
    const { id } = await addProperty();
    const stored = await running.store.findProperty(id);
    if (!stored) throw new Error('The property is not stored.');
    const secret = seal(keyRing, 'whsec_Abcdefghijklmn', webhookSecretPlace(id, 'test'));
    await running.store.changeProperty({ ...stored, webhookSecrets: { live: [], test: [secret] } });
    const ask = async () => (await running.post(pathOf(stored), {})).body;
    const silent = await ask();
    expect(silent).toContain('data-code="events_none"');
    expect(silent).not.toContain('data-code="events_delivered"');
    const day = new Date(running.clock.nowMs).toISOString().slice(0, 10);
    const expiresAtMs = running.clock.nowMs + 1;
    await running.store.putTally({ id: `${id}:${day}:1`, propertyId: id, day, counts: { accepted: 1 }, expiresAtMs });
    expect(await ask()).toContain('data-code="events_delivered"');
  });

  test('keeps what was entered, and looks at the page only where it lies in public', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('GTM-SECRET1');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    for (const url of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, 'https://169.254.169.254/']) {
      const { status, body } = await running.post(pathOf(await addProperty()), {
        url,
        endpoint: 'https://tags.example.com',
      });
      expect(status).toBe(200);
      expect(body).toContain('The page could not be looked at');
      expect(body).toContain(`value="${url}"`);
      expect(body).not.toContain('GTM-SECRET1');
    }
    server.close();
    expect(seen).toEqual([]);
  });

  test('says at its field what is wrong with the address of the functions', async () => {
    const fields = { url: 'https://shop.example.com/', endpoint: 'tags.example.com' };
    const { status, body } = await running.post(pathOf(await addProperty()), fields);
    expect(status).toBe(422);
    expect(body).toMatch(/id="endpoint-error"[^>]*>This address of your functions cannot be used/);
    expect(body).toContain('value="https://shop.example.com/"');
    const hooks = await running.post(pathOf(await addProperty()), { webhook: 'hooks.example.com' });
    expect(hooks.body).toMatch(/id="webhook-error"[^>]*>This address of your functions cannot be used/);
    expect(hooks.body).not.toContain('id="endpoint-error"');
    expect(stripe.requests).toEqual([]);
  });

  test('compares Stripe’s webhook with the address for Stripe, not with that for pages', async () => {
    stripe.addAccount({
      id: 'acct_2',
      keys: [{ key: `${apiKey}2`, permissions: ['rak_checkout_session_read', 'rak_webhook_read'] }],
    });
    const property = await addProperty();
    const stripeKeys = { live: null, test: seal(keyRing, `${apiKey}2`, stripeKeyPlace(property.id, 'test')) };
    const secret = seal(keyRing, 'whsec_Abcdefghijklmn', webhookSecretPlace(property.id, 'test'));
    const stored = await running.store.findProperty(property.id);
    if (!stored) throw new Error('The property is not stored.');
    await running.store.changeProperty({ ...stored, stripeKeys, webhookSecrets: { live: [], test: [secret] } });
    const url = `https://hooks.example.com/webhooks/stripe/${property.id}`;
    stripe.addWebhookEndpoint('acct_2', { url, enabledEvents: ['*'] });
    const ask = (webhook: string) => running.post(pathOf(property), { endpoint: 'https://tags.example.com', webhook });
    expect((await ask('https://hooks.example.com')).body).not.toContain('leads to hooks.example.com, while');
    expect((await ask('https://other.example.com')).body).toContain('leads to hooks.example.com, while');
  });

  test('names properties that share payments only where they are of the same account', async () => {
    const property = await addProperty();
    await addProperty({ name: 'Sister shop' });
    await addProperty({ name: 'Secret stranger', accountId: running.otherAccountId });
    const { body } = await running.post(pathOf(property), {});
    expect(body).toContain('Sister shop, 1 property of other accounts');
    expect(body).not.toContain('Secret stranger');
  });

  test('is for owners, and escapes what was entered', async () => {
    const property = await addProperty();
    expect((await running.post(pathOf(property), {}, 'viewer')).status).toBe(403);
    expect((await running.post(pathOf(property), {}, 'stranger')).status).toBe(404);
    const { body } = await running.post(pathOf(property), { url: '"><script>alert(1)</script>' });
    expect(body).not.toContain('<script>alert');
  });
});
