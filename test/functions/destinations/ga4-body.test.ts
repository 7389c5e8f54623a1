// Bodies of the Measurement Protocol: what GA4 gets of an event, what it never gets, and its limits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserData } from '../../../functions/contract/checkout-answer.ts';
import { lifecycleEvents } from '../../../functions/contract/forwarded-event-schema.ts';
import { toGa4Body } from '../../../functions/destinations/ga4-body.ts';
import { deriveClientId } from '../../../functions/rules/derived-client-id.ts';
import { findBodyFaults } from '../../../scripts/stand-ins/google/find-body-faults.ts';
import { newForwardedEvent } from './new-forwarded-event.ts';

const hourMs = 3_600_000;
const event = newForwardedEvent();
const happenedAtMs = event.event_time * 1000;

function bodyOf(changes: Parameters<typeof newForwardedEvent>[0] = {}, nowMs = happenedAtMs + 1_000) {
  return toGa4Body(newForwardedEvent(changes), nowMs);
}

function parametersOf(changes: Parameters<typeof newForwardedEvent>[0] = {}) {
  return bodyOf(changes).events[0]?.params ?? {};
}

describe('toGa4Body', () => {
  test('a purchase has ids, time, consent, hashes, money and items', () => {
    expect(bodyOf()).toEqual({
      client_id: '9876543210.1680000000',
      timestamp_micros: 1_700_000_100_000_000,
      consent: { ad_user_data: 'GRANTED', ad_personalization: 'GRANTED' },
      user_data: {
        sha256_email_address: [event.user_data?.sha256_email_address],
        sha256_phone_number: [event.user_data?.sha256_phone_number],
        address: [event.user_data?.address],
      },
      events: [
        {
          name: 'purchase',
          params: {
            transaction_id: event.checkout_session_id,
            value: 49.5,
            currency: 'EUR',
            tax: 0,
            shipping: 0,
            discount: 0,
            items: [{ item_id: 'prod_shirt', item_name: 'Shirt', price: 49.5, quantity: 1 }],
            session_id: '1699999100',
            engagement_time_msec: 1,
            event_id: `purchase:${event.checkout_session_id}`,
            tilltag_source: 'news letter',
            tilltag_payment_link: 'plink_shirt',
          },
        },
      ],
    });
  });

  test.each(lifecycleEvents)('%s passes the strict validation of Google', (name) => {
    expect(findBodyFaults(JSON.parse(JSON.stringify(bodyOf({ event: name }))), { isStrict: true })).toEqual([]);
    expect(
      findBodyFaults(JSON.parse(JSON.stringify(bodyOf({ event: name, ecommerce: null }))), {
        isStrict: name !== 'purchase' && name !== 'refund',
      }),
    ).toEqual([]);
  });

  test.each([
    ['of this moment', 0, true],
    ['of 72 hours ago', 72 * hourMs, true],
    ['of before that', 72 * hourMs + 1, false],
    ['of the future', -1, false],
  ])('an event %s', (_case, ageMs, hasTime) => {
    expect(Object.hasOwn(bodyOf({}, happenedAtMs + ageMs), 'timestamp_micros')).toBe(hasTime);
  });

  test('denied consent is told as such', () => {
    const consent = { ...event.consent, ad_user_data: 'denied', ad_personalization: 'denied' } as const;
    expect(bodyOf({ consent }).consent).toEqual({ ad_user_data: 'DENIED', ad_personalization: 'DENIED' });
  });

  test('without a client id, or with one that holds an @, the session’s own stands there', () => {
    const { client_id, ...withoutId } = event;
    expect(toGa4Body(withoutId, happenedAtMs).client_id).toBe(deriveClientId(event.checkout_session_id));
    expect(bodyOf({ client_id: 'ada@example.com' }).client_id).toBe(deriveClientId(event.checkout_session_id));
  });

  test('without a GA session none is named', () => {
    const { ga_session_id, ...withoutSession } = event;
    expect(toGa4Body(withoutSession, happenedAtMs).events[0]?.params).not.toHaveProperty('session_id');
  });

  test('nothing of the click is sent, nor the campaign under the names that GA4 reads', () => {
    const text = JSON.stringify(bodyOf({ click: { gclid: 'Gclid', landing_page: 'shop.example.com/x' } }));
    expect(text).not.toContain('Gclid');
    expect(text).not.toContain('shop.example.com');
    for (const name of ['source', 'medium', 'campaign', 'term', 'content'])
      expect(parametersOf()).not.toHaveProperty(name);
  });

  test('plain personal data are not sent, whoever wrote the event', () => {
    const plain: UserData = {
      email: 'ada@example.com',
      phone_number: '+49301234567',
      sha256_email_address: 'ada@example.com',
      address: { first_name: 'Ada', city: 'Berlin', country: 'DE' },
    };
    expect(bodyOf({ user_data: plain })).not.toHaveProperty('user_data');
  });

  test('a refund without items has none, and one item lacks neither id nor name', () => {
    const ecommerce = { transaction_id: 't', value: 1, currency: 'EUR', tax: 0, shipping: 0, discount: 0, items: [] };
    expect(parametersOf({ event: 'refund', ecommerce })).not.toHaveProperty('items');
    const items = [{ item_id: '', item_name: ' ', price: 1, quantity: 1 }];
    expect(parametersOf({ ecommerce: { ...ecommerce, items } })['items']).toEqual([
      { item_id: 'unknown', price: 1, quantity: 1 },
    ]);
  });

  test('no more than 200 items are sent', () => {
    const item = { item_id: 'a', item_name: 'A', price: 1, quantity: 1 };
    const ecommerce = {
      ...event.ecommerce,
      transaction_id: 't',
      value: 201,
      currency: 'EUR',
      tax: 0,
      shipping: 0,
      discount: 0,
    };
    const items = Array.from({ length: 201 }, () => item);
    expect(parametersOf({ ecommerce: { ...ecommerce, items } })['items']).toHaveLength(200);
  });

  test.each([
    ['Workshop @ home', 'Workshop (at) home'],
    ['Ticket for ada@example.com', 'Ticket for [e-mail]'],
    ['ada%40example.com', '[e-mail]'],
    ['＠home', '(at)home'],
  ])('a product called %j is called %j', (item_name, told) => {
    const items = [{ item_id: 'a', item_name, price: 1, quantity: 1 }];
    const ecommerce = { transaction_id: 't', value: 1, currency: 'EUR', tax: 0, shipping: 0, discount: 0, items };
    expect(parametersOf({ ecommerce })['items']).toEqual([{ item_id: 'a', item_name: told, price: 1, quantity: 1 }]);
  });

  test('whatever the texts are, no body holds an @ or passes a limit of GA4', () => {
    const bit = fc.constantFrom(
      '@',
      '%40',
      '＠',
      'ada@example.com',
      'a%40b.c',
      'x'.repeat(120),
      '😀',
      ' ',
      '"',
      '\u0000',
      'é',
    );
    const text = fc.oneof(
      fc.string(),
      fc.emailAddress(),
      fc.array(bit, { maxLength: 30 }).map((bits) => bits.join('')),
    );
    const optionalText = fc.option(text);
    const texts = fc.record({
      event: fc.constantFrom(...lifecycleEvents),
      event_id: text,
      transaction_id: text,
      client_id: text,
      ga_session_id: text,
      payment_link: optionalText,
      client_reference_id: optionalText,
      customer_id: optionalText,
      utm_source: optionalText,
      utm_medium: optionalText,
      utm_campaign: optionalText,
      utm_term: optionalText,
      utm_content: optionalText,
      click: fc.dictionary(text, text),
      user_data: fc.record({
        email: text,
        sha256_email_address: text,
        address: fc.record({ sha256_street: text, city: text }),
      }),
    });
    const items = fc.array(
      fc.record({ item_id: text, item_name: text, price: fc.constant(1), quantity: fc.constant(1) }),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(texts, items, text, (changes, someItems, coupon) => {
        const money = { transaction_id: 't', value: 1, currency: 'EUR', tax: 0, shipping: 0, discount: 0 };
        const body = bodyOf({ ...changes, ecommerce: { ...money, coupon, items: someItems } });
        const sent = JSON.stringify(body);
        expect(sent).not.toMatch(/@|%40|＠/i);
        expect(findBodyFaults(JSON.parse(sent), { isStrict: false })).toEqual([]);
        expect(Object.keys(body.events[0]?.params ?? {}).length).toBeLessThanOrEqual(25);
      }),
    );
  });
});
