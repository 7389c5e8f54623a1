// The set-up over HTTP, from an empty account to the first payment that arrived.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liveKey, neededRights, type SetupWorld, setUpRights, startSetup, testKey } from './start-setup.ts';

let world: SetupWorld;
beforeEach(async () => {
  world = await startSetup();
});
afterEach(() => world.close());

const origin = () => new URL(world.app.url).origin;
const shop = { name: 'My shop', hostnames: 'shop.example.com' };

/** The id of a property that was made by the form. */
async function makeProperty(): Promise<string> {
  const made = await world.app.post(`/accounts/${world.app.accountId}/properties`, shop);
  const id = /\/properties\/(tt_\w+)\/setup\/keys/.exec(made.location ?? '')?.[1];
  if (id === undefined) throw new Error(`No property was made: ${made.status} ${made.body}`);
  return id;
}

async function stored(id: string) {
  const property = await world.app.store.findProperty(id);
  if (property === undefined) throw new Error('The property is gone.');
  return property;
}

/** How each step stands, as the list says it. */
async function readStates(id: string): Promise<Record<string, string>> {
  const { body } = await world.app.get(`/properties/${id}/setup`);
  const items = [...body.matchAll(/<li class="(done|open|look)"><div><a href="[^"]*\/setup\/(\w+)"/g)];
  return Object.fromEntries(items.map(([, state = '', step = '']) => [step, state]));
}

describe('the set-up', () => {
  test('leads from nothing to the first green payment, each step marked as done on its way', async () => {
    const { app, stripe, google } = world;
    const empty = await app.get(`/accounts/${app.accountId}`);
    expect(empty.body).toContain('No property yet');
    const id = await makeProperty();
    const step = (name: string, fields: Record<string, string>) => app.post(`/properties/${id}/setup/${name}`, fields);

    expect(await readStates(id)).toEqual({
      ...{ name: 'done', keys: 'open', payments: 'open', value: 'open', redirect: 'open' },
      ...{ webhook: 'open', destinations: 'open', downloads: 'open', checklist: 'open', test: 'open' },
    });
    expect((await step('keys', { stripe_key_test: testKey, stripe_key_live: liveKey })).status).toBe(303);
    expect((await step('payments', { scope: 'account' })).location).toContain('/setup/value?');
    expect((await step('value', { value_basis: 'excluding_tax' })).location).toContain('/setup/redirect?');
    expect((await step('redirect', {})).location).toContain('/setup/webhook?');
    for (const mode of ['test', 'live']) {
      // Stripe takes no address without https in live mode.
      const address = mode === 'test' ? origin() : 'https://tags.example.com';
      expect((await step('webhook/make', { mode, address })).status).toBe(303);
    }
    const ga4 = { measurement_id: 'g-shop1234', api_secret: 'SecretOfTheStream', region: 'eu', ga4_mode: 'test' };
    expect((await step('destinations/ga4', ga4)).status).toBe(200);
    expect(await readStates(id)).toMatchObject({ destinations: 'look' });
    const destination = (await stored(id)).destinations[0]?.id ?? '';
    expect((await step('destinations/send-test', { destination })).body).toContain('find tilltag_test');
    expect(google.serverHits).toMatchObject([{ faults: [], body: { events: [{ name: 'tilltag_test' }] } }]);
    await step('destinations/confirm', { destination });
    await step('downloads', {});
    const boxes = [
      ...(await app.get(`/properties/${id}/setup/checklist`)).body.matchAll(/type="checkbox" id="(\w+)"/g),
    ];
    await step('checklist', Object.fromEntries(boxes.map(([, box = '']) => [box, 'on'])));

    const waiting = await app.get(`/properties/${id}/setup/test`);
    expect(waiting.body).toContain('Waiting for your first test payment');
    expect(waiting.body).toContain('http-equiv="refresh" content="5"');
    expect(await readStates(id)).toMatchObject({ webhook: 'look', test: 'open' });

    const sessionId = await world.buy({ lines: [{ name: 'Tea', unitAmountMinor: 5000, taxMinor: 950 }] });
    expect(await world.lookFrom('https://shop.example.com', id, sessionId)).toBe(200);
    const green = await app.get(`/properties/${id}/setup/test`);
    expect(green.body).toContain('The payment arrived.');
    expect(green.body).toContain('50.00 EUR');
    expect(green.body).toContain('Stripe told of the payment.');
    expect(green.body).toContain('It asked about the payment.');
    expect(green.body).toContain(`/properties/${id}/conversions/${sessionId}`);
    expect(green.body).not.toContain('http-equiv="refresh"');
    expect(new Set(Object.values(await readStates(id)))).toEqual(new Set(['done']));
    expect(stripe.requests.every(({ status }) => status !== 403)).toBe(true);

    const overview = await app.get(`/properties/${id}`);
    expect(overview.body).toContain('Every step of the set-up is done.');
    expect(overview.body).toContain('50.00 EUR');
    expect(overview.body).toContain('Put this right first');
    const list = await app.get(`/accounts/${app.accountId}`);
    expect(list.body).toContain('shop.example.com');
    expect(list.body).toContain('Purchase, 50.00 EUR');
    const events = await app.store.console.listAuditEvents({ accountId: app.accountId, limit: 20 });
    expect(events.map(({ what, about }) => `${what} ${about}`).toSorted()).toEqual([
      `destination_added ${destination}`,
      `destination_confirmed ${destination}`,
      'property_created null',
      ...[
        'settings_changed scope',
        'settings_changed valueBasis',
        'stripe_key_replaced live',
        'stripe_key_replaced test',
      ],
      ...['webhook_connected live', 'webhook_connected test'],
    ]);
  });

  test('is resumed where it was left, by whoever opens it, because nothing of it lives in the browser', async () => {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await world.app.post(`/properties/${id}/setup/value`, { value_basis: 'total' });
    const { body } = await world.app.get(`/properties/${id}/setup`, 'viewer');
    expect(body).toContain('Go on: Whose payments');
    expect(await readStates(id)).toMatchObject({ name: 'done', keys: 'look', payments: 'open', value: 'done' });
    expect((await world.app.get(`/properties/${id}`)).body).toContain('2 of 10 steps are done.');
    const left = await world.app.get(`/accounts/${world.app.accountId}`);
    expect(left.body).toContain('7 steps open');
  });

  test('a property without a name or a hostname is not made, and says what is missing at its field', async () => {
    const refused = await world.app.post(`/accounts/${world.app.accountId}/properties`, {
      name: '',
      hostnames: 'shop',
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('id="name-error"');
    expect(refused.body).toContain('This hostname has no dot');
    expect(await world.app.store.listProperties()).toEqual([]);
  });

  test('a viewer sees every step with its fields closed, and changes none', async () => {
    const id = await makeProperty();
    for (const step of ['name', 'keys', 'payments', 'value', 'redirect', 'webhook', 'destinations', 'checklist']) {
      const { status, body } = await world.app.get(`/properties/${id}/setup/${step}`, 'viewer');
      expect(status).toBe(200);
      expect(body).toContain('<fieldset class="plain" disabled><form method="post"');
    }
    const refused = await world.app.post(`/properties/${id}/setup/value`, { value_basis: 'total' }, 'viewer');
    expect(refused.status).toBe(403);
  });
});

describe('the overview', () => {
  test('names the worst first, each with its cure and where that is done', async () => {
    const id = await makeProperty();
    const { body } = await world.app.get(`/properties/${id}`);
    const first = body.slice(body.indexOf('Put this right first'), body.indexOf('Last payments'));
    expect(first.match(/class="message (bad|warning)"/g)?.[0]).toBe('class="message bad"');
    expect(first).toMatch(
      new RegExp(`href="/console/properties/${id}/(setup|settings|doctor)[^"]*">(Go there|What to do)`),
    );
    expect(first).toContain(`href="/console/properties/${id}/doctor"`);
    expect(body).toContain('No payment has been seen yet.');
  });
});

describe('the step about keys', () => {
  test('links to Stripe’s form of each mode with exactly the needed boxes ticked', async () => {
    const id = await makeProperty();
    const { body } = await world.app.get(`/properties/${id}/setup/keys`);
    const links = [...body.matchAll(/href="(https:\/\/dashboard\.stripe\.com\/[^"]*)"/g)].map(
      ([, link = '']) => new URL(link.replaceAll('&amp;', '&')),
    );
    expect(links.map(({ pathname }) => pathname)).toEqual([
      '/apikeys/create',
      '/test/apikeys/create',
      '/apikeys/create',
      '/test/apikeys/create',
    ]);
    expect(links[0]?.searchParams.getAll('permissions[]')).toEqual(neededRights);
    expect(links[2]?.searchParams.getAll('permissions[]').toSorted()).toEqual(
      [...neededRights, ...setUpRights].toSorted(),
    );
  });

  test('refuses a secret key with the reason, stores nothing and shows no part of it', async () => {
    const id = await makeProperty();
    const secret = 'sk_live_neverStoredAnywhere012345';
    const refused = await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_live: secret });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('It can move money and change everything in the account');
    expect(refused.body).not.toContain('neverStored');
    expect(world.app.dump()).not.toContain('neverStored');
    expect((await stored(id)).stripeKeys).toEqual({ live: null, test: null });
  });

  test('says that Stripe does not know a key, and names the box that one lacks', async () => {
    const id = await makeProperty();
    const wrong = await world.app.post(`/properties/${id}/setup/keys`, {
      stripe_key_test: 'rk_test_revoked0123456789',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('Stripe does not know this key');
    world.permit('rak_customer_read');
    const blind = await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    expect(blind.body).toContain('“Checkout Sessions: Read”');
    expect((await stored(id)).stripeKeys.test).toBeNull();
  });

  test('stores a key sealed, never shows it, and names the boxes that it lacks for later', async () => {
    const id = await makeProperty();
    world.permit(...neededRights.filter((right) => right !== 'rak_event_read'));
    const saved = await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    expect(saved.location).toContain('/setup/keys?check=1');
    const { body } = await world.app.get(`/properties/${id}/setup/keys?check=1`);
    expect(body).toContain('“Events: Read”, so that it can ask Stripe for events that the webhook missed');
    expect(body).not.toContain('Charges and Refunds: Read');
    expect(body).toContain('A key is stored');
    expect(body).not.toContain(testKey);
    expect(world.app.dump()).not.toContain(testKey);
  });

  test('asks for at least one key', async () => {
    const id = await makeProperty();
    const nothing = await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: ' ' });
    expect(nothing.status).toBe(422);
    expect(nothing.body).toContain('No key was entered');
  });
});

