// Whether a webhook's name leads anywhere that Stripe reaches, with a DNS that is played.
import { describe, expect, test } from 'vitest';
import { checkWebhookHost } from '../../../../functions/properties/webhook/check-webhook-host.ts';

const url = 'https://tags.example.com/webhooks/stripe/tt_shopshopshopshopshop';
const answering = (address: string) => async () => [{ address, family: 4 }];

describe('checkWebhookHost', () => {
  test('a name with a public address is right as it is', async () => {
    expect(await checkWebhookHost(url, answering('93.184.216.34'))).toEqual({ kind: 'value', value: url });
  });

  test('this machine is right where the address may lie on it', async () => {
    const local = url.replace('https://tags.example.com', 'http://127.0.0.1:8787');
    expect(await checkWebhookHost(local, answering('127.0.0.1'))).toEqual({ kind: 'value', value: local });
  });

  test('a name that nobody knows is refused with the cure', async () => {
    const unknown = await checkWebhookHost(url, () => Promise.reject(new Error('ENOTFOUND')));
    expect(unknown).toEqual({
      kind: 'refused',
      sentence: expect.stringMatching(/^The name tags\.example\.com is not known in the DNS,.* Correct the address/),
    });
  });

  test.each(['10.0.0.7', '127.0.0.1'])('a name that leads to %s is refused', async (address) => {
    const refused = await checkWebhookHost(url, answering(address));
    expect(refused).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('that is not public') });
  });
});
