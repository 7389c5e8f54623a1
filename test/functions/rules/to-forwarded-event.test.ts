// What leaves the server about a payment: each kind of event, and what consent, policy and age take away from it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClickConsent, ConsentState } from '../../../functions/contract/click-report.ts';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { deriveClientId } from '../../../functions/rules/derived-client-id.ts';
import { toEcommerce } from '../../../functions/rules/ecommerce.ts';
import { IncompleteEntryError } from '../../../functions/rules/forwarded-money.ts';
import { toMetaUserData } from '../../../functions/rules/meta-user-data.ts';
import type { EmailPolicy, ValueBasis } from '../../../functions/rules/property.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { type ForwardedEventParts, toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import { toUserData } from '../../../functions/rules/user-data.ts';
import { newDisputeEntry, newInvoiceEntry, newRefundEntry, newSubscriptionEntry } from '../store/records.ts';
import { arbitrarySession } from './arbitrary-session.ts';
import { buildLine, buildSession } from './checkout-session-builder.ts';
import { fullClick, newParts, newPassport, newSession, nowMs } from './event-parts.ts';

function render(changes: Partial<ForwardedEventParts> = {}): ForwardedEvent {
  const rendered = toForwardedEvent(newParts(changes));
  if (rendered.kind !== 'event') throw new Error(`It was suppressed: ${rendered.reason}.`);
  return rendered.event;
}

function withProperty(changes: Partial<ForwardedEventParts['property']>): Pick<ForwardedEventParts, 'property'> {
  return { property: { ...newParts().property, ...changes } };
}

