// When the tag takes the session id out of the address bar.
import { describe, expect, test } from 'vitest';
import { answering, sessionId } from '../../loader/answers.ts';
import { expectProperEnd, startVisit, thanks, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('the address bar', () => {
    const href = `${thanks}?a=1&session_id=${sessionId}`;

    test('keeps the session id by default', async () => {
      const { window } = await visit({ href, replies: answering() });
      expect(window.addresses).toEqual([]);
    });

    test('loses it, on wish, when the container has processed the event', async () => {
      const started = startVisit({ href, fields: { stripSessionId: true }, replies: answering() });
      await started.pass(0);
      expect(started.pushed()).toHaveLength(2);
      expect(started.window.addresses).toEqual([]);
      await started.pass(2000);
      expect(started.window.addresses).toEqual(['true /thanks?a=1']);
      expectProperEnd(started.run);
    });

    test('loses it also where the event was pushed before', async () => {
      const { window } = await visit({
        href,
        fields: { stripSessionId: true },
        replies: answering({ first_view: false }),
      });
      expect(window.addresses).toEqual(['true /thanks?a=1']);
    });

    test('keeps it while money is pending, because a reload may find a purchase', async () => {
      const { window } = await visit({
        href,
        fields: { stripSessionId: true },
        replies: answering({ event: 'checkout_pending', status: 'pending' }),
      });
      expect(window.addresses).toEqual([]);
    });
  });
});
