// What is made of each event, in the shapes of both sides of 2025-03-31.basil.
import { describe, expect, it } from 'vitest';
import { readEventFrame, toChange } from '../../../functions/stripe/to-change.ts';
import { handledEventTypes, webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { toWireRecord } from '../../../functions/stripe/wire-record.ts';
import { buildEvent, dispute, invoice, oldInvoice, refund, session, subscription } from './events.ts';

function read(type: string, object: object, changes: object = {}) {
  const event = toWireRecord(buildEvent(type, object, changes));
  const frame = event && readEventFrame(event);
  if (event === undefined || frame === undefined) throw new Error('This is no event.');
  return toChange(event, frame);
}

function readObject(type: string, object: object) {
  const event = read(type, object);
  return event.kind === 'change' ? event.change.object : event;
}

describe('toChange', () => {
  it('names the event, its type, mode and time', () => {
    const event = read('refund.created', refund, { livemode: true, id: 'evt_2' });
    expect(event).toMatchObject({
      kind: 'change',
      change: { eventId: 'evt_2', type: 'refund.created', livemode: true, createdSeconds: 1_790_000_000 },
    });
    expect(Object.keys(event.kind === 'change' ? event.change : {})).not.toContain('isThin');
  });

  it('reads a session without lines, and its buyer', () => {
    expect(readObject('checkout.session.completed', session)).toMatchObject({
      kind: 'session',
      isFailed: false,
      session: {
        id: session.id,
        paymentStatus: 'paid',
        amountTotalMinor: 4950,
        amountTaxMinor: 790,
        email: 'ada@example.com',
        paymentIntentId: 'pi_shirt',
        subscriptionId: null,
        returnHost: 'shop.example.com',
        lines: [],
      },
    });
  });

  it('tells a delayed payment that failed by the event, because the session does not', () => {
    const unpaid = { ...session, payment_status: 'unpaid' };
    expect(readObject('checkout.session.async_payment_failed', unpaid)).toMatchObject({ isFailed: true });
    expect(readObject('checkout.session.completed', unpaid)).toMatchObject({ isFailed: false });
  });

  it('reads absent keys of an old session as nothing', () => {
    const { amount_total: _1, currency: _2, client_reference_id: _3, subscription: _4, ...old } = session;
    expect(readObject('checkout.session.expired', old)).toMatchObject({
      session: { amountTotalMinor: null, currency: null, clientReferenceId: null, subscriptionId: null },
    });
  });

  it('takes a payment status that it does not know for no payment, and tells of it', () => {
    const event = toWireRecord(buildEvent('checkout.session.completed', { ...session, payment_status: 'half_paid' }));
    const frame = event && readEventFrame(event);
    const unknown: string[] = [];
    expect(event && frame && toChange(event, frame, (...value) => unknown.push(value.join('=')))).toMatchObject({
      change: { object: { session: { paymentStatus: 'unpaid' } } },
    });
    expect(unknown).toEqual(['payment_status=half_paid']);
  });

  it('puts an old session of Adaptive Pricing back into the merchant’s currency', () => {
    const old = {
      ...session,
      currency: 'usd',
      amount_total: 5445,
      amount_subtotal: 5445,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 869 },
      currency_conversion: { amount_total: 4950, amount_subtotal: 4950, fx_rate: '1.1', source_currency: 'eur' },
    };
    expect(readObject('checkout.session.completed', old)).toMatchObject({
      session: {
        currency: 'eur',
        amountTotalMinor: 4950,
        amountTaxMinor: 790,
        presentment: { amountMinor: 5445, currency: 'usd' },
      },
    });
  });

  it.each(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'])(
    'reads the refund of %s',
    (type) => {
      expect(readObject(type, refund)).toEqual({
        kind: 'refund',
        refund: {
          id: 're_1',
          amountMinor: 1000,
          currency: 'eur',
          status: 'succeeded',
          paymentIntentId: 'pi_shirt',
          chargeId: 'ch_1',
          createdSeconds: 1_789_999_500,
        },
      });
    },
  );

  it('takes a refund whose status is missing or new for one that has not succeeded', () => {
    for (const status of [null, 'on_its_way']) {
      expect(readObject('refund.updated', { ...refund, status })).toMatchObject({ refund: { status: 'pending' } });
    }
  });

  it('reads references that were expanded, and those that are not there', () => {
    const bare = { ...refund, payment_intent: null, charge: { id: 'ch_2', object: 'charge' } };
    expect(readObject('refund.created', bare)).toMatchObject({ refund: { paymentIntentId: null, chargeId: 'ch_2' } });
  });

  it('reads an invoice, a line’s total put together from amount, discounts and taxes', () => {
    expect(readObject('invoice.paid', invoice)).toEqual({
      kind: 'invoice',
      invoice: {
        id: 'in_1',
        subscriptionId: 'sub_1',
        billingReason: 'subscription_cycle',
        currency: 'eur',
        amountPaidMinor: 1785,
        totalMinor: 1785,
        taxMinor: 285,
        discountMinor: 500,
        createdSeconds: 1_789_990_000,
        paidAtSeconds: 1_789_990_060,
        customerId: 'cus_ada',
        lines: [
          {
            id: 'il_1',
            itemId: 'prod_1',
            name: '2 × Paper by post',
            quantity: 2,
            amountSubtotalMinor: 2000,
            amountDiscountMinor: 500,
            amountTaxMinor: 285,
            amountTotalMinor: 1785,
          },
        ],
      },
    });
  });

  it('reads the same from the invoice of an old version', () => {
    expect(readObject('invoice.paid', oldInvoice)).toEqual(readObject('invoice.paid', invoice));
  });

  it('reads the end of a subscription, from the event where the object does not tell', () => {
    expect(readObject('customer.subscription.deleted', subscription)).toEqual({
      kind: 'subscription',
      subscription: {
        id: 'sub_1',
        status: 'canceled',
        customerId: 'cus_ada',
        currency: 'eur',
        endedAtSeconds: 1_789_999_700,
        reason: 'cancellation_requested',
      },
    });
    const old = { ...subscription, ended_at: null, cancellation_details: null };
    expect(readObject('customer.subscription.deleted', old)).toMatchObject({
      subscription: { endedAtSeconds: 1_790_000_000, reason: null },
    });
  });

  it('reads a dispute with the status as Stripe names it', () => {
    expect(readObject('charge.dispute.created', { ...dispute, status: 'warning_needs_response' })).toEqual({
      kind: 'dispute',
      dispute: {
        id: 'dp_1',
        amountMinor: 4950,
        currency: 'eur',
        status: 'warning_needs_response',
        reason: 'fraudulent',
        paymentIntentId: 'pi_shirt',
        chargeId: 'ch_1',
        createdSeconds: 1_789_999_600,
      },
    });
  });

  it('ignores types that it does not know and events of connected accounts', () => {
    expect(read('charge.refunded', { id: 'ch_1', object: 'charge' })).toEqual({
      kind: 'ignored',
      ignored: { eventId: 'evt_1', type: 'charge.refunded', reason: 'unknown_type' },
    });
    expect(read('refund.created', refund, { account: 'acct_connected' })).toMatchObject({
      ignored: { reason: 'connected_account' },
    });
  });

  it.each([
    ['checkout.session.completed', { ...session, id: 7 }],
    ['checkout.session.completed', { ...session, created: null }],
    ['checkout.session.completed', { ...session, amount_total: '4950' }],
    ['checkout.session.completed', { ...session, customer_details: 'Ada' }],
    ['checkout.session.completed', { ...session, currency: 978 }],
    ['checkout.session.completed', { ...session, livemode: true }],
    ['checkout.session.completed', refund],
    ['refund.created', { ...refund, amount: 10.5 }],
    ['refund.created', { ...refund, currency: undefined }],
    ['invoice.paid', { ...invoice, total: null }],
    ['customer.subscription.deleted', { object: 'subscription' }],
    ['charge.dispute.created', { ...dispute, status: 3 }],
    ['checkout.session.completed', { ...session, created: 9_007_199_254_740_991 }],
    ['refund.created', { ...refund, created: 253_402_300_800 }],
    ['invoice.paid', { ...invoice, created: 253_402_300_800 }],
    ['charge.dispute.created', { ...dispute, created: -1 }],
    ['refund.created', { ...refund, id: 're_\ud800' }],
  ])('ignores a %s whose object is malformed', (type, object) => {
    expect(read(type, object)).toMatchObject({ kind: 'ignored', ignored: { reason: 'malformed_object' } });
  });

  it('takes the last second of the year 9999, the last one whose day can be written', () => {
    expect(read('refund.created', { ...refund, created: 253_402_300_799 })).toMatchObject({ kind: 'change' });
  });

  it('ignores an event without an object', () => {
    expect(read('refund.created', refund, { data: {} })).toMatchObject({ ignored: { reason: 'malformed_object' } });
    expect(read('refund.created', refund, { data: null })).toMatchObject({ ignored: { reason: 'malformed_object' } });
  });
});

describe('webhookEventTypes', () => {
  it('asks for no type that is not handled, and for no more than a list of events may name', () => {
    expect(Object.keys(handledEventTypes)).toEqual(expect.arrayContaining([...webhookEventTypes]));
    expect(Object.keys(handledEventTypes).length).toBeLessThanOrEqual(20);
  });
});
