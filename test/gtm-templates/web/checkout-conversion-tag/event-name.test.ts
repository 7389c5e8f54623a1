// Which name the tag's event has.
import { describe, expect, test } from 'vitest';
import { answering, sessionId } from '../../loader/answers.ts';
import { visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('the event’s name', () => {
    const other = [
      ['trial_start', 'free'],
      ['setup_complete', 'free'],
      ['checkout_pending', 'pending'],
    ] as const;

    test('of a purchase is the field’s', async () => {
      const { event } = await visit({ fields: { eventName: 'stripe_purchase' }, replies: answering() });
      expect(event()).toMatchObject({ event: 'stripe_purchase', event_id: `purchase:${sessionId}` });
    });

    test('of a purchase is purchase where the field holds nothing', async () => {
      const { event } = await visit({ fields: { eventName: undefined }, replies: answering() });
      expect(event()).toMatchObject({ event: 'purchase' });
    });

    test.each(other)('%s stays, whatever the field says', async (name, status) => {
      const { event } = await visit({
        fields: { eventName: 'stripe_purchase' },
        replies: answering({ event: name, status, event_id: `${name}:${sessionId}` }),
      });
      expect(event()).toMatchObject({ event: name, status });
    });

    test('is checkout_complete where the server sends, except while money is pending', async () => {
      for (const event of ['purchase', 'trial_start', 'setup_complete'] as const) {
        const settled = await visit({ replies: answering({ sender: 'server', event }) });
        expect(settled.event()).toMatchObject({ event: 'checkout_complete' });
      }
      const pending = await visit({
        replies: answering({ sender: 'server', event: 'checkout_pending', status: 'pending' }),
      });
      expect(pending.event()).toMatchObject({ event: 'checkout_pending' });
    });

    test('is the same for browser_first as for browser', async () => {
      const { event } = await visit({ replies: answering({ sender: 'browser_first' }) });
      expect(event()).toMatchObject({ event: 'purchase' });
    });

    test('of a test session has _test behind it', async () => {
      const { event } = await visit({ replies: answering({ livemode: false }) });
      expect(event()).toMatchObject({ event: 'purchase_test', livemode: false });
    });

    test('of a test session can be that of a live one', async () => {
      const { event } = await visit({
        fields: { testSessions: 'as_live' },
        replies: answering({ livemode: false }),
      });
      expect(event()).toMatchObject({ event: 'purchase', livemode: false });
    });
  });
});
