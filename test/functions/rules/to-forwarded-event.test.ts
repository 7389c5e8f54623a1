// What leaves the server about a payment: each kind of event, and what consent, policy and age take away from it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toEcommerce } from '../../../functions/rules/ecommerce.ts';
import { IncompleteEntryError } from '../../../functions/rules/forwarded-money.ts';
import { toMetaUserData } from '../../../functions/rules/meta-user-data.ts';
import type { ValueBasis } from '../../../functions/rules/property.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import { toUserData } from '../../../functions/rules/user-data.ts';
import { newDisputeEntry, newInvoiceEntry, newRefundEntry, newSubscriptionEntry } from '../store/records.ts';
import { arbitrarySession } from './arbitrary-session.ts';
import { buildLine, buildSession } from './checkout-session-builder.ts';
import { newParts, newPassport, newSession } from './event-parts.ts';
import { render, withProperty } from './render-event.ts';

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