/** What stands in no event under this consent, policy and destination. */
function findForbidden(consent: ClickConsent, policy: EmailPolicy, kind: string): RegExp[] {
  return [
    consent.ad_storage === 'denied' ? [/gclid|fbclid|ttclid|fb\.1|tt1_/i] : [],
    consent.ad_user_data === 'denied' ? [/user_data":\{|sha256|lovelace|@/i] : [],
    consent.analytics_storage === 'denied' ? [/9876543210|1234567890|3333333333|ga_session_id|tt1_/] : [],
    policy !== 'plain' || kind !== 'server_container' ? [/@|lovelace/i] : [],
  ].flat();
}

const session = buildSession();
const sessionId = session.id;

describe('toForwardedEvent', () => {
  test('a purchase is told with everything that consent and policy allow', () => {
    const entry = newSession();
    expect(render({ session: entry })).toEqual({
      version: 1,
      property_id: 'tt_shopshopshop',
      event: 'purchase',
      event_id: `purchase:${sessionId}`,
      event_time: 1_700_000_100,
      livemode: true,
      mode: 'payment',
      checkout_session_id: sessionId,
      transaction_id: sessionId,
      customer_id: 'cus_ada',
      customer_type: null,
      client_reference_id: entry.passport,
      payment_link: 'plink_shirt',
      subscription_id: null,
      utm_source: 'news letter',
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      click: expect.objectContaining({ gclid: 'GclidOfTheLast', fbclid: 'FbclidFirst' }),
      client_id: '9876543210.1680000000',
      ga_session_id: '1699999100',
      consent: {
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
      ecommerce: toEcommerce(session, 'total'),
      user_data: toUserData(session, 'plain'),
      meta_user_data: toMetaUserData(session, 'plain', { fbp: 'fb.1.1.FbpOfTheClick', fbc: 'fb.1.1.FbcOfTheClick' }),
    });
  });

  test.each(['trial_start', 'checkout_pending', 'checkout_failed', 'checkout_expired'] as const)(
    '%s is told with the money of its session',
    (event) => {
      expect(render({ event })).toMatchObject({
        event,
        event_id: `${event}:${sessionId}`,
        transaction_id: sessionId,
        ecommerce: { value: 49.5, items: [{ item_id: 'prod_shirt' }] },
      });
    },
  );

  test('setup_complete has no money', () => {
    const setup = buildSession({ mode: 'setup', currency: null, amountTotalMinor: null, lines: [] });
    const entry = newSession(newPassport(), {}, setup);
    expect(render({ event: 'setup_complete', session: entry })).toMatchObject({ mode: 'setup', ecommerce: null });
  });

  test('the time is that of Stripe, and of the first lookup where only a page told of it', () => {
    expect(
      render({ session: newSession(newPassport(), { statusAtSeconds: null, settledAtMs: 1_700_000_222_900 }) }),
    ).toMatchObject({ event_time: 1_700_000_222 });
  });

  describe('refunds', () => {
    const refund = { ...newRefundEntry().refund, id: 're_one', createdSeconds: 1_700_001_000 };

    test('of a part are positive, without items, tax and shipping', () => {
      const entry = newRefundEntry({ refund, share: { amountMinor: 1000, valueMinor: 950 } });
      expect(render({ event: 'refund', entry, session: newSession() })).toMatchObject({
        event_id: 'refund:re_one',
        event_time: 1_700_001_000,
        transaction_id: sessionId,
        ecommerce: {
          transaction_id: sessionId,
          value: 9.5,
          currency: 'EUR',
          tax: 0,
          shipping: 0,
          discount: 0,
          items: [],
        },
        utm_source: 'news letter',
      });
    });

    test('of everything name its items, tax and shipping', () => {
      const entry = newRefundEntry({ refund, share: { amountMinor: 4950, valueMinor: 4950 } });
      expect(render({ event: 'refund', entry, session: newSession() }).ecommerce).toEqual(
        toEcommerce(session, 'total'),
      );
    });

    test('that complete what others began name no items', () => {
      const entry = newRefundEntry({ refund, share: { amountMinor: 3950, valueMinor: 3950 } });
      expect(render({ event: 'refund', entry, session: newSession() }).ecommerce).toMatchObject({
        value: 39.5,
        items: [],
      });
    });

    test('of a renewal stand under its invoice, and of all of it name its lines', () => {
      const invoice = newInvoiceEntry();
      invoice.invoice.lines = [buildLine({ amountTotalMinor: 900 })];
      const entry = newRefundEntry({
        refund,
        invoiceId: invoice.invoice.id,
        share: { amountMinor: 900, valueMinor: 900 },
      });
      const event = render({ event: 'subscription_refund', entry, session: newSession(), invoice });
      expect(event).toMatchObject({
        event_id: 'subscription_refund:re_one',
        transaction_id: invoice.invoice.id,
        subscription_id: invoice.invoice.subscriptionId,
        ecommerce: { transaction_id: invoice.invoice.id, value: 9, items: [{ item_id: 'prod_shirt', price: 9 }] },
      });
    });

    test('without their share or their invoice are not rendered', () => {
      const unshared = newRefundEntry({ refund });
      expect(() => render({ event: 'refund', entry: unshared, session: newSession() })).toThrow(IncompleteEntryError);
      const entry = newRefundEntry({ refund, invoiceId: 'in_gone', share: { amountMinor: 1, valueMinor: 1 } });
      expect(() => render({ event: 'subscription_refund', entry, session: newSession() })).toThrow('invoice');
    });
  });

  test.each(['subscription_renewal', 'trial_converted'] as const)('%s is told by its invoice', (event) => {
    const entry = newInvoiceEntry();
    const { invoice } = entry;
    expect(render({ event, entry, session: newSession() })).toMatchObject({
      event_id: `${event}:${invoice.id}`,
      event_time: invoice.paidAtSeconds,
      transaction_id: invoice.id,
      checkout_session_id: sessionId,
      subscription_id: invoice.subscriptionId,
      ecommerce: { transaction_id: invoice.id, value: 9, currency: 'EUR' },
      utm_source: 'news letter',
    });
  });

  test('a cancellation has no money and stands under its session', () => {
    const entry = newSubscriptionEntry();
    expect(render({ event: 'subscription_cancel', entry, session: newSession() })).toMatchObject({
      event_id: `subscription_cancel:${entry.subscription.id}`,
      event_time: entry.subscription.endedAtSeconds,
      transaction_id: sessionId,
      subscription_id: entry.subscription.id,
      ecommerce: null,
    });
  });

  test('a dispute tells its amount, positive, under what it disputes', () => {
    const entry = newDisputeEntry();
    const event = render({ event: 'dispute', entry, session: newSession() });
    expect(event).toMatchObject({ event_id: `dispute:${entry.dispute.id}`, transaction_id: sessionId });
    expect(event.ecommerce).toMatchObject({ transaction_id: sessionId, value: 49.5, currency: 'EUR', items: [] });
    const ofRenewal = newDisputeEntry({ invoiceId: 'in_renewal' });
    expect(render({ event: 'dispute', entry: ofRenewal, session: newSession() })).toMatchObject({
      transaction_id: 'in_renewal',
      ecommerce: { transaction_id: 'in_renewal' },
    });
  });

  describe('attribution', () => {
    test('without a record the passport tells', () => {
      expect(render({ click: undefined })).toMatchObject({
        client_id: '1234567890.1690000000',
        ga_session_id: '1699999000',
        click: { gclid: 'GclidOfThePassport' },
        utm_source: null,
      });
    });

    test('without either what came back in the address tells, and no client id is made up', () => {
      const pageCampaign = {
        utm_source: 'link',
        utm_medium: null,
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
      };
      const event = render({
        session: newSession(null, { pageCampaign }),
        click: undefined,
        ...withProperty({ unknownConsent: 'granted' }),
      });
      expect([event.utm_source, event.click]).toEqual(['link', {}]);
      expect(event).not.toHaveProperty('client_id');
      expect(event).not.toHaveProperty('ga_session_id');
    });

    test("a record wins over the address's campaign", () => {
      const pageCampaign = {
        utm_source: 'news-letter',
        utm_medium: 'x',
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
      };
      expect(render({ session: newSession(newPassport(), { pageCampaign }) })).toMatchObject({
        utm_source: 'news letter',
        utm_medium: null,
      });
    });

    test('a record that only the browser remembers counts where the click can have led to the session', () => {
      const granted = withProperty({ unknownConsent: 'granted' });
      const remembered = newSession(null, { clickId: fullClick.clickId });
      expect(render({ session: remembered, ...granted })).toMatchObject({ utm_source: 'news letter' });
      const old = { ...fullClick, receivedAtMs: (session.createdSeconds - 90_000) * 1000 };
      const event = render({ session: remembered, click: old, ...granted });
      expect([event.utm_source, event.click]).toEqual([null, {}]);
    });

    test.each([
      ['of 24 hours is told', 86_400, true],
      ['older than that is left out', 86_401, false],
      ['that begins in an hour, by another clock, is told', -3_600, true],
      ['that begins later is left out', -3_601, false],
    ])('a GA session %s', (_case, ageSeconds, isTold) => {
      const gaSessionId = String(nowMs / 1000 - ageSeconds);
      const event = render({ click: undefined, session: newSession(newPassport({ gaSessionId })) });
      expect(event.ga_session_id).toBe(isTold ? gaSessionId : undefined);
      expect(event.client_id).toBe('1234567890.1690000000');
    });

    describe('of a thank-you page in another browser', () => {
      const pageGaIds = { gaClientId: '3333333333.1690000000', gaSessionId: '1700000300' };
      const state = { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: 2 };
      const told = { pageGaIds, events: { purchase: state } };
      const refund = { event: 'refund', entry: newRefundEntry({ share: { amountMinor: 1, valueMinor: 1 } }) } as const;
      const clientOf = (parts: Partial<ForwardedEventParts>) => render(parts).client_id;

      test('a refund and a cancellation are the visitor’s who saw the page push the purchase, in the same session', () => {
        const cancel = { event: 'subscription_cancel', entry: newSubscriptionEntry() } as const;
        for (const later of [refund, cancel]) {
          expect(render({ ...later, session: newSession(newPassport(), told) })).toMatchObject({
            client_id: pageGaIds.gaClientId,
            ga_session_id: pageGaIds.gaSessionId,
          });
        }
      });

      test('so is what follows on a trial that the page pushed', () => {
        const trial = newSession(newPassport(), { pageGaIds, events: { trial_start: state } });
        expect(clientOf({ ...refund, session: trial })).toBe(pageGaIds.gaClientId);
      });

      test('a purchase that the server tells is that of the click, and so is its refund', () => {
        const held = { ...told, events: { purchase: { ...state, reportedAtMs: null } } };
        expect(clientOf({ session: newSession(newPassport(), held) })).toBe(fullClick.gaClientId);
        expect(clientOf({ ...refund, session: newSession(newPassport(), held) })).toBe(fullClick.gaClientId);
      });

      test('a page under the sender `server` pushed no purchase', () => {
        const visit = { atMs: 2, source: 'page', what: 'reported', about: 'checkout_complete' } as const;
        const visited = newSession(newPassport(), { ...told, changes: [visit] });
        expect(clientOf({ ...refund, session: visited, ...withProperty({ sender: 'server' }) })).toBe(
          fullClick.gaClientId,
        );
      });

      test('without ids of the click the purchase of the server is the page’s too', () => {
        const unknown = newPassport({ gaClientId: undefined, gaSessionId: undefined });
        expect(render({ session: newSession(unknown, { pageGaIds }), click: undefined })).toMatchObject({
          client_id: pageGaIds.gaClientId,
          ga_session_id: pageGaIds.gaSessionId,
        });
      });

      test('they are told under consent alone', () => {
        const pageConsent = { states: { ...newPassport().consent, analytics_storage: 'denied' as const }, atMs: nowMs };
        const denied = newSession(newPassport(), { ...told, pageConsent });
        expect(clientOf({ ...refund, session: denied, ...withProperty({ deniedAnalytics: 'anonymous' }) })).toBe(
          deriveClientId(sessionId),
        );
      });
    });

    test('a GA session id that is no moment is left out', () => {
      expect(render({ click: { ...fullClick, gaSessionId: 'soon' } })).not.toHaveProperty('ga_session_id');
    });
  });

  describe('consent', () => {
    const denying = (...denied: (keyof ReturnType<typeof newPassport>['consent'])[]) =>
      newSession(
        newPassport({
          consent: { ...newPassport().consent, ...Object.fromEntries(denied.map((name) => [name, 'denied'] as const)) },
        }),
      );

    test('denied analytics suppress the event', () => {
      const suppressed = { kind: 'suppressed', reason: 'consent' };
      expect(toForwardedEvent(newParts({ session: denying('analytics_storage') }))).toEqual(suppressed);
      expect(toForwardedEvent(newParts({ session: newSession(null) }))).toEqual(suppressed);
    });

    test('denied analytics under `anonymous` leave a client id that is the session’s own, and no GA session', () => {
      const anonymous = withProperty({ deniedAnalytics: 'anonymous' });
      const event = render({ session: denying('analytics_storage'), ...anonymous });
      expect(event.client_id).toBe(deriveClientId(sessionId));
      expect(event).not.toHaveProperty('ga_session_id');
      expect(event.client_reference_id).toBeNull();
      expect(JSON.stringify(event)).not.toContain('9876543210');
    });

    test('denied ad storage leaves the campaign, and no click id, fbp, fbc and passport', () => {
      const event = render({ session: denying('ad_storage') });
      expect(event.click).toEqual({
        landing_page: 'shop.example.com/',
        referrer_host: 'www.example.org',
        first: { at: '1699000000', landing_page: 'shop.example.com/', utm_source: 'meta' },
        last: { at: '1699999000', referrer_host: 'www.example.org' },
      });
      expect(event).toMatchObject({
        utm_source: 'news letter',
        client_id: '9876543210.1680000000',
        client_reference_id: null,
      });
      expect(event.meta_user_data).not.toHaveProperty('fbp');
      expect(event.user_data).toBeDefined();
    });

    test('denied user data leave none of either kind', () => {
      const event = render({ session: denying('ad_user_data') });
      expect(event).not.toHaveProperty('user_data');
      expect(event).not.toHaveProperty('meta_user_data');
      expect(event.click).toHaveProperty('gclid');
    });

    test('denied personalisation is passed on', () => {
      expect(render({ session: denying('ad_personalization') }).consent).toEqual({
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'denied',
      });
    });

    test('what the page said later counts', () => {
      const states = { ...newPassport().consent, ad_storage: 'denied' } as const;
      const entry = newSession(newPassport(), { pageConsent: { states, atMs: nowMs } });
      expect(render({ session: entry }).click).not.toHaveProperty('gclid');
    });
  });

  describe('personal data', () => {
    test.each(['plain', 'hashed', 'none'] as const)(
      'a server container gets what the policy %s gives',
      (emailPolicy) => {
        expect(render(withProperty({ emailPolicy })).user_data).toEqual(toUserData(session, emailPolicy));
      },
    );

    test.each([
      ['plain', 'hashed'],
      ['hashed', 'hashed'],
      ['none', 'none'],
    ] as const)('GA4 under the policy %s gets %s', (emailPolicy, got) => {
      const destination = { kind: 'ga4', mode: 'live' } as const;
      expect(render({ destination, ...withProperty({ emailPolicy }) }).user_data).toEqual(toUserData(session, got));
    });

    test('without a buyer nothing but the hash of the customer id is told', () => {
      const event = render({ buyer: undefined, click: undefined });
      expect(event).not.toHaveProperty('user_data');
      expect(Object.keys(event.meta_user_data ?? {})).toEqual(['external_id']);
    });

    test('a reference that is an address, as no entry should hold it, is told under the policy plain only', () => {
      const record = { ...toSessionRecord(session, true), clientReferenceId: 'order 7 of ada@example.com' };
      const entry = newSession(null, { session: record });
      const granted = withProperty({ unknownConsent: 'granted' });
      expect(render({ session: entry, ...granted }).client_reference_id).toBe('order 7 of ada@example.com');
      const hashed = withProperty({ unknownConsent: 'granted', emailPolicy: 'hashed' });
      expect(render({ session: entry, ...hashed }).client_reference_id).toBeNull();
    });

    test('what the click denied stays denied, whatever the operator states where nobody told anything', () => {
      const entry = newSession(null);
      const click = { ...fullClick, consent: { ...fullClick.consent, ad_user_data: 'denied' } as const };
      const event = render({ session: entry, click, ...withProperty({ unknownConsent: 'granted' }) });
      expect(event.consent).toEqual({ ...event.consent, ad_storage: 'granted', ad_user_data: 'denied' });
      expect(event).not.toHaveProperty('user_data');
    });

    test("a merchant's own reference is always told", () => {
      const entry = newSession(null, {}, buildSession({ clientReferenceId: 'order-7' }));
      const anonymous = withProperty({ deniedAnalytics: 'anonymous', emailPolicy: 'none' });
      expect(render({ session: entry, ...anonymous }).client_reference_id).toBe('order-7');
    });
  });

  test.each([
    [true, 'test'],
    [false, 'live'],
  ] as const)('a session with livemode %s never goes to a destination for %s sessions', (livemode, mode) => {
    const entry = newSession(newPassport(), {}, buildSession({ livemode }));
    const parts = newParts({ session: entry, destination: { kind: 'ga4', mode } });
    expect(toForwardedEvent(parts)).toEqual({ kind: 'suppressed', reason: 'mode' });
  });

  test('a session that nobody read, or without its lines, is not rendered', () => {
    expect(() => render({ session: newSession(newPassport(), { session: null }) })).toThrow(IncompleteEntryError);
    const lineless = newSession(newPassport(), { session: toSessionRecord(session, false) });
    expect(() => render({ session: lineless })).toThrow('lines');
  });

  const states = fc.constantFrom<ConsentState>('unset', 'granted', 'denied');
  const consents = fc.record({
    ad_storage: states,
    analytics_storage: states,
    ad_user_data: states,
    ad_personalization: states,
  });

  test('whatever the consent, policy and destination: nothing that they forbid is in the event', () => {
    const policies = fc.constantFrom<EmailPolicy>('plain', 'hashed', 'none');
    const kinds = fc.constantFrom('server_container', 'ga4', 'something_else');
    fc.assert(
      fc.property(consents, policies, kinds, fc.boolean(), (consent, emailPolicy, kind, hasRecord) => {
        const text = JSON.stringify(
          toForwardedEvent(
            newParts({
              session: newSession(newPassport({ consent }), { pageGaIds: { gaClientId: '3333333333.1690000000' } }),
              click: hasRecord ? fullClick : undefined,
              destination: { kind, mode: 'live' },
              ...withProperty({ emailPolicy, deniedAnalytics: 'anonymous' }),
            }),
          ),
        );
        for (const forbidden of findForbidden(consent, emailPolicy, kind)) expect(text).not.toMatch(forbidden);
      }),
    );
  });

  test("on every value basis the money is the lookup's", () => {
    const bases = fc.constantFrom<ValueBasis>('total', 'excluding_tax', 'excluding_tax_and_shipping');
    fc.assert(
      fc.property(arbitrarySession, bases, (any, valueBasis) => {
        const event = render({ session: newSession(newPassport(), {}, any), ...withProperty({ valueBasis }) });
        expect(event.ecommerce).toEqual(toEcommerce(any, valueBasis));
      }),
    );
  });
});
