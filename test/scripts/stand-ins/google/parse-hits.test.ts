// How a GA4 web hit reads.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHits } from '../../../../scripts/stand-ins/google/parse-hits.ts';

describe('parseHits', () => {
  it('reads a purchase from the query', () => {
    const query =
      'v=2&tid=G-DEMO&cid=1.2&sid=3&en=purchase&cu=EUR&ep.transaction_id=cs_test_1&epn.value=49.5&pr1=idprod_1~nmField%20notebook~pr24.75~qt2~ds1&dl=https%3A%2F%2Fshop.example%2F';
    expect(parseHits(query, '')).toEqual([
      {
        eventName: 'purchase',
        measurementId: 'G-DEMO',
        clientId: '1.2',
        sessionId: '3',
        currency: 'EUR',
        pageLocation: 'https://shop.example/',
        items: [{ item_id: 'prod_1', item_name: 'Field notebook', price: 24.75, quantity: 2, discount: 1 }],
        parameters: { transaction_id: 'cs_test_1', value: 49.5 },
      },
    ]);
  });

  it('reads one event per line of the body, each with what the query shares', () => {
    const hits = parseHits('v=2&tid=G-DEMO', 'en=page_view\r\nen=purchase&epn.value=1\n');
    expect(hits.map(({ eventName, measurementId }) => [eventName, measurementId])).toEqual([
      ['page_view', 'G-DEMO'],
      ['purchase', 'G-DEMO'],
    ]);
  });

  it('reads a product name that holds a tilde', () => {
    expect(parseHits('en=purchase&pr1=nmA~~B~qt2', '')[0]?.items).toEqual([{ item_name: 'A~B', quantity: 2 }]);
  });

  it('finds no event where none is named', () => {
    expect(parseHits('v=2&tid=G-DEMO', '')).toEqual([]);
    expect(parseHits('en=', 'v=2')).toEqual([]);
  });

  it('bears anything', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (query, body) => {
        expect(Array.isArray(parseHits(query, body))).toBe(true);
      }),
    );
  });
});
