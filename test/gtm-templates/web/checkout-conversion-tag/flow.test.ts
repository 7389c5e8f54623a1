// What a thank-you page gets from the tag: one event per session, asked for and reported once.
import { describe, expect, test } from 'vitest';
import { propertyIdPattern, sessionIdPattern } from '../../../../functions/contract/lookup-query.ts';
import { answering, createAnswer, sessionId } from '../../loader/answers.ts';
import { endpoint, readBuiltTpl } from '../built-tpl.ts';
import { lineOf, propertyId, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  test('a paid session becomes one flat event behind a message that clears the last ecommerce', async () => {
    const { run, pushed } = await visit({ replies: answering() });
    expect(run.status).toBe('succeeded');
    const answer = createAnswer();
    expect(pushed()).toEqual([
      { ecommerce: null },
      {
        event: 'purchase',
        event_id: `purchase:${sessionId}`,
        status: 'paid',
        livemode: true,
        mode: 'payment',
        customer_email: 'buyer@example.com',
        customer_id: 'cus_buyer',
        customer_type: null,
        client_reference_id: 'order-77',
        payment_link: 'plink_shop',
        subscription_id: null,
        utm_source: 'newsletter',
        utm_medium: 'email',
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
        ecommerce: answer.ecommerce,
        user_data: answer.user_data,
        meta_user_data: answer.meta_user_data,
      },
    ]);
  });

  test('the function is asked once, about this property and session, and told when the container is done', async () => {
    const { queries, window } = await visit({ replies: answering() });
    const [query] = queries();
    expect(queries()).toEqual([
      { property_id: propertyId, checkout_session_id: sessionId, consent: 'uuuu', claim: expect.any(String) },
    ]);
    expect(window.beacons).toEqual([
      {
        url: `${endpoint}/checkout/reports`,
        body: {
          property_id: propertyId,
          checkout_session_id: sessionId,
          event_id: `purchase:${sessionId}`,
          claim: query?.['claim'],
        },
      },
    ]);
  });

  test('without a session id it succeeds at once and does nothing', async () => {
    for (const checkoutSessionId of [undefined, null, '', '  ']) {
      const { run, page } = await visit({ fields: { checkoutSessionId } });
      expect(run.status).toBe('succeeded');
      expect(run.consoleTexts()).toEqual([]);
      expect(page.scripts).toEqual([]);
    }
  });

  test('ids are accepted in the form that the function accepts', async () => {
    const tpl = await readBuiltTpl('checkout-conversion-tag');
    expect(tpl).toContain(`'${sessionIdPattern.source}'`);
    expect(tpl).toContain(`'${propertyIdPattern.source}'`);
  });

  test('spaces around pasted values and slashes behind the endpoint do no harm', async () => {
    const fields = { propertyId: ` ${propertyId} `, endpoint: ` ${endpoint}// `, checkoutSessionId: `${sessionId} ` };
    const { run, page, queries } = await visit({ fields, replies: answering() });
    expect(run.status).toBe('succeeded');
    expect(page.scripts.map(({ url }) => url)).toEqual([`${endpoint}/checkout/tilltag.v1.js`]);
    expect(queries()).toMatchObject([{ property_id: propertyId, checkout_session_id: sessionId }]);
  });

  test('an answer of an older function, which knows no clicks, is pushed all the same', async () => {
    const answer = createAnswer();
    Reflect.deleteProperty(answer, 'click');
    const { event } = await visit({ replies: [{ status: 200, body: answer }] });
    expect(event()).toMatchObject({ event: 'purchase' });
  });

  test('test sessions can be ignored: success, nothing pushed, nothing reported', async () => {
    const ignored = await visit({ fields: { testSessions: 'ignore' }, replies: answering({ livemode: false }) });
    expect(ignored.run.status).toBe('succeeded');
    expect(ignored.pushed()).toEqual([]);
    expect(ignored.window.beacons).toEqual([]);
    expect(lineOf(ignored)).toContain('test session');
    const live = await visit({ fields: { testSessions: 'ignore' }, replies: answering() });
    expect(live.event()).toMatchObject({ event: 'purchase' });
  });

  test('a setup session, where no money moves, has no ecommerce', async () => {
    const setup = await visit({
      replies: answering({ event: 'setup_complete', status: 'free', mode: 'setup', ecommerce: null }),
    });
    expect(setup.event()).not.toHaveProperty('ecommerce');
    expect(lineOf(setup)).toBe('Tilltag: pushed setup_complete.');
  });

  test('a renamed data layer gets the event', async () => {
    const { window, pushed } = await visit({ fields: { dataLayerName: 'shopLayer' }, replies: answering() });
    expect(pushed()).toEqual([]);
    expect(Reflect.get(window, 'shopLayer')).toHaveLength(2);
  });
});
