// What Stripe gets for its events, what stays in the store, and what a person can read of it afterwards.
import { describe, expect, it } from 'vitest';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { entryId } from '../../../functions/store/store.ts';
import { buildEvent, dispute, invoice, refund, session, subscription } from '../stripe/events.ts';
import { secrets } from './start-webhook.ts';
import { completed, keyRing, liveCompleted, useWebhooks } from './use-webhooks.ts';

const start = useWebhooks();

describe('POST /webhooks/stripe/{property_id}', () => {
  it('records a paid session and answers only that it was received', async () => {
    const webhook = await start();
    const answer = await webhook.send(completed);
    expect([answer.status, answer.text]).toEqual([200, '{"received":true}']);
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toMatchObject({
      kind: 'session',
      status: 'paid',
      changes: [expect.objectContaining({ source: 'webhook', about: 'evt_1' })],
    });
    expect(await webhook.counts()).toEqual({ accepted: 1 });
  });

  it.each([
    { name: 'a refund', event: buildEvent('refund.created', refund), id: 're_1' },
    { name: 'a renewal', event: buildEvent('invoice.paid', invoice), id: 'in_1' },
    { name: 'a dispute', event: buildEvent('charge.dispute.created', dispute), id: 'dp_1' },
    { name: 'a cancellation', event: buildEvent('customer.subscription.deleted', subscription), id: 'sub_1' },
  ])('records $name whose session is not known yet', async ({ event, id }) => {
    const webhook = await start();
    expect(await webhook.send(event)).toMatchObject({ status: 200, text: '{"received":true}' });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, id))).toMatchObject({
      resolution: { state: 'orphan' },
    });
  });

  it('answers a repeat as it answered the first, changes nothing and counts it', async () => {
    const webhook = await start();
    await webhook.send(completed);
    const entry = await webhook.store.findEntry(entryId(webhook.property.id, session.id));
    expect(await webhook.send(completed)).toMatchObject({ status: 200, text: '{"received":true}' });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toEqual(entry);
    expect(await webhook.counts()).toEqual({ accepted: 1, repeated: 1 });
    expect(webhook.logs.map(({ event }) => event)).toEqual(['event_recorded', 'event_repeated']);
  });

  it('takes events of both modes at one address, and any of several secrets', async () => {
    const webhook = await start();
    for (const secret of secrets.live) {
      expect(await webhook.send(liveCompleted, { secret })).toMatchObject({ status: 200, text: '{"received":true}' });
    }
    expect(await webhook.send(completed)).toMatchObject({ status: 200, text: '{"received":true}' });
  });

  it('takes an event of 1 MB, and one beyond ASCII', async () => {
    const webhook = await start();
    const event = buildEvent('checkout.session.completed', { ...session, metadata: { note: 'Grüße 🌲' } });
    const bytes = Buffer.byteLength(JSON.stringify(event, null, 2));
    const large = { ...event, padding: 'x'.repeat(1_048_576 - bytes - 18) };
    expect(await webhook.send(large)).toMatchObject({ status: 200, text: '{"received":true}' });
  });

  it('keeps the buyer apart from the entry', async () => {
    const webhook = await start();
    await webhook.send(completed);
    const id = entryId(webhook.property.id, session.id);
    expect(JSON.stringify(await webhook.store.findEntry(id))).not.toContain('ada');
    expect(await webhook.store.findBuyer(id, webhook.clock.nowMs)).toMatchObject({ email: 'ada@example.com' });
  });

  it('lies below the base path', async () => {
    const webhook = await start({ env: { TILLTAG_BASE_PATH: '/base' } });
    expect((await webhook.send(completed)).status).toBe(200);
    expect((await fetch(`${webhook.url}/webhooks/stripe/${webhook.property.id}`, { method: 'POST' })).status).toBe(404);
  });

  it('answers 405 to other methods, 404 beside its path, and its health', async () => {
    const webhook = await start();
    const answer = await webhook.ask(`/webhooks/stripe/${webhook.property.id}`);
    expect([answer.status, answer.code, answer.headers.get('allow')]).toEqual([405, 'method_not_allowed', 'POST']);
    expect(await webhook.ask('/checkout/sessions.json')).toMatchObject({ status: 404, code: 'not_found' });
    expect(await webhook.ask('/health')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await webhook.ask('/health', { method: 'POST' })).toMatchObject({ status: 405 });
  });
});

describe('secrets that cannot be opened', () => {
  const damaged = seal(keyRing, 'whsec_x', webhookSecretPlace('tt_elsewhere', 'live'));

  it('do not keep those of the other mode from counting', async () => {
    const webhook = await start();
    const { test } = webhook.property.webhookSecrets;
    const changed = { ...webhook.property, webhookSecrets: { live: [damaged], test } };
    await webhook.store.changeProperty(changed);
    expect(await webhook.send(completed)).toMatchObject({ status: 200 });
  });

  it('are answered 500, so that Stripe sends the event again, and the log says why', async () => {
    const webhook = await start({ property: { webhookSecrets: { live: [damaged], test: [] } } });
    expect(await webhook.send(liveCompleted, { secret: secrets.live[0] })).toMatchObject({
      status: 500,
      code: 'internal',
    });
    expect(webhook.logs).toMatchObject([{ severity: 'ERROR', event: 'internal', cause: 'UnsealError' }]);
  });

  it('are answered 500 rather than called a wrong signature where one of them may have been the right one', async () => {
    const webhook = await start();
    const { test } = webhook.property.webhookSecrets;
    await webhook.store.changeProperty({ ...webhook.property, webhookSecrets: { live: [damaged], test } });
    expect(await webhook.send(liveCompleted, { secret: secrets.live[0] })).toMatchObject({ status: 500 });
  });
});
