// Events that Stripe signed and that are none of ours: they are answered well, told of and counted, and nothing else.
import { describe, expect, it } from 'vitest';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { entryId } from '../../../functions/store/store.ts';
import { buildEvent, dispute, refund, session, subscription } from '../stripe/events.ts';
import { secrets } from './start-webhook.ts';
import { completed, keyRing, liveCompleted, liveSession, useWebhooks } from './use-webhooks.ts';

const start = useWebhooks();

describe('events that are none of ours', () => {
  it.each([
    {
      name: 'an unknown type',
      event: buildEvent('customer.created', { id: 'cus_1', object: 'customer' }),
      reason: 'unknown_type',
    },
    {
      name: 'a connected account',
      event: buildEvent('checkout.session.completed', session, { account: 'acct_1' }),
      reason: 'connected_account',
    },
    {
      name: 'a payment link out of scope',
      event: completed,
      property: { scope: { kind: 'payment_links' as const, ids: ['plink_other'] } },
      reason: 'out_of_scope',
    },
    { name: 'a live event with the secret of the test endpoint', event: liveCompleted, reason: 'wrong_mode' },
    {
      name: 'a test event with the secret of the live endpoint',
      event: completed,
      secret: secrets.live[1],
      reason: 'wrong_mode',
    },
  ])('$name is answered 200 with the reason, logged and counted', async ({ event, property, secret, reason }) => {
    const webhook = await start(property && { property });
    const answer = await webhook.send(event, secret === undefined ? {} : { secret });
    expect([answer.status, answer.json]).toEqual([200, { received: true, ignored: reason }]);
    expect(webhook.logs).toMatchObject([{ event: 'event_ignored', reason, stripe_event: 'evt_1' }]);
    expect(await webhook.counts()).toEqual({ [reason]: 1 });
    for (const id of [session.id, liveSession.id]) {
      expect(await webhook.store.findEntry(entryId(webhook.property.id, id))).toBeUndefined();
    }
  });

  it('the end of a subscription that is out of scope by now is counted as that; what takes its payment back is taken', async () => {
    const webhook = await start();
    const ids = { id: 'cs_test_b2Subscription000000', payment_intent: null, subscription: 'sub_1' };
    await webhook.send(completed);
    await webhook.send(buildEvent('checkout.session.completed', { ...session, ...ids, mode: 'subscription' }));
    await webhook.store.changeProperty({ ...webhook.property, scope: { kind: 'payment_links', ids: ['plink_other'] } });
    const second = await webhook.startSecondInstance();
    const end = await second.send(buildEvent('customer.subscription.deleted', subscription));
    const back = [
      await second.send(buildEvent('refund.created', refund)),
      await second.send(buildEvent('charge.dispute.created', dispute)),
    ];
    await second.close();
    expect(end.json).toEqual({ received: true, ignored: 'out_of_scope' });
    expect(back.map(({ json }) => json)).toEqual([{ received: true }, { received: true }]);
    expect(await webhook.counts()).toEqual({ accepted: 4, out_of_scope: 1 });
    for (const id of ['re_1', 'dp_1']) {
      const entry = await webhook.store.findEntry(entryId(webhook.property.id, id));
      // Pages alone send, and none told of it.
      expect(entry).toMatchObject({ resolution: { state: 'resolved' } });
      expect(entry?.deliveries).toEqual({});
    }
  });

  it('takes both modes where one secret was stored under both', async () => {
    const webhook = await start();
    const both = (mode: 'live' | 'test') => seal(keyRing, 'whsec_both', webhookSecretPlace('tt_bothmodes', mode));
    const webhookSecrets = { live: [both('live')], test: [both('test')] };
    await webhook.store.createProperty({ ...webhook.property, id: 'tt_bothmodes', webhookSecrets });
    for (const event of [completed, liveCompleted]) {
      const answer = await webhook.send(event, { propertyId: 'tt_bothmodes', secret: 'whsec_both' });
      expect(answer.text).toBe('{"received":true}');
    }
  });
});
