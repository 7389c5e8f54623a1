// What the forms of a property's settings take, and what they say of what they do not.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readKeysForm } from '../../../../functions/console/forms/keys-form.ts';
import { readNameForm } from '../../../../functions/console/forms/name-form.ts';
import { readScopeForm } from '../../../../functions/console/forms/scope-form.ts';
import { readValueBasisForm } from '../../../../functions/console/forms/value-basis-form.ts';
import { valueTexts } from '../../../../functions/console/texts/form-texts.ts';
import { toValueMinor } from '../../../../functions/rules/ecommerce.ts';
import { settingChoices } from '../../../../functions/rules/property-settings.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const form = (fields: Record<string, string>) => new URLSearchParams(fields);

describe('readNameForm', () => {
  test('takes a name and hostnames, one a line or parted by commas, each once', () => {
    const hostnames = 'shop.example.com\r\nhttps://Shop.example.com/thanks, *.example.org';
    expect(readNameForm(form({ name: ' My shop ', hostnames }))).toEqual({
      kind: 'read',
      value: { name: 'My shop', hostnames: ['shop.example.com', '*.example.org'] },
    });
  });

  test('says at each field what is wrong, by the number of the hostname, and keeps what was entered', () => {
    const entered = { name: ' ', hostnames: 'shop.example.com\nshop' };
    expect(readNameForm(form(entered))).toEqual({
      kind: 'faulty',
      entered,
      faults: {
        name: expect.stringContaining('1 to 200 characters'),
        hostnames: expect.stringMatching(/^Number 2: The hostname “.*” has no dot/),
      },
    });
  });

  test('wants at least one hostname and at most a hundred', () => {
    expect(readNameForm(form({ name: 'Shop', hostnames: ' ' }))).toMatchObject({
      faults: { hostnames: expect.stringContaining('Enter at least one') },
    });
    const many = Array.from({ length: 101 }, (_, index) => `shop${index}.example.com`).join('\n');
    expect(readNameForm(form({ name: 'Shop', hostnames: many }))).toMatchObject({
      faults: { hostnames: expect.stringContaining('more than 100') },
    });
  });
});

describe('readValueBasisForm', () => {
  test('takes one of the three, and nothing else', () => {
    expect(readValueBasisForm(form({ value_basis: 'excluding_tax' }))).toEqual({
      kind: 'read',
      value: 'excluding_tax',
    });
    expect(readValueBasisForm(form({ value_basis: 'net' }))).toMatchObject({ kind: 'faulty', entered: 'net' });
    expect(readValueBasisForm(form({}))).toMatchObject({ faults: { value_basis: 'Choose one of these.' } });
  });

  test('the example at each choice is what the rule makes of that payment', () => {
    const line = { id: 'li_1', itemId: 'prod_1', name: 'Goods', quantity: 1, amountDiscountMinor: 0 };
    const amounts = { amountSubtotalMinor: 4510, amountTaxMinor: 857, amountTotalMinor: 5367 };
    const shipping = { amountSubtotalMinor: 490, amountTaxMinor: 93, amountTotalMinor: 583 };
    const session = { amountTotalMinor: 5950, amountTaxMinor: 950, shipping, lines: [{ ...line, ...amounts }] };
    for (const basis of settingChoices.valueBasis) {
      const value = (toValueMinor(session, basis) / 100).toFixed(2);
      expect(valueTexts.choices[basis].hint).toContain(`Example: ${value}.`);
    }
  });
});

describe('readScopeForm', () => {
  test('takes the account and the hostnames as they are, whatever links stand there', () => {
    expect(readScopeForm(form({ scope: 'account' }))).toEqual({ kind: 'read', value: { kind: 'account' } });
    expect(readScopeForm(form({ scope: 'hostnames', payment_links: 'nonsense' }))).toEqual({
      kind: 'read',
      value: { kind: 'hostnames' },
    });
  });

  test('takes links that are ticked and links that are typed, each once', () => {
    const fields = {
      scope: 'payment_links',
      link_plink_aaaaaaaa: 'on',
      payment_links: 'plink_bbbbbbbb plink_aaaaaaaa',
    };
    expect(readScopeForm(form(fields))).toEqual({
      kind: 'read',
      value: { kind: 'payment_links', ids: ['plink_aaaaaaaa', 'plink_bbbbbbbb'] },
    });
  });

  test('wants a link where links are chosen, and one of the three', () => {
    expect(readScopeForm(form({ scope: 'payment_links' }))).toMatchObject({
      faults: { payment_links: expect.stringContaining('Choose at least one') },
    });
    expect(readScopeForm(form({ scope: 'payment_links', payment_links: 'https://buy.stripe.com/x' }))).toMatchObject({
      entered: { links: ['https://buy.stripe.com/x'] },
      faults: { payment_links: expect.stringContaining('begins with plink_') },
    });
    expect(readScopeForm(form({}))).toMatchObject({ faults: { scope: 'Choose one of these.' } });
  });
});

describe('readKeysForm', () => {
  const testKey = 'rk_test_formsKey0123456789';
  const liveKey = 'rk_live_formsKey0123456789';
  const blindKey = 'rk_test_blindKey0123456789';
  let stripe: StripeStandIn;
  beforeEach(async () => {
    stripe = await startStripeStandIn();
    const permissions = ['rak_checkout_session_read', 'rak_promotion_code_read'];
    const keys = [testKey, liveKey].map((key) => ({ key, permissions }));
    stripe.addAccount({ keys: [...keys, { key: blindKey, permissions: ['rak_customer_read'] }] });
  });
  afterEach(() => stripe.close());

  const read = (fields: Record<string, string>) => readKeysForm(form(fields), stripe.url);

  test('takes restricted keys of both modes after Stripe accepted them', async () => {
    expect(await read({ stripe_key_live: liveKey, stripe_key_test: ` ${testKey}\n` })).toEqual({
      kind: 'checked',
      keys: [
        { mode: 'live', secret: liveKey, readsPromotionCodes: true },
        { mode: 'test', secret: testKey, readsPromotionCodes: true },
      ],
    });
    expect(await read({ stripe_key_live: '', stripe_key_test: '' })).toEqual({ kind: 'checked', keys: [] });
  });

  test('refuses a secret key with the reason before anybody is asked, and shows no part of it', async () => {
    const key = 'sk_live_neverStoredAnywhere012345';
    const result = await read({ stripe_key_live: key });
    expect(result).toMatchObject({
      faults: { stripe_key_live: expect.stringMatching(/can move money.*restricted key/) },
    });
    expect(JSON.stringify(result)).not.toContain('neverStored');
    expect(stripe.requests).toEqual([]);
  });

  test('names the other field for a key of the other mode', async () => {
    expect(await read({ stripe_key_live: testKey })).toMatchObject({
      faults: { stripe_key_live: expect.stringContaining('Enter it in the other field') },
    });
  });

  test('names the box that is not ticked', async () => {
    expect(await read({ stripe_key_test: blindKey })).toMatchObject({
      faults: { stripe_key_test: expect.stringContaining('“Checkout Sessions: Read”') },
    });
  });

  test('tells an unknown key from a Stripe that does not answer', async () => {
    expect(await read({ stripe_key_test: 'rk_test_revokedKey0123456789' })).toMatchObject({
      faults: { stripe_key_test: expect.stringContaining('Stripe does not know this key') },
    });
    stripe.setFaults({ status: 500 });
    expect(await read({ stripe_key_test: testKey })).toMatchObject({
      faults: { stripe_key_test: expect.stringContaining('could not be asked') },
    });
  });
});
