// The validation of the Measurement Protocol: what it refuses, and the neighbour that it takes.
import { describe, expect, test } from 'vitest';
import { findBodyFaults } from '../../../../scripts/stand-ins/google/find-body-faults.ts';

const hash = 'a'.repeat(64);
const purchase = {
  name: 'purchase',
  params: { transaction_id: 't', value: 1.5, currency: 'EUR', items: [{ item_id: 'a', price: 1.5, quantity: 1 }] },
};
const body = {
  client_id: '1.2',
  timestamp_micros: 1_700_000_000_000_000,
  consent: { ad_user_data: 'GRANTED', ad_personalization: 'DENIED' },
  user_data: { sha256_email_address: [hash], address: [{ sha256_first_name: hash, country: 'DE' }] },
  events: [purchase],
};

function faultsOf(changed: unknown, options = { isStrict: true }): string[] {
  return findBodyFaults(changed, options).map(({ fieldPath, validationCode }) => `${fieldPath} ${validationCode}`);
}

function withParameters(params: object, name = 'custom'): object {
  return { ...body, events: [{ name, params }] };
}

describe('findBodyFaults', () => {
  test('a whole body has none', () => {
    expect(findBodyFaults(body, { isStrict: true, nowMs: 1_700_000_000_000 })).toEqual([]);
    expect(faultsOf(withParameters({ method: 'x', count: 1 }))).toEqual([]);
  });

  test.each([
    ['a list', [], ' VALUE_INVALID'],
    ['text', 'x', ' VALUE_INVALID'],
    ['without a client id', { events: [purchase] }, 'client_id VALUE_REQUIRED'],
    ['with an unknown field', { ...body, gclid: 'x' }, 'gclid NAME_INVALID'],
    [
      'with milliseconds for microseconds',
      { ...body, timestamp_micros: 1_700_000_000_000 },
      'timestamp_micros VALUE_INVALID',
    ],
    [
      'with consent in small letters',
      { ...body, consent: { ad_user_data: 'granted' } },
      'consent.ad_user_data VALUE_INVALID',
    ],
    [
      'with consent to something else',
      { ...body, consent: { ad_storage: 'GRANTED' } },
      'consent.ad_storage NAME_INVALID',
    ],
    ['with consent that is no object', { ...body, consent: 'GRANTED' }, 'consent VALUE_INVALID'],
    ['with a plain address', { ...body, user_data: { email: 'a@b.c' } }, 'user_data.email NAME_INVALID'],
    [
      'with a hash outside of a list',
      { ...body, user_data: { sha256_email_address: hash } },
      'user_data.sha256_email_address VALUE_INVALID',
    ],
    [
      'with a hash in capitals',
      { ...body, user_data: { sha256_email_address: [hash.toUpperCase()] } },
      'user_data.sha256_email_address VALUE_INVALID',
    ],
    [
      'with a plain name',
      { ...body, user_data: { address: [{ first_name: 'Ada' }] } },
      'user_data.address[0].first_name VALUE_INVALID',
    ],
    ['with an address outside of a list', { ...body, user_data: { address: {} } }, 'user_data.address VALUE_INVALID'],
    ['with user data that are no object', { ...body, user_data: [] }, 'user_data VALUE_INVALID'],
    ['without events', { ...body, events: [] }, 'events VALUE_REQUIRED'],
    ['with 26 events', { ...body, events: Array.from({ length: 26 }, () => purchase) }, 'events EXCEEDED_MAX_ENTITIES'],
    ['with an event that is none', { ...body, events: [7] }, 'events[0] VALUE_INVALID'],
    ['with a name of two words', { ...body, events: [{ name: 'a b' }] }, 'events[0].name NAME_INVALID'],
    ['with a reserved name', { ...body, events: [{ name: 'ga_x' }] }, 'events[0].name NAME_RESERVED'],
    [
      'with parameters that are a list',
      { ...body, events: [{ name: 'a', params: [] }] },
      'events[0].params VALUE_INVALID',
    ],
    ['with a reserved parameter', withParameters({ google_x: 1 }), 'events[0].params.google_x NAME_RESERVED'],
    [
      'with a parameter of 41 letters',
      withParameters({ ['a'.repeat(41)]: 1 }),
      `events[0].params.${'a'.repeat(41)} NAME_INVALID`,
    ],
    ['with 101 characters', withParameters({ a: 'x'.repeat(101) }), 'events[0].params.a VALUE_INVALID'],
    ['with an object as a value', withParameters({ a: {} }), 'events[0].params.a VALUE_INVALID'],
    [
      'with 26 parameters',
      withParameters(Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`a${at}`, 1]))),
      'events[0].params EXCEEDED_MAX_ENTITIES',
    ],
    ['with a value without a currency', withParameters({ value: 1 }), 'events[0].params.currency VALUE_REQUIRED'],
    [
      'with a value that is text',
      withParameters({ value: '1', currency: 'EUR' }),
      'events[0].params.value VALUE_INVALID',
    ],
    ['with items that are no list', withParameters({ items: {} }), 'events[0].params.items VALUE_INVALID'],
    ['with an item that is none', withParameters({ items: [1] }), 'events[0].params.items[0] VALUE_INVALID'],
    [
      'with an item without id and name',
      withParameters({ items: [{ price: 1 }] }),
      'events[0].params.items[0] VALUE_REQUIRED',
    ],
    [
      'with 201 items',
      withParameters({ items: Array.from({ length: 201 }, () => ({ item_id: 'a' })) }),
      'events[0].params.items EXCEEDED_MAX_ENTITIES',
    ],
  ])('a body %s is refused', (_case, changed, fault) => {
    expect(faultsOf(changed)).toContain(fault);
  });

  test('only the strict validation asks for what recommended events should have', () => {
    const bare = withParameters({}, 'purchase');
    expect(faultsOf(bare)).toEqual(
      ['transaction_id', 'value', 'currency', 'items'].map((name) => `events[0].params.${name} VALUE_REQUIRED`),
    );
    expect(faultsOf(bare, { isStrict: false })).toEqual([]);
    expect(faultsOf(withParameters({ transaction_id: 't', value: 1, currency: 'EUR' }, 'refund'))).toEqual([]);
  });

  test('only the strict validation refuses what is more than 72 hours old', () => {
    const nowMs = 1_700_000_000_000 + 72 * 3_600_000 + 1;
    const [fault] = findBodyFaults(body, { isStrict: true, nowMs });
    expect(fault).toMatchObject({ fieldPath: 'timestamp_micros' });
    expect(findBodyFaults(body, { isStrict: false, nowMs })).toEqual([]);
    expect(findBodyFaults(body, { isStrict: true, nowMs: nowMs - 1 })).toEqual([]);
  });
});
