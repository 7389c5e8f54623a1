// The step that brings buyers back: the text to paste, and the payment links that Stripe has.
import { describe, expect, test } from 'vitest';
import { neededRights, testKey } from './start-setup.ts';
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
