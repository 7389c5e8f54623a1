// The address of a property's webhook, from what somebody typed as the endpoint.
import { describe, expect, test } from 'vitest';
import { toWebhookUrl } from '../../../../functions/properties/webhook/to-webhook-url.ts';

const id = 'tt_shopshopshopshopshop';
const deployed = { allowLocal: false };

describe('toWebhookUrl', () => {
  test.each([
    ['https://tags.example.com', 'https://tags.example.com'],
    ['https://tags.example.com/', 'https://tags.example.com'],
    ['https://Tags.example.com/base/', 'https://tags.example.com/base'],
    [`https://tags.example.com/webhooks/stripe/${id}`, 'https://tags.example.com'],
  ])('%s becomes the webhook below %s', (endpoint, base) => {
    const value = `${base}/webhooks/stripe/${id}`;
    expect(toWebhookUrl(endpoint, id, deployed)).toEqual({ kind: 'value', value });
  });

  test('this machine is allowed for tests alone', () => {
    const local = 'http://127.0.0.1:8080';
    expect(toWebhookUrl(local, id, { allowLocal: true })).toMatchObject({ kind: 'value' });
    expect(toWebhookUrl(local, id, deployed)).toEqual({
      kind: 'refused',
      sentence: expect.stringContaining(`stripe listen --forward-to ${local}/webhooks/stripe/${id}`),
    });
    expect(toWebhookUrl(local, id, deployed)).toMatchObject({
      sentence: expect.stringContaining('once TILLTAG_ALLOW_LOCAL=1 is set'),
    });
  });

  test.each([
    ['tags', 'it is no URL'],
    ['http://127.0.0.2:8787', 'https:// only'],
    ['https://me@tags.example.com', 'user name'],
    ['https://tags.example.com/?a=b', 'without ? or #'],
    ['https://tags.example.com/#a', 'without ? or #'],
  ])('%s is refused with what to give instead', (endpoint, words) => {
    const refused = toWebhookUrl(endpoint, id, { allowLocal: true });
    expect(refused).toEqual({ kind: 'refused', sentence: expect.stringContaining(words) });
    expect(refused).toMatchObject({ sentence: expect.stringContaining('such as https://tags.example.com') });
  });

  test.each([
    ['tags.example.com', 'https://tags.example.com'],
    ['http://tags.example.com/base', 'https://tags.example.com/base'],
  ])('%s is refused with the address as it should be', (endpoint, whole) => {
    const sentence = `This address of your functions cannot be used: Stripe sends events to https:// only. Write ${whole} instead.`;
    expect(toWebhookUrl(endpoint, id, deployed)).toEqual({ kind: 'refused', sentence });
  });
});