describe('the step about whose payments', () => {
  test('lists the links that the key may read, and stores those that are ticked', async () => {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const { link } = world.stripe.putPaymentLink(world.stripeAccountId, {
      slug: 'tea',
      afterCompletion: { confirmation: '' },
    });
    const shown = await world.app.get(`/properties/${id}/setup/payments`);
    expect(shown.body).toContain(link.url);
    await world.app.post(`/properties/${id}/setup/payments`, { scope: 'payment_links', [`link_${link.id}`]: 'on' });
    expect((await stored(id)).scope).toEqual({ kind: 'payment_links', ids: [link.id] });
  });

  test('says why links are not listed', async () => {
    const id = await makeProperty();
    expect((await world.app.get(`/properties/${id}/setup/payments`)).body).toContain('Once a Stripe key is stored');
    world.permit(...neededRights);
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const { body } = await world.app.get(`/properties/${id}/setup/payments`);
    expect(body).toContain('tick “Payment Links: Read”');
  });

  test('warns where another property has the same key, by name in the own account only', async () => {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    expect((await world.app.get(`/properties/${id}/setup/payments`)).body).not.toContain('may get the same payments');
    const other = await makeProperty();
    await world.app.post(`/properties/${other}/setup/keys`, { stripe_key_test: testKey });
    await world.app.post(`/properties/${other}/setup/name`, { name: 'The twin', hostnames: 'twin.example.com' });
    const twin = await world.app.get(`/properties/${id}/setup/payments`);
    expect(twin.body).toContain('The twin uses the same Stripe account');
    await world.app.store.changeProperty({ ...(await stored(other)), accountId: world.app.otherAccountId });
    const stranger = await world.app.get(`/properties/${id}/setup/payments`);
    expect(stranger.body).toContain('A property of another account in this deployment');
    expect(stranger.body).not.toContain('The twin');
  });
});

