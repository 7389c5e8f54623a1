// What counts as a query, for whatever text arrives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpError } from '../../../functions/http/http-error.ts';
import { isPlaceholder, parseLookupQuery } from '../../../functions/public/parse-lookup-query.ts';

const session = 'cs_test_a1b2c3d4e5f6';
const base = `/checkout/sessions.json?property_id=tt_shopshop&checkout_session_id=${session}`;

describe('parseLookupQuery', () => {
  it('reads every name of the contract', () => {
    const claim = 'claim_of_the_first_page';
    const clickId = 'AAAAAAAAAAAAAAAAAAAAAA';
    const campaign = '&utm_term=a-b&original_utm_term=a+b';
    const gaIds = '&ga_client_id=1234567890.1700000000&ga_session_id=1700000100';
    expect(
      parseLookupQuery(`${base}&claim=${claim}&click_id=${clickId}${campaign}${gaIds}&personal_data=none&consent=gdug`),
    ).toEqual({
      property_id: 'tt_shopshop',
      checkout_session_id: session,
      claim,
      click_id: clickId,
      utm_term: 'a-b',
      original_utm_term: 'a b',
      personal_data: 'none',
      consent: 'gdug',
      ga_client_id: '1234567890.1700000000',
      ga_session_id: '1700000100',
    });
  });

  it('takes empty optional values for absent ones', () => {
    expect(parseLookupQuery(`${base}&claim=&utm_source=&personal_data=&click_id=&consent=&ga_client_id=`)).toEqual({
      property_id: 'tt_shopshop',
      checkout_session_id: session,
    });
  });

  it('leaves a UTM out that is too long to be one, rather than lose the purchase', () => {
    for (const name of ['utm_source', 'original_utm_source']) {
      expect(parseLookupQuery(`${base}&${name}=${'a'.repeat(501)}`)).not.toHaveProperty(name);
      expect(parseLookupQuery(`${base}&${name}=${'a'.repeat(500)}`)).toHaveProperty(name);
    }
  });

  it('leaves a GA id out that is too long to be one, rather than lose the purchase', () => {
    for (const name of ['ga_client_id', 'ga_session_id']) {
      expect(parseLookupQuery(`${base}&${name}=${'1'.repeat(257)}`)).not.toHaveProperty(name);
      expect(parseLookupQuery(`${base}&${name}=${'1'.repeat(256)}`)).toHaveProperty(name);
    }
  });

  it('forgives spaces around the session id, which copied links bring along', () => {
    expect(parseLookupQuery(base.replace(session, `%20${session}%0A`)).checkout_session_id).toBe(session);
  });

  it.each([
    { query: '&personal_data=all', fault: 'personal_data is malformed' },
    { query: '&consent=ggg', fault: 'consent is malformed' },
    { query: '&consent=ggggg', fault: 'consent is malformed' },
    { query: '&consent=GGGG', fault: 'consent is malformed' },
    { query: '&click_id=short', fault: 'click_id is malformed' },
    { query: '&utm_source=a&utm_source=b', fault: 'utm_source was given more than once' },
    { query: '&property_id=tt_shopshop', fault: 'property_id was given more than once' },
  ])('refuses "$query" and names the parameter', ({ query, fault }) => {
    expect(() => parseLookupQuery(base + query)).toThrow(fault);
  });

  it('gives a query that passed its patterns, or an HttpError, for any text', () => {
    const text = fc.oneof(fc.string(), fc.webQueryParameters(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, text, (propertyId, sessionId) => {
        try {
          const query = parseLookupQuery(`/x?property_id=${propertyId}&checkout_session_id=${sessionId}`);
          expect(query.property_id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
          expect(query.checkout_session_id).toMatch(/^cs_(test|live)_[A-Za-z0-9]{10,240}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError);
        }
      }),
    );
  });
});

describe('isPlaceholder', () => {
  it.each([
    '{CHECKOUT_SESSION_ID}',
    '%7BCHECKOUT_SESSION_ID%7D',
    '%257BCHECKOUT_SESSION_ID%257D',
    '{checkout_session_id}',
    '{ CHECKOUT_SESSION_ID }',
  ])('knows %s', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  it.each(['CHECKOUT_SESSION_ID', session, '', '%', '%E0%A4%A', '{OTHER}', 'x{CHECKOUT_SESSION_ID}'])(
    'is not %s',
    (value) => {
      expect(isPlaceholder(value)).toBe(false);
    },
  );
});
