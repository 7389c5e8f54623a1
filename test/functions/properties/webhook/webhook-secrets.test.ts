// The signing secrets that a property keeps of each mode.
import { describe, expect, test } from 'vitest';
import { createPropertyCache } from '../../../../functions/properties/property-cache.ts';
import {
  addWebhookSecret,
  maxWebhookSecrets,
  parseWebhookSecret,
  summarizeSecrets,
  withNewestSecret,
} from '../../../../functions/properties/webhook/webhook-secrets.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { keyRing, otherKeyRing, propertyId } from '../use-properties.ts';

const fresh = newProperty(propertyId, 0);
const add = (property: Property, secret: string, forgetsOld = false) =>
  addWebhookSecret(property, 'test', secret, { keyRing, forgetsOld });

/** As the webhook function opens them. */
async function open(property: Property): Promise<readonly string[] | undefined> {
  const store = { findProperty: async () => property };
  const record = await createPropertyCache({ store, keyRing, now: () => 0 }).find(property.id);
  return record?.openWebhookSecrets('test');
}

describe('parseWebhookSecret', () => {
  const secret = `whsec_${'a1B2'.repeat(8)}`;

  test('takes a whole secret without the blanks around it', () => {
    expect(parseWebhookSecret(` ${secret}\n`)).toEqual({ kind: 'value', value: secret });
  });

  test.each([
    ['rk_test_51SecretOfTheShop0001', 'This is a Stripe key'],
    ['whsec_short', 'or only a part of it'],
    ['', 'or only a part of it'],
  ])('refuses %j with where the right one stands, and shows nothing of it', (text, words) => {
    const parsed = parseWebhookSecret(text);
    expect(parsed).toEqual({ kind: 'refused', sentence: expect.stringContaining(words) });
    expect(parsed).toMatchObject({ sentence: expect.stringContaining('Developers → Webhooks') });
    expect(JSON.stringify(parsed)).not.toMatch(/SecretOf|short/);
  });
});

describe('addWebhookSecret', () => {
  test('keeps the newest first, a repeated one once, and no more than the limit', async () => {
    const property = ['a', 'b', 'c', 'b', 'd'].reduce((held, secret) => add(held, secret), fresh);
    expect(await open(property)).toEqual(['d', 'b', 'c']);
    expect(property.webhookSecrets.test).toHaveLength(maxWebhookSecrets);
    expect(property.webhookSecrets.live).toEqual([]);
  });

  test('forgets the others where that is wanted', async () => {
    expect(await open(add(add(fresh, 'a'), 'b', true))).toEqual(['b']);
  });

  test('keeps one that cannot be opened, because nobody knows whether it is the same', () => {
    const foreign = addWebhookSecret(fresh, 'test', 'a', { keyRing: otherKeyRing, forgetsOld: false });
    expect(add(foreign, 'a').webhookSecrets.test).toHaveLength(2);
  });
});

describe('withNewestSecret', () => {
  test('keeps the newest alone', async () => {
    expect(await open(withNewestSecret(add(add(fresh, 'a'), 'b'), 'test'))).toEqual(['b']);
  });

  test('answers the property itself where there is no other', () => {
    const property = add(fresh, 'a');
    expect(withNewestSecret(property, 'test')).toBe(property);
    expect(withNewestSecret(fresh, 'test')).toBe(fresh);
  });
});

describe('summarizeSecrets', () => {
  test('shows the last four characters of each, newest first', () => {
    const property = add(add(fresh, 'whsec_first0001'), 'whsec_second0002');
    expect(summarizeSecrets(property, 'test', keyRing)).toEqual([{ last4: '0002' }, { last4: '0001' }]);
    expect(summarizeSecrets(property, 'live', keyRing)).toEqual([]);
  });

  test('says why one cannot be opened', () => {
    const [summary] = summarizeSecrets(add(fresh, 'a'), 'test', otherKeyRing);
    expect(summary).toEqual({ last4: null, fault: expect.stringContaining('no key named "main"') });
  });
});
