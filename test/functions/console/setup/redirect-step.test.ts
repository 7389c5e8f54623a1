// The step that brings buyers back: the text to paste, and the payment links that Stripe has.
import { describe, expect, test } from 'vitest';
import { liveKey, neededRights, testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty, readStates } = setup;

describe('the step about the redirect', () => {
  const good = 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}';

  async function withLinks(...redirects: (string | null)[]) {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const links = redirects.map((redirectUrl, index) => {
      const afterCompletion = redirectUrl === null ? { confirmation: 'Thanks.' } : { redirectUrl };
      const lines = [{ name: 'Tea', unitAmountMinor: 900, priceId: 'price_tea' }];
      return setup.world.stripe.putPaymentLink(setup.world.stripeAccountId, {
        slug: `link${index}`,
        afterCompletion,
        lines,
      }).link;
    });
    return { id, links };
  }

  test('shows the exact text to paste for the page that was named, with a button to copy it', async () => {
    const id = await makeProperty();
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect?page=shop.example.com/merci`);
    const text = 'https://shop.example.com/merci?session_id={CHECKOUT_SESSION_ID}';
    expect(body).toContain(`<code>${text}</code>`);
    expect(body).toContain(`data-copy="${text}"`);
    const other = await setup.world.app.get(`/properties/${id}/setup/redirect?page=https://evil.test/`);
    expect(other.body).toContain('on a host that the property does not allow');
  });

  test('shows nothing to paste, and changes no link, before somebody said where the page lies', async () => {
    const { id } = await withLinks(null);
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(body).not.toContain('session_id={CHECKOUT_SESSION_ID}');
    expect(body).not.toContain('Set the redirect');
    expect(body).toContain('placeholder="https://shop.example.com/thank-you"');
    expect(body).toContain('Enter the address of your thank-you page above');
    const wrong = await setup.world.app.get(`/properties/${id}/setup/redirect?page=https://evil.test/`);
    expect(wrong.body).not.toContain('What to enter in Stripe');
  });

  test('judges each payment link by what its buyers see after paying', async () => {
    const { id } = await withLinks(good, null, 'https://shop.example.com/thanks', 'https://other.test/', `${good}x`);
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect`);
    for (const word of ['good', 'stays at Stripe', 'payment missing', 'other host', 'wrong parameter']) {
      expect(body).toContain(`</span> ${word}</span>`);
    }
    expect(body).toContain(`<code>${good}</code>`);
  });

  test('offers to lead a good link to the page that was named, where it leads to another', async () => {
    const { id } = await withLinks(good);
    const path = `/properties/${id}/setup/redirect`;
    const { body: own } = await setup.world.app.get(`${path}?page=shop.example.com/thanks`);
    expect(own).toContain('So this step is done.');
    expect(own).not.toContain('Set the redirect');
    const { body: other } = await setup.world.app.get(`${path}?page=shop.example.com/merci`);
    expect(other).not.toContain('So this step is done.');
    expect(other).toContain('</span> other page</span>');
    expect(other).toContain('Set the redirect');
    expect(other).toContain('name="page" value="shop.example.com/merci"');
  });

  test('leads no link to a page on a host that is not allowed', async () => {
    const { id } = await withLinks(null);
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect?page=https://evil.test/`);
    expect(body).toContain('on a host that the property does not allow');
    expect(body).not.toContain('Set the redirect');
  });

  test('sets the redirect of a link in Stripe where the key may', async () => {
    const { id, links } = await withLinks(null);
    const fields = { link: links[0]?.id ?? '', mode: 'test', page: 'https://shop.example.com/thanks' };
    const changed = await setup.world.app.post(`/properties/${id}/setup/redirect/change`, fields);
    expect(changed.status).toBe(303);
    expect(links[0]?.after_completion).toEqual({ type: 'redirect', redirect: { url: good } });
    const audit = await setup.world.app.store.console.listAuditEvents({
      accountId: setup.world.app.accountId,
      limit: 9,
    });
    const event = { what: 'payment_link_redirected', about: links[0]?.id, propertyId: id };
    expect(audit).toContainEqual(expect.objectContaining(event));
  });

  test('is done by itself once all payment links are good, and not before', async () => {
    const { id, links } = await withLinks(null, null);
    const change = async (index: number) => {
      const fields = { link: links[index]?.id ?? '', mode: 'test', page: 'https://shop.example.com/thanks' };
      const { location } = await setup.world.app.post(`/properties/${id}/setup/redirect/change`, fields);
      await setup.world.app.get((location ?? '').replace(/^.*(?=\/properties)/, ''));
      return (await readStates(id))['redirect'];
    };
    expect(await change(0)).toBe('open');
    expect(await change(1)).toBe('done');
    const trail = await setup.world.app.store.console.listAuditEvents({
      ...{ accountId: setup.world.app.accountId, limit: 9 },
    });
    expect(trail.filter(({ what }) => what === 'payment_link_redirected')).toHaveLength(2);
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(body).toContain('Every payment link for test payments leads back with the payment.');
    expect(body).toContain('So this step is done.');
    expect(body).not.toContain('I have entered it in every payment link');
  });

  test('is open again once a key for live payments is there, until the links for those are good, too', async () => {
    const { id } = await withLinks(good);
    const { app, stripe, stripeAccountId } = setup.world;
    const look = async () => (await app.get(`/properties/${id}/setup/redirect`)).body;
    expect(await look()).toContain('Those for live payments are looked at once their key is stored.');
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
    const lines = [{ name: 'Tea', unitAmountMinor: 900 }];
    const draft = { slug: 'live', livemode: true, lines };
    stripe.putPaymentLink(stripeAccountId, { ...draft, afterCompletion: { confirmation: 'Thanks.' } });
    await app.post(`/properties/${id}/setup/keys`, { stripe_key_live: liveKey });
    expect(await look()).not.toContain('So this step is done.');
    expect(await readStates(id)).toMatchObject({ redirect: 'open' });
    stripe.putPaymentLink(stripeAccountId, { ...draft, afterCompletion: { redirectUrl: good } });
    expect(await look()).toContain('leads back with the payment, live and test. So this step is done.');
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
  });

  test('asks nothing of the links of another property: those that are not chosen, or lead to its own host', async () => {
    const { id, links } = await withLinks(good, null);
    await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(await readStates(id)).toMatchObject({ redirect: 'open' });
    const property = await setup.stored(id);
    const ids = [links[0]?.id ?? ''];
    await setup.world.app.store.changeProperty({ ...property, scope: { kind: 'payment_links', ids } });
    await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
    const { ticked: _, ...without } = await setup.stored(id);
    await setup.world.app.store.changeProperty({ ...without, scope: { kind: 'hostnames' } });
    expect(await readStates(id)).toMatchObject({ redirect: 'open' });
    await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
  });

  test('makes a payment link for a price, and says what is no price', async () => {
    const { id } = await withLinks(good);
    const fields = { mode: 'test', page: 'https://shop.example.com/thanks' };
    const wrong = await setup.world.app.post(`/properties/${id}/setup/redirect/make`, { ...fields, price_test: 'tea' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('id="price_test-error"');
    const missing = await setup.world.app.post(`/properties/${id}/setup/redirect/make`, {
      ...fields,
      price_test: 'price_none',
    });
    expect(missing.body).toContain('Stripe knows no such payment link or price');
    const made = await setup.world.app.post(`/properties/${id}/setup/redirect/make`, {
      ...fields,
      price_test: 'price_tea',
    });
    expect(made.status).toBe(303);
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(body.match(/<\/span> good<\/span>/g)).toHaveLength(2);
  });

  test('changes nothing for a page of another host', async () => {
    const { id, links } = await withLinks(null);
    const fields = { link: links[0]?.id ?? '', mode: 'test', page: 'https://evil.test/' };
    expect((await setup.world.app.post(`/properties/${id}/setup/redirect/change`, fields)).status).toBe(422);
    expect(links[0]?.after_completion.type).toBe('hosted_confirmation');
  });

  test('says why links are not read or not changed, and how that is cured', async () => {
    const { id, links } = await withLinks(null);
    setup.world.permit(...neededRights, 'rak_payment_links_read');
    const readable = await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(readable.body).toContain(links[0]?.url);
    expect(readable.body).toContain('tick “Payment Links: Write”');
    expect(readable.body).not.toContain('Set the redirect');
    const fields = { link: links[0]?.id ?? '', mode: 'test', page: 'https://shop.example.com/thanks' };
    const refused = await setup.world.app.post(`/properties/${id}/setup/redirect/change`, fields);
    expect(refused.body).toContain('The key may not change payment links.');
    setup.world.permit(...neededRights);
    expect((await setup.world.app.get(`/properties/${id}/setup/redirect`)).body).toContain(
      'tick “Payment Links: Read”',
    );
  });

  test('is not called done on a day with placeholders, nor asks for a word once they are older than the last one', async () => {
    const { id } = await withLinks(good);
    const { app } = setup.world;
    const look = async () => (await app.get(`/properties/${id}/setup/redirect`)).body;
    const day = '2026-05-12';
    const expiresAtMs = app.clock.nowMs + 86_400_000 * 30;
    await app.store.putTally({
      ...{ id: `${id}:${day}:page`, propertyId: id, day, expiresAtMs },
      counts: { placeholder_session_id: 3 },
    });
    const onTheDay = await look();
    expect(onTheDay).toContain('leads back with the payment');
    expect(onTheDay).not.toContain('this step is done.');
    expect(onTheDay).toContain('I have entered it in every payment link');
    expect(await readStates(id)).toMatchObject({ redirect: 'look' });
    app.clock.nowMs += 86_400_000;
    await app.post(`/properties/${id}/setup/redirect`, {});
    const later = await look();
    expect(later).toContain('So this step is done.');
    expect(later).not.toContain('I have entered it in every payment link');
    expect(later).not.toContain('Buyers came back without their payment');
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
  });

  test('tells of placeholders that pages asked with, until a day after somebody entered the redirect anew', async () => {
    const id = await makeProperty();
    const day = '2026-05-12';
    const counts = { placeholder_session_id: 3 };
    const expiresAtMs = setup.world.app.clock.nowMs + 86_400_000 * 30;
    await setup.world.app.store.putTally({ id: `${id}:${day}:page`, propertyId: id, day, counts, expiresAtMs });
    const { body } = await setup.world.app.get(`/properties/${id}/setup/redirect`);
    expect(body).toContain('On 2026-05-12 pages asked 3 times');
    expect((await setup.world.app.get(`/properties/${id}/setup`)).body).toContain('a redirect is entered wrongly');
    setup.world.app.clock.nowMs += 86_400_000;
    await setup.world.app.post(`/properties/${id}/setup/redirect`, {});
    expect(await readStates(id)).toMatchObject({ redirect: 'done' });
  });
});