describe('the step about the redirect', () => {
  const good = 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}';

  async function withLinks(...redirects: (string | null)[]) {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const links = redirects.map((redirectUrl, index) => {
      const afterCompletion = redirectUrl === null ? { confirmation: 'Thanks.' } : { redirectUrl };
      const lines = [{ name: 'Tea', unitAmountMinor: 900, priceId: 'price_tea' }];
      return world.stripe.putPaymentLink(world.stripeAccountId, { slug: `link${index}`, afterCompletion, lines }).link;
    });
    return { id, links };
  }

  test('shows the exact text to paste for the page that was named, with a button to copy it', async () => {
    const id = await makeProperty();
    const { body } = await world.app.get(`/properties/${id}/setup/redirect?page=shop.example.com/merci`);
    const text = 'https://shop.example.com/merci?session_id={CHECKOUT_SESSION_ID}';
    expect(body).toContain(`<code>${text}</code>`);
    expect(body).toContain(`data-copy="${text}"`);
    const other = await world.app.get(`/properties/${id}/setup/redirect?page=https://evil.test/`);
    expect(other.body).toContain('on a host that the property does not allow');
  });

  test('judges each payment link by what its buyers see after paying', async () => {
    const { id } = await withLinks(good, null, 'https://shop.example.com/thanks', 'https://other.test/', `${good}x`);
    const { body } = await world.app.get(`/properties/${id}/setup/redirect`);
    for (const word of ['good', 'stays at Stripe', 'payment missing', 'other host', 'wrong parameter']) {
      expect(body).toContain(`</span> ${word}</span>`);
    }
    expect(body).toContain(`<code>${good}</code>`);
  });

  test('sets the redirect of a link in Stripe where the key may', async () => {
    const { id, links } = await withLinks(null);
    const fields = { link: links[0]?.id ?? '', mode: 'test', page: 'https://shop.example.com/thanks' };
    const changed = await world.app.post(`/properties/${id}/setup/redirect/change`, fields);
    expect(changed.status).toBe(303);
    expect(links[0]?.after_completion).toEqual({ type: 'redirect', redirect: { url: good } });
    const audit = await world.app.store.console.listAuditEvents({ accountId: world.app.accountId, limit: 9 });
    const event = { what: 'payment_link_redirected', about: links[0]?.id, propertyId: id };
    expect(audit).toContainEqual(expect.objectContaining(event));
  });

  test('makes a payment link for a price, and says what is no price', async () => {
    const { id } = await withLinks(good);
    const fields = { mode: 'test', page: 'https://shop.example.com/thanks' };
    const wrong = await world.app.post(`/properties/${id}/setup/redirect/make`, { ...fields, price_test: 'tea' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('id="price_test-error"');
    const missing = await world.app.post(`/properties/${id}/setup/redirect/make`, {
      ...fields,
      price_test: 'price_none',
    });
    expect(missing.body).toContain('Stripe knows no such payment link or price');
    const made = await world.app.post(`/properties/${id}/setup/redirect/make`, { ...fields, price_test: 'price_tea' });
    expect(made.status).toBe(303);
    const { body } = await world.app.get(`/properties/${id}/setup/redirect`);
    expect(body.match(/<\/span> good<\/span>/g)).toHaveLength(2);
  });

  test('changes nothing for a page of another host', async () => {
    const { id, links } = await withLinks(null);
    const fields = { link: links[0]?.id ?? '', mode: 'test', page: 'https://evil.test/' };
    expect((await world.app.post(`/properties/${id}/setup/redirect/change`, fields)).status).toBe(422);
    expect(links[0]?.after_completion.type).toBe('hosted_confirmation');
  });

  test('says why links are not read or not changed, and how that is cured', async () => {
    const { id, links } = await withLinks(null);
    world.permit(...neededRights, 'rak_payment_links_read');
    const readable = await world.app.get(`/properties/${id}/setup/redirect`);
    expect(readable.body).toContain(links[0]?.url);
    expect(readable.body).toContain('tick “Payment Links: Write”');
    expect(readable.body).not.toContain('Set the redirect');
    const fields = { link: links[0]?.id ?? '', mode: 'test', page: 'https://shop.example.com/thanks' };
    const refused = await world.app.post(`/properties/${id}/setup/redirect/change`, fields);
    expect(refused.body).toContain('The key may not change payment links.');
    world.permit(...neededRights);
    expect((await world.app.get(`/properties/${id}/setup/redirect`)).body).toContain('tick “Payment Links: Read”');
  });

  test('tells of placeholders that pages asked with, until a day after somebody entered the redirect anew', async () => {
    const id = await makeProperty();
    const day = '2026-05-12';
    const counts = { placeholder_session_id: 3 };
    const expiresAtMs = world.app.clock.nowMs + 86_400_000 * 30;
    await world.app.store.putTally({ id: `${id}:${day}:page`, propertyId: id, day, counts, expiresAtMs });
    const { body } = await world.app.get(`/properties/${id}/setup/redirect`);
    expect(body).toContain('On 2026-05-12 pages asked 3 times');
    expect((await world.app.get(`/properties/${id}/setup`)).body).toContain('a redirect is entered wrongly');
    world.app.clock.nowMs += 86_400_000;
    await world.app.post(`/properties/${id}/setup/redirect`, {});
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
  });
});

describe('the step about the webhook', () => {
  test('has Stripe make the endpoint and stores its secret, after which events are accepted', async () => {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const made = await world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: origin() });
    expect(made.status).toBe(303);
    expect((await world.app.get(`/properties/${id}/setup/webhook`)).body).toContain(
      'Connected, but no event has arrived yet.',
    );
    await world.buy();
    const { body } = await world.app.get(`/properties/${id}/setup/webhook`);
    expect(body).toContain('the last day with one was 2026-05-12');
    expect(await readStates(id)).toMatchObject({ webhook: 'done' });
  });

  test('explains step by step what to make by hand, with the address and every event', async () => {
    const id = await makeProperty();
    const { body } = await world.app.get(`/properties/${id}/setup/webhook?address=https://tags.example.com/base/`);
    expect(body).toContain(`<code>https://tags.example.com/base/webhooks/stripe/${id}</code>`);
    expect(body).toContain('<code>checkout.session.completed</code>');
    expect(body).toContain('<code>charge.dispute.closed</code>');
    expect(body).toContain('https://dashboard.stripe.com/test/webhooks/create?events=');
  });

  test('says why Stripe made none, and what to do by hand', async () => {
    const id = await makeProperty();
    const make = { mode: 'test', address: origin() };
    const early = await world.app.post(`/properties/${id}/setup/webhook/make`, make);
    expect(early.body).toContain('There is no key of this mode yet.');
    world.permit(...neededRights);
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const refused = await world.app.post(`/properties/${id}/setup/webhook/make`, make);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('tick “Webhook Endpoints: Write”');
    world.permit(...neededRights, ...setUpRights);
    const url = `${origin()}/webhooks/stripe/${id}`;
    world.stripe.addWebhookEndpoint(world.stripeAccountId, { url, enabledEvents: ['refund.created'] });
    const known = await world.app.post(`/properties/${id}/setup/webhook/make`, make);
    expect(known.body).toContain('Stripe has a webhook for this address already.');
    expect(known.body).toContain('Add these to it: checkout.session.completed,');
  });

  test('takes a signing secret, refuses what is none, and shows neither', async () => {
    const id = await makeProperty();
    const wrong = await world.app.post(`/properties/${id}/setup/webhook/secret`, { webhook_secret_test: testKey });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('This is a Stripe key, not the signing secret');
    expect(wrong.body).not.toContain(testKey);
    const secret = 'whsec_0123456789abcdef0123456789abcdef';
    const saved = await world.app.post(`/properties/${id}/setup/webhook/secret`, { webhook_secret_test: secret });
    expect(saved.location).toContain('/setup/destinations?');
    expect((await stored(id)).webhookSecrets.test).toHaveLength(1);
    expect(world.app.dump()).not.toContain(secret);
  });

  test('can be left out, and says what is lost then', async () => {
    const id = await makeProperty();
    expect((await world.app.post(`/properties/${id}/setup/webhook/skip`, {})).status).toBe(303);
    expect(await readStates(id)).toMatchObject({ webhook: 'done' });
    expect((await world.app.get(`/properties/${id}/setup`)).body).toContain(
      'the server hears only what thank-you pages tell',
    );
  });
});

