// Which payment links concern a property, and what is wrong with them.
import { describe, expect, test } from 'vitest';
import { checkLinks } from '../../../../functions/doctor/checks/check-links.ts';
import type { Scope } from '../../../../functions/rules/property.ts';
import { accountId, useStripe } from '../use-stripe.ts';

const { stripe, keyWith } = useStripe();
const right = 'rak_payment_links_read';
const good = 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}';

function put(slug: string, redirectUrl?: string): string {
  const afterCompletion = redirectUrl === undefined ? { confirmation: 'Thanks' } : { redirectUrl };
  return stripe().putPaymentLink(accountId, { slug, lines: [], afterCompletion }).link.id;
}

async function check(scope: Scope = { kind: 'account' }) {
  const findings = await checkLinks(keyWith(right), { hostnames: ['shop.example.com'], scope });
  return findings.map(({ code, verdict, data }) => ({ code, verdict, data }));
}

describe('checkLinks', () => {
  test('counts links that are as they should be', async () => {
    put('one', good);
    put('two', good);
    expect(await check()).toEqual([{ code: 'links_good', verdict: 'green', data: { mode: 'test', count: 2 } }]);
  });

  test('finds nothing where there is no link', async () => {
    expect(await check()).toEqual([]);
  });

  test('judges each link by where it leads', async () => {
    put('stays');
    put('bare', 'https://shop.example.com/thanks');
    put('encoded', 'https://shop.example.com/thanks?session_id=%7BCHECKOUT_SESSION_ID%7D');
    put('named', 'https://shop.example.com/thanks?id={CHECKOUT_SESSION_ID}');
    put('away', 'https://other.example.com/?session_id={CHECKOUT_SESSION_ID}');
    expect(await check()).toMatchObject([
      { code: 'links_stay_at_stripe', verdict: 'yellow', data: { count: 1 } },
      { code: 'links_without_placeholder', verdict: 'red', data: { count: 2 } },
      { code: 'links_with_other_parameter', verdict: 'yellow', data: { count: 1 } },
      { code: 'links_to_other_host', verdict: 'yellow', data: { count: 1 } },
    ]);
  });

  test('a property of chosen links is judged by those alone, and told which are not there', async () => {
    const id = put('chosen', good);
    put('bare', 'https://shop.example.com/thanks');
    expect(await check({ kind: 'payment_links', ids: [id, 'plink_gone'] })).toMatchObject([
      { code: 'links_good', data: { count: 1 } },
      { code: 'links_unknown', verdict: 'yellow', data: { ids: ['plink_gone'] } },
    ]);
  });

  test('a property of hostnames leaves links of others alone', async () => {
    put('stays');
    put('away', 'https://other.example.com/');
    put('bare', 'https://shop.example.com/thanks');
    expect((await check({ kind: 'hostnames' })).map(({ code }) => code)).toEqual(['links_without_placeholder']);
  });

  test('names many links with one fault by their number, and the first of them', async () => {
    for (let count = 0; count < 12; count += 1) put(`bare${count}`, 'https://shop.example.com/thanks');
    const [finding] = await check();
    expect(finding).toMatchObject({ data: { count: 12, links: { length: 10 } } });
  });

  test('is in doubt without the right, and while Stripe is away', async () => {
    const rules: Parameters<typeof checkLinks>[1] = { hostnames: ['shop.example.com'], scope: { kind: 'account' } };
    expect(await checkLinks(keyWith('rak_checkout_session_read'), rules)).toMatchObject([
      { code: 'links_unseen', verdict: 'yellow', data: { reason: 'missing_permission' } },
    ]);
    const key = keyWith(right);
    stripe().setFaults({ status: 500 });
    expect(await checkLinks(key, rules)).toMatchObject([{ code: 'links_unseen', data: { reason: 'server_error' } }]);
  });
});
