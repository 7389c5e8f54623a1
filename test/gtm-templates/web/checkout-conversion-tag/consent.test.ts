// What the tag waits for, asks and pushes under each state of consent.
import { describe, expect, test } from 'vitest';
import { answering } from '../../loader/answers.ts';
import { expectProperEnd, startVisit, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('consent', () => {
    const click = { gclid: 'g-1' };

    test('that is granted or unset waits for nothing', async () => {
      const started = startVisit({ replies: answering(), consent: { ad_user_data: 'granted' } });
      await started.pass(0);
      expect(started.pushed()).toHaveLength(2);
    });

    test('denied is waited on for a second before the function is asked', async () => {
      const started = startVisit({ replies: answering(), consent: { ad_user_data: 'denied' } });
      await started.pass(999);
      expect(started.queries()).toEqual([]);
      await started.pass(1);
      expect(started.queries()).toHaveLength(1);
      expectProperEnd(started.run);
    });

    test.each(['ad_user_data', 'ad_storage', 'analytics_storage'])(
      '%s alone is waited on, and its grant ends the waiting',
      async (type) => {
        const started = startVisit({ replies: answering(), consent: { [type]: 'denied' } });
        await started.pass(500);
        expect(started.queries()).toEqual([]);
        started.run.container.consent.apply('update', { [type]: 'granted' });
        await started.pass(0);
        expect(started.queries()).toHaveLength(1);
      },
    );

    test('is waited on from the tag’s start: a slow script uses the time up', async () => {
      const started = startVisit({ script: 'hangs', replies: answering(), consent: { ad_storage: 'denied' } });
      await started.pass(600);
      started.load();
      await started.pass(399);
      expect(started.queries()).toEqual([]);
      await started.pass(1);
      expect(started.queries()).toHaveLength(1);
    });

    test('denied is not waited on where the field says 0', async () => {
      const started = startVisit({
        fields: { consentWaitMs: '0' },
        replies: answering(),
        consent: { ad_user_data: 'denied' },
      });
      await started.pass(0);
      expect(started.pushed()).toHaveLength(2);
    });

    test('what the field cannot mean is a second', async () => {
      for (const consentWaitMs of ['', 'soon', '-5', undefined]) {
        const started = startVisit({
          fields: { consentWaitMs },
          replies: answering(),
          consent: { ad_storage: 'denied' },
        });
        await started.pass(999);
        expect(started.pushed()).toHaveLength(0);
        await started.pass(1);
        expect(started.pushed()).toHaveLength(2);
      }
    });

    test('granted late goes on at once, with everything, in whatever order the types change', async () => {
      const late = startVisit({
        replies: answering({ click }),
        consent: { ad_user_data: 'denied', ad_storage: 'denied', analytics_storage: 'denied' },
      });
      await late.pass(300);
      const granted = { analytics_storage: 'granted', ad_storage: 'granted', ad_user_data: 'granted' };
      late.run.container.consent.apply('update', granted);
      await late.pass(0);
      expect(late.queries()[0]).not.toHaveProperty('personal_data');
      expect(late.event()).toMatchObject({ customer_email: 'buyer@example.com', gclid: 'g-1' });
      expect(late.window.stored.size).toBe(1);
      await late.pass(5000);
      late.run.container.consent.apply('update', { ad_user_data: 'denied' });
      await late.pass(5000);
      expect(late.pushed()).toHaveLength(2);
      expectProperEnd(late.run);
    });

    test('ad_user_data denied: the function is asked for none, and none is pushed', async () => {
      const { event, queries } = await visit({
        replies: answering({ click }),
        consent: { ad_user_data: 'denied' },
      });
      expect(queries()).toMatchObject([{ personal_data: 'none' }]);
      expect(event()).toMatchObject({ customer_email: null, gclid: 'g-1' });
      expect(event()).not.toHaveProperty('user_data');
      expect(event()).not.toHaveProperty('meta_user_data');
    });

    test('is told to the function as it is when the function is asked', async () => {
      const denied = await visit({ replies: answering(), consent: { ad_storage: 'denied', ad_user_data: 'granted' } });
      expect(denied.queries()).toMatchObject([{ consent: 'dggg' }]);
      const late = startVisit({ replies: answering(), consent: { analytics_storage: 'denied', ad_storage: 'denied' } });
      late.run.container.consent.apply('update', { analytics_storage: 'granted' });
      await late.pass(0);
      expect(late.queries()).toMatchObject([{ consent: 'dggg' }]);
    });

    test('that nobody set is told as unset, so that nobody’s consent is made up', async () => {
      const { queries } = await visit({ replies: answering() });
      expect(queries()).toMatchObject([{ consent: 'uuuu' }]);
    });

    test('ad_user_data withdrawn between question and answer: none is pushed', async () => {
      const { event } = await visit({
        replies: answering(),
        meanwhile: ({ run }) => run.container.consent.apply('update', { ad_user_data: 'denied' }),
      });
      expect(event()).toMatchObject({ event: 'purchase', customer_email: null });
      expect(event()).not.toHaveProperty('user_data');
    });

    test('ad_storage denied: no click ids, no ids of Meta’s cookies, and no reference that carries one', async () => {
      const { event } = await visit({
        replies: answering({ click, client_reference_id: 'tt1_AAAA' }),
        consent: { ad_storage: 'denied' },
      });
      expect(event()).not.toHaveProperty('gclid');
      expect(event()?.['meta_user_data']).toEqual({ em: 'a'.repeat(64), external_id: 'b'.repeat(64) });
      expect(event()).toMatchObject({ client_reference_id: null, customer_email: 'buyer@example.com' });
    });

    test('ad_storage denied and nothing but cookie ids: no meta_user_data', async () => {
      const { event } = await visit({
        replies: answering({ meta_user_data: { fbp: 'fb.1.1.1' } }),
        consent: { ad_storage: 'denied' },
      });
      expect(event()).not.toHaveProperty('meta_user_data');
    });

    test('analytics_storage denied: nothing is stored, and a passport is not pushed', async () => {
      const { event, window } = await visit({
        replies: answering({ click, client_reference_id: 'tt1_AAAA' }),
        consent: { analytics_storage: 'denied' },
      });
      expect(window.stored.size).toBe(0);
      expect(event()).toMatchObject({ client_reference_id: null, gclid: 'g-1', customer_email: 'buyer@example.com' });
    });

    test('a shop’s own reference is pushed whatever is denied', async () => {
      const { event } = await visit({
        replies: answering(),
        consent: { ad_storage: 'denied', analytics_storage: 'denied' },
      });
      expect(event()).toMatchObject({ client_reference_id: 'order-77' });
    });

    test('a passport is pushed where everything is granted', async () => {
      const { event } = await visit({ replies: answering({ client_reference_id: 'tt1_AAAA' }) });
      expect(event()).toMatchObject({ client_reference_id: 'tt1_AAAA' });
    });
  });
});
