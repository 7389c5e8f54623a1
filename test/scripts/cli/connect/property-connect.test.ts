// Connecting Stripe's webhook with the real program and a Stripe stand-in that makes endpoints.
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPropertyCache } from '../../../../functions/properties/property-cache.ts';
import { restrictedKeyLink } from '../../../../functions/properties/stripe-keys/key-link.ts';
import { webhookEventTypes } from '../../../../functions/stripe/webhook-event-types.ts';
import { liveKey } from '../use-cli.ts';
import { allRights, useShop } from '../use-shop.ts';

const { folder, run, runJson, runProcess, addShop, readStored, readKeyRing, permit, world } = useShop();

const endpoint = ['--endpoint', 'https://tags.example.com/base/'];

function newSecret(name: string): string {
  return `whsec_${createHmac('sha256', name).digest('hex').slice(0, 32)}`;
}

/** The secrets as the functions open them. */
async function openSecrets(id: string, mode: 'live' | 'test'): Promise<readonly string[] | undefined> {
  const property = await readStored(id);
  const store = { findProperty: async () => property };
  const record = await createPropertyCache({ store, keyRing: readKeyRing(), now: Date.now }).find(id);
  return record?.openWebhookSecrets(mode);
}

describe('property connect', () => {
  test('has Stripe make the endpoint where the key may, and stores its secret sealed', async () => {
    permit(...allRights, 'rak_webhook_write');
    const id = await addShop();
    const { code, stdout, stderr } = await runProcess(['property', 'connect', id, ...endpoint]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [made, ...more] = [...world().stripe.requests].filter(({ method }) => method === 'POST');
    expect(made?.path).toBe('/v1/webhook_endpoints');
    expect(more.map(({ status }) => status)).toEqual([404]);
    const [secret = ''] = (await openSecrets(id, 'test')) ?? [];
    expect(secret).toMatch(/^whsec_/);
    expect(stdout).toContain(`https://tags.example.com/base/webhooks/stripe/${id}`);
    expect(stdout).toContain('1 test secret is held');
    expect(stdout).not.toContain(secret);
    expect(readFileSync(join(folder(), '.tilltag/tilltag.db'), 'latin1')).not.toContain(secret);
  });

  test('an endpoint that it made signs events that its secret opens', async () => {
    permit(...allRights, 'rak_webhook_write');
    const id = await addShop();
    const { endpoint_id } = await runJson(['property', 'connect', id, ...endpoint]);
    const event = world().stripe.createSession(world().accountId);
    world().stripe.completeSession(event.session.id, 'card');
    const [told] = world().stripe.listEvents('checkout.session.completed');
    const { headers, body } = world().stripe.renderRequest(told?.id ?? '', String(endpoint_id));
    const [, at = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]+)/.exec(headers['stripe-signature'] ?? '') ?? [];
    const [secret = ''] = (await openSecrets(id, 'test')) ?? [];
    expect(createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')).toBe(signature);
  });

  test('says exactly what to create where the key may not, with the link, the URL and every event', async () => {
    const id = await addShop();
    const { code, stdout } = await run(['property', 'connect', id, ...endpoint]);
    expect(code).toBe(0);
    expect(stdout).toContain('The key may not make webhook endpoints');
    expect(stdout).toContain(`https://tags.example.com/base/webhooks/stripe/${id}\n`);
    for (const type of webhookEventTypes) expect(stdout).toContain(`  ${type}\n`);
    expect(stdout).toContain(
      `https://dashboard.stripe.com/test/webhooks/create?events=${webhookEventTypes.join('%2C')}`,
    );
    expect(stdout).toContain(`npm run tilltag -- property connect ${id} --mode test --secret-file FILE`);
    expect((await readStored(id)).webhookSecrets).toEqual({ live: [], test: [] });
  });

  test('with --json it says the same to a program', async () => {
    const id = await addShop();
    expect(await runJson(['property', 'connect', id, ...endpoint])).toEqual({
      property_id: id,
      mode: 'test',
      outcome: 'by_hand',
      reason: 'missing_permission',
      url: `https://tags.example.com/base/webhooks/stripe/${id}`,
      warnings: [],
      events: webhookEventTypes,
      create_link: expect.stringContaining('/test/webhooks/create?events='),
      webhook_secrets: [],
      missing_rights: [],
      key_link: expect.stringContaining('rak_event_read'),
    });
  });

  test('finds an endpoint that is there already, and what is wrong with it', async () => {
    permit(...allRights, 'rak_webhook_write');
    const id = await addShop();
    const url = `https://tags.example.com/base/webhooks/stripe/${id}`;
    const known = world().stripe.addWebhookEndpoint(world().accountId, {
      url,
      enabledEvents: webhookEventTypes.filter((type) => type !== 'refund.created'),
    });
    const { stdout } = await run(['property', 'connect', id, ...endpoint]);
    expect(stdout).toContain(`Stripe has the webhook endpoint ${known.object.id} for this URL already`);
    expect(stdout).toContain('add them: refund.created.');
    expect(stdout).toContain('--secret-file FILE');
  });

  test('stores a secret from a file or standard input for the mode that is named, the newest first', async () => {
    const id = await addShop('--stripe-key', liveKey);
    writeFileSync(join(folder(), 'secret.txt'), `\n${newSecret('first')}\n`);
    await runJson(['property', 'connect', id, '--secret-file', 'secret.txt']);
    const second = await runJson(['property', 'connect', id, '--secret', '-'], { input: newSecret('second') });
    expect(second).toMatchObject({ mode: 'live', outcome: 'stored', url: null });
    await runJson(['property', 'connect', id, '--mode', 'test', '--secret', '-'], { input: newSecret('third') });
    expect(await openSecrets(id, 'live')).toEqual([newSecret('second'), newSecret('first')]);
    expect(await openSecrets(id, 'test')).toEqual([newSecret('third')]);
  });

  test('keeps the newest three, a repeated one once, and with --forget-old the newest alone', async () => {
    const id = await addShop();
    const store = async (...names: string[]): Promise<void> => {
      for (const name of names) {
        await runJson(['property', 'connect', id, '--secret', '-'], { input: newSecret(name) });
      }
    };
    await store('a', 'b', 'c', 'b');
    expect(await openSecrets(id, 'test')).toEqual([newSecret('b'), newSecret('c'), newSecret('a')]);
    await store('d');
    expect(await openSecrets(id, 'test')).toEqual([newSecret('d'), newSecret('b'), newSecret('c')]);
    const { stdout } = await run(['property', 'connect', id, '--forget-old']);
    expect(stdout).toContain('Kept the newest webhook secret alone. 1 test secret is held');
    expect(await openSecrets(id, 'test')).toEqual([newSecret('d')]);
    await run(['property', 'connect', id, '--forget-old', '--secret', '-'], { input: newSecret('e') });
    expect(await openSecrets(id, 'test')).toEqual([newSecret('e')]);
  });

  test('names each box that is not ticked, what it is for, and the link with all of them ticked', async () => {
    permit('rak_checkout_session_read', 'rak_promotion_code_read', 'rak_event_read', 'rak_payment_intent_read');
    const id = await addShop();
    const { stdout } = await run(['property', 'connect', id, ...endpoint]);
    expect(stdout).toMatch(/Charges and Refunds: Read +or else it cannot find/);
    expect(stdout).toMatch(/Invoices: Read/);
    expect(stdout).not.toMatch(/Events: Read +or/);
    const link = `${restrictedKeyLink}${allRights
      .slice(2)
      .map((right) => `&permissions[]=${right}`)
      .join('')}`;
    expect(stdout).toContain(link);
    const { missing_rights } = await runJson(['property', 'connect', id, ...endpoint]);
    expect(missing_rights).toEqual(['rak_charge_read', 'rak_invoice_read', 'rak_subscription_read']);
  });

  test.each([
    ['no key of the mode', ['--mode', 'live'], 'The property has no key of this mode', 'the property has no live key'],
    ['a Stripe that is down', [], 'Stripe could not be asked just now', 'Run the command again later'],
  ])('with %s nothing is connected, and it is still said what to create', async (_, more, words, last) => {
    const id = await addShop();
    world().stripe.setFaults({ status: 500 });
    const { code, stdout, stderr } = await run(['property', 'connect', id, ...endpoint, ...more]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Nothing was connected: /);
    expect(stderr).toContain(last);
    expect(stdout).toContain(words);
    expect(stdout).toContain('checkout.session.completed\n');
  });

  test('with a key that was revoked it is said what to create, and that the key is to be replaced', async () => {
    const id = await addShop();
    world().stripe.addAccount({ id: 'acct_shop', keys: [] });
    const { code, stdout } = await run(['property', 'connect', id, ...endpoint]);
    expect(code).toBe(1);
    expect(stdout).toContain('Stripe does not know the key any more');
  });

  test('without a key of the mode, a secret that is held or typed connects it all the same', async () => {
    const id = await addShop();
    const live = ['property', 'connect', id, ...endpoint, '--mode', 'live'];
    expect(await run(live, { isTerminal: true, input: `${newSecret('typed')}\n` })).toMatchObject({ code: 0 });
    expect(await openSecrets(id, 'live')).toEqual([newSecret('typed')]);
    expect(await run(live)).toMatchObject({ code: 0 });
  });

  test('with a server container it says which address goes where, and warns of that of the container', async () => {
    const id = await addShop();
    expect((await run(['property', 'connect', id, ...endpoint])).stdout).not.toContain('Which address');
    const container = ['--kind', 'server_container', '--url', 'https://sgtm.example.com/gtm/checkout'];
    const { destination_id } = await runJson(['property', 'destination', 'add', id, ...container]);
    const { stdout } = await run(['property', 'connect', id, ...endpoint]);
    expect(stdout).toContain(
      'Pages, and npm run build -- --endpoint: that of the server container, https://sgtm.example.com/gtm.\n',
    );
    expect(stdout).not.toContain('Warning');
    const wrong = ['property', 'connect', id, '--endpoint', 'https://sgtm.example.com/checkout'];
    expect((await run(wrong)).stdout).toContain(`Warning: ${destination_id}, a server container, lies at this host`);
    expect(await runJson(wrong)).toMatchObject({ warnings: [expect.stringContaining('give their own address')] });
  });

  test.each([
    ['no endpoint', [], 'The endpoint is missing'],
    ['an http endpoint', ['--endpoint', 'http://tags.example.com'], 'https:// only'],
    ['an endpoint with a query', ['--endpoint', 'https://tags.example.com/?a=b'], 'without ? or #'],
    ['an endpoint that is none', ['--endpoint', 'tags'], 'it is no URL'],
    ['a secret in the command', ['--secret', newSecret('typed')], 'history of the shell'],
    ['both places of a secret', ['--secret', '-', '--secret-file', 'x'], 'Give the secret once'],
    ['an empty standard input', ['--secret', '-'], 'holds no secret'],
    ['a mode that is none', ['--mode', 'sandbox'], 'live, test'],
  ])('calls %s a wrong use', async (_, args, words) => {
    const id = await addShop();
    const { code, stdout, stderr } = await run(['property', 'connect', id, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain(newSecret('typed'));
  });

  test.each([
    ['a key', 'rk_test_51SecretOfTheShop0001', 'This is a Stripe key'],
    ['half a secret', 'whsec_Secret', 'or only a part of it'],
  ])('refuses %s as the secret, and shows nothing of it', async (_, input, words) => {
    const id = await addShop();
    const { code, stderr } = await run(['property', 'connect', id, '--secret', '-'], { input });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
    expect(stderr).not.toContain('Secret');
    expect((await readStored(id)).webhookSecrets.test).toEqual([]);
  });

  test('a property and a file that are not there are wrong uses', async () => {
    expect(await run(['property', 'connect', 'tt_unknown', ...endpoint])).toMatchObject({ code: 2 });
    const { code, stderr } = await run(['property', 'connect', await addShop(), '--secret-file', 'missing.txt']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('cannot be read') });
  });
});
