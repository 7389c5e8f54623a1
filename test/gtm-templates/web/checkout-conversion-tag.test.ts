// What the checkout conversion tag does on a thank-you page, told by the built file.
import { describe, expect, test } from 'vitest';
import type { CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import { type ErrorCode, errorDefinitions } from '../../../functions/contract/errors.ts';
import { propertyIdPattern, sessionIdPattern } from '../../../functions/contract/lookup-query.ts';
import { createAnswer, createError, sessionId } from '../loader/answers.ts';
import type { Reply } from '../loader/fake-window.ts';
import { endpoint, readBuiltTpl } from './built-tpl.ts';
import { expectProperEnd, propertyId, runTag, startVisit, type Visit, visit } from './visit.ts';

const thanks = 'https://shop.example.com/thanks';

function answering(change: Partial<CheckoutAnswer> = {}): Reply[] {
  return [{ status: 200, body: createAnswer(change) }];
}

function refusing(code: ErrorCode): Reply[] {
  return [{ status: errorDefinitions[code].status, body: createError(code) }];
}

function lineOf({ run }: Visit): string {
  const lines = run.consoleTexts();
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

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
    expect(queries()).toEqual([{ property_id: propertyId, checkout_session_id: sessionId, claim: expect.any(String) }]);
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

  describe('the campaign', () => {
    test('of the page’s address is sent along and fills what the answer leaves empty', async () => {
      const href = `${thanks}?session_id=${sessionId}&utm_source=ads&utm_campaign=spring%20sale`;
      const { event, queries } = await visit({ href, replies: answering() });
      expect(queries()).toMatchObject([{ utm_source: 'ads', utm_campaign: 'spring sale' }]);
      expect(event()).toMatchObject({
        utm_source: 'newsletter',
        utm_medium: 'email',
        utm_campaign: 'spring sale',
        utm_term: null,
      });
    });

    test('value that is longer than Stripe forwards stays on the page, and is pushed whole', async () => {
      const long = 'x'.repeat(151);
      const href = `${thanks}?utm_term=${long}&utm_content=${long.slice(1)}`;
      const { event, queries } = await visit({ href, replies: answering() });
      expect(queries()[0]).not.toHaveProperty('utm_term');
      expect(queries()).toMatchObject([{ utm_content: long.slice(1) }]);
      expect(event()).toMatchObject({ utm_term: long });
    });

    test('value with an e-mail address in it is neither sent nor pushed', async () => {
      const href = `${thanks}?utm_content=buyer%40example.com&utm_term=a%2540b.example&utm_campaign=2%40once`;
      const { event, queries } = await visit({ href, replies: answering() });
      expect(queries()[0]).not.toHaveProperty('utm_content');
      expect(queries()[0]).not.toHaveProperty('utm_term');
      expect(event()).toMatchObject({ utm_content: null, utm_term: null, utm_campaign: '2@once' });
    });

    test('click ids and landing page stand beside the other keys, never over them', async () => {
      const click = { gclid: 'g-1', landing_page: 'https://shop.example.com/', event: 'x', mode: 'x', first: { a: 1 } };
      const { event } = await visit({ replies: answering({ click }) });
      expect(event()).toMatchObject({
        gclid: 'g-1',
        landing_page: 'https://shop.example.com/',
        event: 'purchase',
        mode: 'payment',
      });
      expect(event()).not.toHaveProperty('first');
    });
  });

  test('an answer of an older function, which knows no clicks, is pushed all the same', async () => {
    const answer = createAnswer();
    Reflect.deleteProperty(answer, 'click');
    const { event } = await visit({ replies: [{ status: 200, body: answer }] });
    expect(event()).toMatchObject({ event: 'purchase' });
  });

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

  describe('once', () => {
    test('a view that is not the first pushes nothing and succeeds', async () => {
      const later = await visit({ replies: answering({ first_view: false }) });
      expect(later.run.status).toBe('succeeded');
      expect(later.pushed()).toEqual([]);
      expect(later.window.beacons).toEqual([]);
      expect(lineOf(later)).toContain('nothing pushed');
    });

    test('two tags on one page push one event', async () => {
      const first = startVisit({ replies: answering() });
      const second = runTag(first.page, { container: first.run.container });
      await first.pass(5000);
      await first.pass(5000);
      expect(first.page.scripts).toHaveLength(1);
      expect(first.pushed()).toHaveLength(2);
      expectProperEnd(first.run);
      expectProperEnd(second);
      expect(second.status).toBe('succeeded');
      expect(second.consoleTexts().join()).toContain('before');
      expect(first.window.beacons).toHaveLength(1);
    });

    test('a reload pushes nothing more, although the function still says first view', async () => {
      const first = await visit({ replies: answering() });
      const second = await visit({ reloadOf: first });
      expect(second.pushed()).toEqual([]);
      expect(second.run.status).toBe('succeeded');
    });

    test('a reload whose first answer was lost pushes, with the same claim', async () => {
      const first = await visit({ replies: ['hang', ...answering()] });
      expect(first.run.status).toBe('failed');
      const second = await visit({ reloadOf: first });
      expect(second.pushed()).toHaveLength(2);
      expect(second.queries()[0]?.['claim']).toBe(first.queries()[0]?.['claim']);
    });

    test('a reload after pending money pushes the purchase', async () => {
      const first = await visit({
        replies: [
          ...answering({ event: 'checkout_pending', status: 'pending', event_id: `checkout_pending:${sessionId}` }),
          ...answering(),
        ],
      });
      const second = await visit({ reloadOf: first });
      expect(second.event()).toMatchObject({ event: 'purchase' });
    });
  });

  describe('personal data', () => {
    const hashed = {
      user_data: {
        sha256_email_address: 'c'.repeat(64),
        address: { sha256_first_name: 'd'.repeat(64), city: 'Berlin' },
      },
    };

    test('hashed asks for hashes, so that no plain address reaches the page', async () => {
      const { queries } = await visit({ fields: { personalData: 'hashed' }, replies: answering() });
      expect(queries()).toMatchObject([{ personal_data: 'hashed' }]);
    });

    test('hashed pushes no plain key, even if the function answers some', async () => {
      const { event } = await visit({ fields: { personalData: 'hashed' }, replies: answering() });
      expect(event()).toMatchObject({ customer_email: null, meta_user_data: { em: 'a'.repeat(64) } });
      expect(event()).not.toHaveProperty('user_data');
      expect(JSON.stringify(event())).not.toMatch(/@|Ada|Berlin|4930/);
    });

    test('hashed pushes the hashes that the answer has', async () => {
      const { event } = await visit({
        fields: { personalData: 'hashed' },
        replies: answering({ ...hashed, customer_email: null }),
      });
      expect(event()?.['user_data']).toEqual({
        sha256_email_address: 'c'.repeat(64),
        address: { sha256_first_name: 'd'.repeat(64) },
      });
    });

    test('plain pushes no more than a stricter property answers', async () => {
      const { event } = await visit({ replies: answering({ ...hashed, customer_email: null }) });
      expect(event()).toMatchObject({ customer_email: null, ...hashed });
    });

    test('none pushes nothing of it and asks for nothing of it', async () => {
      const { event, queries } = await visit({ fields: { personalData: 'none' }, replies: answering() });
      expect(queries()).toMatchObject([{ personal_data: 'none' }]);
      expect(event()).toMatchObject({ customer_email: null, customer_id: 'cus_buyer' });
      expect(event()).not.toHaveProperty('user_data');
      expect(event()).not.toHaveProperty('meta_user_data');
    });

    test('an answer later than the personal-data hour is pushed without them', async () => {
      const answer = createAnswer({ customer_email: null });
      Reflect.deleteProperty(answer, 'user_data');
      Reflect.deleteProperty(answer, 'meta_user_data');
      const { event } = await visit({ replies: [{ status: 200, body: answer }] });
      expect(event()).toMatchObject({ event: 'purchase', customer_email: null });
      expect(event()).not.toHaveProperty('user_data');
    });
  });

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

  describe('input that cannot work fails without asking', () => {
    test.each([
      '{CHECKOUT_SESSION_ID}',
      '%7BCHECKOUT_SESSION_ID%7D',
      '%257BCHECKOUT_SESSION_ID%257D',
      '{{CHECKOUT_SESSION_ID}}',
      'CHECKOUT_SESSION_ID',
      '{checkout_session_id}',
    ])('%s names the redirect URL in Stripe', async (checkoutSessionId) => {
      const failed = await visit({ fields: { checkoutSessionId } });
      expect(failed.run.status).toBe('failed');
      expect(failed.page.scripts).toEqual([]);
      expect(lineOf(failed)).toContain(
        'enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this',
      );
    });

    test.each(['cs_live_short', 'pi_3abcdefghijkl', 'cs_live_a1B2c3D4e5F6g7H8!', 'undefined', '%', 12345])(
      'the session id %s names what one looks like',
      async (checkoutSessionId) => {
        const failed = await visit({ fields: { checkoutSessionId } });
        expect(failed.run.status).toBe('failed');
        expect(lineOf(failed)).toContain('begins with cs_live_ or cs_test_');
      },
    );

    test.each(['', 'prop', 'prop 12345678', undefined])('the Property ID %s', async (id) => {
      const failed = await visit({ fields: { propertyId: id } });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('The Property ID is empty or incomplete');
    });

    test.each([
      '',
      undefined,
      'http://tags.example.com/base',
      'tags.example.com',
      'https://',
      'https://tags example.com',
    ])('the endpoint %s', async (address) => {
      const failed = await visit({ fields: { endpoint: address } });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('The Endpoint is not an address that begins with https://');
    });

    test('a host that the template was not built for is named, with the cure', async () => {
      const failed = await visit({ fields: { endpoint: 'https://other.example.com' } });
      expect(failed.run.status).toBe('failed');
      expect(failed.page.scripts).toEqual([]);
      expect(lineOf(failed)).toContain('built for another host');
      expect(lineOf(failed)).toContain('for the endpoint https://other.example.com');
    });
  });

  describe('what goes wrong is said in words', () => {
    test.each(['fails', 'empty'] as const)(
      'a script that %s names the three causes and how to tell them apart',
      async (script) => {
        const failed = await visit({ script });
        expect(failed.run.status).toBe('failed');
        expect(lineOf(failed)).toContain('a content blocker');
        expect(lineOf(failed)).toContain('script-src https://tags.example.com; connect-src https://tags.example.com');
        expect(lineOf(failed)).toContain(`open ${endpoint}/checkout/tilltag.v1.js in a new tab`);
      },
    );

    test('an empty script fails also where consent would have been waited on', async () => {
      const failed = await visit({ script: 'empty', consent: { ad_storage: 'denied' } });
      expect(failed.run.status).toBe('failed');
    });

    test('a wrong host names the page’s host', async () => {
      const failed = await visit({ replies: refusing('host_not_allowed') });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('Add shop.example.com to the hostnames of the property');
      expect(failed.pushed()).toEqual([]);
    });

    const words: [ErrorCode, string][] = [
      ['placeholder_session_id', 'session_id={CHECKOUT_SESSION_ID}'],
      ['unknown_property', `There is no property ${propertyId} at ${endpoint}`],
      ['unknown_session', 'the same Stripe account'],
      ['mode_mismatch', 'rk_test_'],
      ['session_open', 'not completed yet'],
      ['session_expired', 'expired without a payment'],
      ['session_too_old', 'too old'],
      ['read_limit', 'fires once per page'],
      ['rate_limited', 'too many questions'],
      ['internal', 'Its log says what'],
      ['stripe_key_rejected', 'Create a new restricted key'],
      ['stripe_unavailable', 'a reload of the page asks again'],
      ['store_unavailable', 'database'],
    ];

    test.each(words)('%s', async (code, part) => {
      const failed = await visit({ replies: refusing(code) });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain(part);
      expect(failed.pushed()).toEqual([]);
    });

    test('every other code of the function shows its own sentence', async () => {
      const told = new Set([...words.map(([code]) => code), 'host_not_allowed']);
      const codes = Object.keys(errorDefinitions).filter((code) => !told.has(code));
      expect(codes).toEqual(['invalid_request', 'not_found', 'method_not_allowed', 'body_too_large']);
      const failed = await visit({ replies: refusing('invalid_request') });
      expect(lineOf(failed)).toBe(
        'Tilltag: The function answered with an error: words for invalid_request (invalid_request, HTTP 400)',
      );
    });

    test('an answer that is none of ours points at the endpoint', async () => {
      const failed = await visit({ replies: [{ status: 200, body: { hello: 'world' } }] });
      expect(lineOf(failed)).toContain('Something else than Tilltag answers');
    });

    test('no answer in time', async () => {
      const failed = await visit({ replies: ['hang'] });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('did not answer within the time-out');
    });

    test('the time-out is the field’s', async () => {
      const started = startVisit({ fields: { timeoutMs: '700' }, replies: ['hang'] });
      await started.pass(699);
      expect(started.run.status).toBe('running');
      await started.pass(1);
      expect(started.run.status).toBe('failed');
    });

    test('a function that is down', async () => {
      const failed = await visit({ replies: ['fail'] });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain(`open ${endpoint}/health in a new tab`);
    });

    test('a reason that a later loader has and this tag does not know', async () => {
      const failed = startVisit({ script: 'hangs' });
      failed.page.window['tilltag'] = {
        lookup: (_request: unknown, callback: (result: unknown) => void) => {
          failed.page.schedule(() => callback({ ok: false, reason: 'offline' }), 0);
          return true;
        },
      };
      failed.load();
      await failed.pass(0);
      expectProperEnd(failed.run);
      expect(lineOf(failed)).toContain('could not be reached');
    });

    test('a Content-Security-Policy that lets the script through and not the question', async () => {
      const violation = {
        blockedURI: 'https://tags.example.com',
        disposition: 'enforce',
        effectiveDirective: 'connect-src',
      };
      const failed = await visit({ replies: [{ violation }] });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('connect-src https://tags.example.com');
    });

    test('something else than a data layer under its name', async () => {
      const failed = await visit({
        replies: answering(),
        meanwhile: ({ window }) => {
          window.dataLayer = 'mine';
        },
      });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('Enter the name from your GTM snippet');
    });

    test('a script of the page that breaks the push', async () => {
      const failed = await visit({
        replies: answering(),
        meanwhile: ({ window }) => {
          const push = () => {
            throw new Error('of another script');
          };
          window.dataLayer = Object.assign([], { push });
        },
      });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('Another script on this page');
      expect(lineOf(failed)).toContain('dataLayer.push({}) into the console');
    });
  });

  describe('the console', () => {
    test.each([
      [49.5, 'EUR', '49.50 EUR'],
      [49, 'USD', '49 USD'],
      [19.99, 'USD', '19.99 USD'],
      [500, 'JPY', '500 JPY'],
      [1.234, 'KWD', '1.234 KWD'],
    ])('%s %s reads "%s"', async (value, currency, amount) => {
      const ecommerce = { transaction_id: sessionId, value, currency, tax: 0, shipping: 0, discount: 0, items: [] };
      expect(lineOf(await visit({ replies: answering({ ecommerce }) }))).toBe(`Tilltag: pushed purchase ${amount}.`);
    });

    test.each([
      ['no', true, true, 0],
      ['debug', true, true, 1],
      ['debug', true, false, 1],
      ['debug', false, true, 1],
      ['debug', false, false, 0],
      ['always', false, false, 1],
    ] as const)(
      'logging %s with preview %s and debug %s prints %i lines',
      async (logType, isPreview, isDebug, lines) => {
        const { run } = await visit({ fields: { logType }, isPreview, isDebug, replies: answering() });
        expect(run.consoleTexts()).toHaveLength(lines);
      },
    );
  });
});
