// What counts as a Stripe key, and what else people bring.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStripeKey } from '../../../../functions/properties/stripe-keys/parse-stripe-key.ts';

describe('parseStripeKey', () => {
  test.each(['live', 'test'] as const)('takes a restricted %s key, and the blanks around it do no harm', (mode) => {
    const secret = `rk_${mode}_51SecretOfTheShop_0001`;
    expect(parseStripeKey(`\n ${secret}\r\n`)).toEqual({ kind: 'key', key: { mode, secret } });
  });

  test.each([
    ['sk_test_51SecretOfTheShop0001', 'secret_key', 'move money'],
    ['pk_live_51SecretOfTheShop0001', 'publishable_key', 'publishable'],
    ['whsec_51SecretOfTheShop0001', 'webhook_secret', 'signing secret of a webhook'],
    ['rk_test_5', 'cut_short', 'cut short'],
    ['rk_test_51Secret*****0001', 'cut_short', 'cut short'],
    ['SecretOfTheShop', 'no_key', 'not a Stripe key'],
    ['', 'no_key', 'not a Stripe key'],
  ])('refuses %s as %s', (text, fault, words) => {
    expect(parseStripeKey(text)).toEqual({ kind: 'refused', fault, sentence: expect.stringContaining(words) });
  });

  test('shows nothing of what it refuses', () => {
    fc.assert(
      fc.property(fc.constantFrom('sk_live_', 'rk_test_', ''), fc.stringMatching(/^[A-Z]{8,20}!$/), (prefix, rest) => {
        const parsed = parseStripeKey(prefix + rest);
        expect(parsed.kind === 'refused' && parsed.sentence).not.toContain(rest.slice(0, 8));
      }),
    );
  });
});