describe('the step about destinations', () => {
  test('makes the secret of a server container and shows it this one time', async () => {
    const id = await makeProperty();
    const fields = { url: 'http://127.0.0.1:9/checkout', container_mode: 'test' };
    const added = await world.app.post(`/properties/${id}/setup/destinations/container`, fields);
    expect(added.status).toBe(200);
    const secret = /<code>(tts_[\w-]+)<\/code>/.exec(added.body)?.[1] ?? '';
    expect(secret).toHaveLength(47);
    expect((await world.app.get(`/properties/${id}/setup/destinations`)).body).not.toContain(secret);
    expect(world.app.dump()).not.toContain(secret);
    expect(await stored(id)).toMatchObject({ sender: 'browser_first', destinations: [{ url: fields.url }] });
  });

  test('says at the field what is no address of a client, no Measurement ID and no secret', async () => {
    const id = await makeProperty();
    const container = { url: 'https://sgtm.example.com/', container_mode: 'live' };
    const withoutPath = await world.app.post(`/properties/${id}/setup/destinations/container`, container);
    expect(withoutPath.status).toBe(422);
    expect(withoutPath.body).toContain('answers below the path /checkout');
    const ga4 = { measurement_id: 'UA-1', api_secret: 'x y', region: 'global', ga4_mode: 'live' };
    const wrong = await world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    expect(wrong.body).toContain('id="measurement_id-error"');
    expect(wrong.body).toContain('id="api_secret-error"');
    expect(wrong.body).not.toContain('x y');
    expect((await stored(id)).destinations).toEqual([]);
  });

  test('stays yellow for GA4 until somebody saw the test event', async () => {
    const id = await makeProperty();
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global', ga4_mode: 'test' };
    await world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    expect((await world.app.get(`/properties/${id}/setup/destinations`)).body).toContain('not proven yet');
    const destination = (await stored(id)).destinations[0]?.id ?? '';
    const checked = await world.app.post(`/properties/${id}/setup/destinations/check`, { destination });
    expect(checked.body).toContain('takes a sample purchase');
    expect(await readStates(id)).toMatchObject({ destinations: 'look' });
    await world.app.post(`/properties/${id}/setup/destinations/confirm`, { destination });
    expect((await world.app.get(`/properties/${id}/setup/destinations`)).body).toContain('seen at work');
    expect(await readStates(id)).toMatchObject({ destinations: 'done' });
  });

  test('says that a destination is gone, and can be left out altogether', async () => {
    const id = await makeProperty();
    const gone = await world.app.post(`/properties/${id}/setup/destinations/check`, { destination: 'dst_none' });
    expect(gone.status).toBe(422);
    expect(gone.body).toContain('The property has no such destination.');
    await world.app.post(`/properties/${id}/setup/destinations/skip`, {});
    expect((await world.app.get(`/properties/${id}/setup`)).body).toContain('thank-you pages report purchases');
  });
});

describe('the last step', () => {
  test('turns green on Stripe’s word alone, and says that the page has not asked', async () => {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: origin() });
    await world.buy();
    const { body } = await world.app.get(`/properties/${id}/setup/test`);
    expect(body).toContain('The payment arrived.');
    expect(body).toContain('Check the redirect, whether the container is published');
    expect(body).toContain('http-equiv="refresh"');
  });

  test('does not call a checkout green that was not paid', async () => {
    const id = await makeProperty();
    await world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: origin() });
    const { session } = world.stripe.createSession(world.stripeAccountId);
    world.stripe.completeSession(session.id, 'bank_debit');
    for (const event of world.stripe.listEvents()) await world.stripe.deliver(event.id);
    const { body } = await world.app.get(`/properties/${id}/setup/test`);
    expect(body).toContain('A checkout arrived.');
    expect(body).toContain('settles later');
    expect(await readStates(id)).toMatchObject({ test: 'look' });
  });
});
