// The doctor at a terminal: a property of a real store, a Stripe, a container and a Google that answer.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { stripeApiVersion } from '../../../functions/stripe/create-client.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { liveKey, testKey } from './use-cli.ts';
import { allRights, useShop } from './use-shop.ts';

const { run, runJson, addShop, addContainer, permit, world } = useShop();
const secret = `whsec_${'a'.repeat(32)}`;
const redirectUrl = 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}';
const servers: Server[] = [];
let endpoints: { status: string }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Told {
  code: string;
  verdict: string;
  what: string;
  why: string;
  fix: string | null;
  data: Record<string, unknown>;
}

/** What the doctor finds, by code. */
async function examine(id: string, ...options: string[]) {
  const { code, stdout } = await run(['doctor', id, '--json', ...options]);
  const { findings, counts } = JSON.parse(stdout);
  const told: Told[] = findings;
  return { exit: code, counts, told, find: (wanted: string) => told.find((one) => one.code === wanted) };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
  return `http://127.0.0.1:${port}/thanks`;
}

/** A shop whose webhook, links, key and destination are as they should be. */
async function addGoodShop(): Promise<string> {
  permit(...allRights, 'rak_webhook_read', 'rak_payment_links_read');
  const id = await addShop();
  await addContainer(id);
  await run(['property', 'connect', id, '--secret', '-'], { input: secret });
  const { stripe, accountId } = world();
  stripe.putPaymentLink(accountId, { slug: 'mug', lines: [], afterCompletion: { redirectUrl } });
  const { object } = stripe.addWebhookEndpoint(accountId, {
    url: `https://tags.example.com/webhooks/stripe/${id}`,
    enabledEvents: [...webhookEventTypes],
    apiVersion: stripeApiVersion,
  });
  endpoints = [object];
  await run(['sweep']);
  return id;
}

