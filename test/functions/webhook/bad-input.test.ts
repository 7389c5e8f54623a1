// What is no event of Stripe's for this property: how it is refused, and that nothing of it is kept.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { entryId } from '../../../functions/store/store.ts';
import { buildEvent, session } from '../stripe/events.ts';
import { nowSeconds, type SendOptions, sign } from './start-webhook.ts';
import { completed, keyRing, useWebhooks } from './use-webhooks.ts';

const start = useWebhooks();

const thin = {
  id: 'evt_thin_1',
  object: 'v2.core.event',
  type: 'v1.checkout.session.completed',
  livemode: false,
  created: '2026-09-21T14:13:20.000Z',
  related_object: { id: session.id, type: 'checkout.session', url: `/v1/checkout/sessions/${session.id}` },
};
const text = JSON.stringify(completed);

interface BadInput {
  name: string;
  event?: object | string | Buffer;
  options?: SendOptions;
  status: number;
  code: string;
}

const badInput: BadInput[] = [
  { name: 'no signature', options: { signature: null }, status: 400, code: 'missing_signature' },
  { name: 'a signature that is none', options: { signature: 'abc' }, status: 400, code: 'malformed_signature' },
  { name: 'a forged one', options: { secret: 'whsec_forged' }, status: 400, code: 'invalid_signature' },
  {
    name: 'an old one',
    options: { timestamp: nowSeconds - 301 },
    status: 400,
    code: 'signature_too_old',
  },
  {
    name: 'one from the future',
    options: { timestamp: nowSeconds + 301 },
    status: 400,
    code: 'signature_in_the_future',
  },
  {
    name: 'a truncated body',
    event: text.slice(0, -10),
    options: { signature: sign(Buffer.from(text)) },
    status: 400,
    code: 'invalid_signature',
  },
  {
    name: 'a changed body',
    event: text.replace('4950', '9950'),
    options: { signature: sign(Buffer.from(text)) },
    status: 400,
    code: 'invalid_signature',
  },
  {
    name: 'a compressed body',
    event: gzipSync(text),
    options: { signature: sign(Buffer.from(text)), headers: { 'content-encoding': 'gzip' } },
    status: 400,
    code: 'invalid_signature',
  },
  { name: 'an empty body', event: '', status: 400, code: 'malformed_event' },
  { name: 'signed text that is no JSON', event: text.slice(0, -10), status: 400, code: 'malformed_event' },
  { name: 'signed JSON that is no event', event: [1, 2], status: 400, code: 'malformed_event' },
  {
    name: 'an event whose object is not whole',
    event: buildEvent('refund.created', { object: 'refund', id: 're_1' }),
    status: 400,
    code: 'malformed_event',
  },
  { name: 'a thin event', event: thin, status: 400, code: 'thin_event' },
  { name: 'more than 1 MB', event: 'x'.repeat(1_048_577), status: 413, code: 'body_too_large' },
];

describe('bad input', () => {
  it.each(badInput)('$name is refused with $status $code, logged and counted', async (input) => {
    const { event = text, options, status, code } = input;
    const webhook = await start();
    const answer = await webhook.send(event, options);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(webhook.logs).toMatchObject([{ event: code, property_id: webhook.property.id }]);
    expect(await webhook.counts()).toEqual({ [code]: 1 });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toBeUndefined();
  });

  it('an event of another property’s endpoint is refused', async () => {
    const webhook = await start();
    const other = { ...webhook.property, id: 'tt_othershop', webhookSecrets: { live: [], test: [] } };
    const sealed = seal(keyRing, 'whsec_other', webhookSecretPlace(other.id, 'test'));
    await webhook.store.createProperty({ ...other, webhookSecrets: { live: [], test: [sealed] } });
    expect(await webhook.send(completed, { propertyId: other.id })).toMatchObject({
      status: 400,
      code: 'invalid_signature',
    });
    expect(await webhook.send(completed, { propertyId: other.id, secret: 'whsec_other' })).toMatchObject({
      status: 200,
    });
  });

  it('an unknown property is answered 404, logged with its id and not counted', async () => {
    const webhook = await start();
    const answer = await webhook.send(completed, { propertyId: 'tt_nosuchshop' });
    expect([answer.status, answer.code]).toEqual([404, 'unknown_property']);
    expect(webhook.logs).toMatchObject([
      { severity: 'WARNING', event: 'unknown_property', property_id: 'tt_nosuchshop' },
    ]);
    expect(await webhook.store.listTallies('tt_nosuchshop', webhook.clock.nowMs)).toEqual([]);
  });

  it('what cannot be a property’s id is answered 404 and not repeated in the log', async () => {
    const webhook = await start();
    const answer = await webhook.send(completed, { propertyId: 'ada%40example.com' });
    expect([answer.status, answer.code]).toEqual([404, 'unknown_property']);
    expect(JSON.stringify(webhook.logs)).not.toContain('ada');
  });

  it('a property without a webhook secret is told to store one', async () => {
    const webhook = await start({ property: { webhookSecrets: { live: [], test: [] } } });
    const answer = await webhook.send(completed);
    expect([answer.status, answer.code]).toEqual([409, 'webhook_secret_missing']);
    expect(answer.text).toContain('npm run tilltag -- property connect');
    expect(await webhook.counts()).toEqual({ webhook_secret_missing: 1 });
  });
});