describe('doctor', () => {
  test('finds nothing red where everything is as it should be, and ends with 0', async () => {
    const { exit, told } = await examine(await addGoodShop(), '--endpoint', 'https://tags.example.com');
    expect(told.filter(({ verdict }) => verdict === 'red')).toEqual([]);
    expect(exit).toBe(0);
    const green = told.flatMap(({ code, verdict }) => (verdict === 'green' ? [code] : []));
    for (const code of [
      'key_valid',
      'rights_complete',
      'rights_modest',
      'endpoint_good',
      'links_good',
      'sweep_alive',
      'sealing_key_young',
    ]) {
      expect(green).toContain(code);
    }
    const age = told.find(({ code }) => code === 'sealing_key_young');
    expect(age?.data).toMatchObject({ days: 0 });
    expect(age?.what).toMatch(/in use since \d{4}-\d\d-\d\d or longer \(0 days\)\.$/);
  });

  test('says of each finding what, why and the exact fix, and ends with 1 where one is red', async () => {
    const id = await addGoodShop();
    world().stripe.addAccount({ id: 'acct_shop', keys: [] });
    const { code, stdout, stderr } = await run(['doctor', id]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'One thing is to be put right.\n' });
    expect(stdout).toMatch(
      /^✗ Stripe does not know the test key any more.*\n {2}Why: .*\n {2}Fix: Make a restricted key at https/,
    );
    expect(stdout).toMatch(/\n1 to be put right, \d+ to be looked at, \d+ as it should be\n$/);
  });

  test('names payment links that lose the session, lead elsewhere or stay at Stripe', async () => {
    const id = await addGoodShop();
    const { stripe, accountId } = world();
    const put = (slug: string, url: string) =>
      stripe.putPaymentLink(accountId, { slug, lines: [], afterCompletion: { redirectUrl: url } });
    put('bare', 'https://shop.example.com/thanks');
    put('other', 'https://shop.example.com/thanks?id={CHECKOUT_SESSION_ID}');
    put('away', 'https://elsewhere.example.com/?session_id={CHECKOUT_SESSION_ID}');
    stripe.putPaymentLink(accountId, { slug: 'stays', lines: [], afterCompletion: { confirmation: 'Thanks' } });
    const { exit, find } = await examine(id);
    expect(exit).toBe(1);
    expect(find('links_without_placeholder')).toMatchObject({
      verdict: 'red',
      what: expect.stringContaining('/test_bare'),
    });
    expect(find('links_with_other_parameter')?.what).toContain('/test_other');
    expect(find('links_to_other_host')?.what).toContain('/test_away');
    expect(find('links_stay_at_stripe')?.what).toContain('/test_stays');
    expect(find('links_good')?.data).toMatchObject({ count: 1 });
  });

  test('tells a right that is missing from one that is too much', async () => {
    permit('rak_checkout_session_read', 'rak_promotion_code_read', 'rak_event_read', 'rak_charge_write');
    const { exit, find } = await examine(await addShop());
    expect(exit).toBe(1);
    expect(find('rights_missing')?.what).toContain('PaymentIntents: Read, Invoices: Read, Subscriptions: Read');
    expect(find('rights_missing')?.what).not.toContain('Charges and Refunds');
    expect(find('rights_excess')).toMatchObject({
      verdict: 'red',
      what: expect.stringContaining('Charges and Refunds: Write'),
    });
    expect(find('links_unseen')).toMatchObject({
      verdict: 'yellow',
      what: expect.stringContaining('Payment Links: Read'),
    });
  });

  test('finds that the account has no endpoint for the secret that is stored', async () => {
    permit(...allRights, 'rak_webhook_read');
    const id = await addShop();
    await run(['property', 'connect', id, '--secret', '-'], { input: secret });
    expect((await examine(id)).find('endpoint_missing')).toMatchObject({ verdict: 'red' });
  });

  test('judges the webhook endpoint: disabled, with too few events, of another version, at another host', async () => {
    const id = await addGoodShop();
    const { stripe, accountId } = world();
    const url = `https://old.example.com/webhooks/stripe/${id}`;
    for (const object of endpoints) object.status = 'disabled';
    expect((await examine(id)).find('endpoint_disabled')).toMatchObject({ verdict: 'red' });
    stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['invoice.paid'] });
    const { find } = await examine(id, '--endpoint', 'https://tags.example.com');
    expect(find('endpoint_lacks_events')?.what).toContain('checkout.session.completed');
    expect(find('endpoint_version')?.what).toContain('default version');
    expect(find('endpoint_elsewhere')?.what).toContain('old.example.com');
  });

  test('says that Stripe could not deliver events', async () => {
    const id = await addGoodShop();
    world().stripe.expireSession(world().stripe.createSession(world().accountId).session.id);
    const later = { now: () => Date.now() + 3_600_000 };
    const { stdout } = await run(['doctor', id, '--json'], later);
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({ code: 'events_undelivered', verdict: 'yellow' }),
    );
  });

  test('warns where another property counts the same payments, and prints no part of a key', async () => {
    const id = await addShop();
    await addShop('--name', 'The other shop');
    const { find, told } = await examine(id);
    expect(find('payments_shared')).toMatchObject({
      verdict: 'yellow',
      what: expect.stringContaining('The other shop'),
    });
    for (const key of [testKey, liveKey]) expect(JSON.stringify(told)).not.toContain(key.slice(8, 24));
  });

  test('looks at a thank-you page', async () => {
    const url = await serve((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "script-src 'self'" })
        .end('<script>gtm("GTM-ABC1234")</script>'),
    );
    const { exit, find } = await examine(await addShop(), '--url', url, '--endpoint', 'https://tags.example.com');
    expect(exit).toBe(1);
    expect(find('page_holds_container')?.data).toEqual({ containers: ['GTM-ABC1234'] });
    expect(find('page_host_not_allowed')?.data).toEqual({ host: '127.0.0.1' });
    expect(find('page_policy_blocks')?.verdict).toBe('red');
  });

  test('asks no page of this machine unless it was started for tests', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.end();
    });
    const { stdout } = await run(['doctor', await addShop(), '--json', '--url', url], {
      env: { TILLTAG_ALLOW_LOCAL: '' },
    });
    expect(JSON.parse(stdout).findings).toContainEqual(expect.objectContaining({ code: 'page_unreached' }));
    expect(seen).toEqual([]);
  });

  test('ends with 2 for an unknown property and an endpoint that is none, and says so in its help', async () => {
    expect((await run(['doctor', 'tt_unknownunknown'])).code).toBe(2);
    expect((await run(['doctor', await addShop(), '--endpoint', 'ftp://x'])).code).toBe(2);
    const { stdout } = await run(['doctor', '--help']);
    expect(stdout).toContain('Exit code 0 where nothing is to be put right');
    expect((await run(['property', 'check', '--help'])).stdout).toContain('doctor tt_');
  });

  test('prints one JSON object', async () => {
    expect(await runJson(['doctor', await addGoodShop()])).toMatchObject({ counts: { red: 0 } });
  });
});
