// What was left to a page that pushed a test payment as a test reached no destination.
import { describe, expect, test } from 'vitest';
import { findOutcome } from '../../../functions/rules/purchase-outcome.ts';
import { isLeftToTest } from '../../../functions/rules/told-as-test.ts';
import { newDeliveries } from '../store/records.ts';
import { newDelivery } from './new-delivery.ts';
import { buy, ga4, shop } from './roll-up-shop.ts';

describe('isLeftToTest', () => {
  test('is true of a test payment that a page reported, and of no live one', () => {
    const reported = newDelivery({ state: 'reported' });
    expect(isLeftToTest({ livemode: false }, reported)).toBe(true);
    expect(isLeftToTest({ livemode: true }, reported)).toBe(false);
  });

  test.each(['sent', 'waiting', 'suppressed', 'uncertain'] as const)('is false of what is %s', (state) => {
    expect(isLeftToTest({ livemode: false }, newDelivery({ state }))).toBe(false);
  });
});

describe('findOutcome of a test payment', () => {
  const deliveries = newDeliveries({ destinationId: ga4.id, state: 'reported' });

  test('does not count as told by the page where the page told it as a test', () => {
    expect(findOutcome(buy({ livemode: false, deliveries }), ga4.id, shop)).toBe('as_test');
    expect(findOutcome(buy({ deliveries }), ga4.id, shop)).toBe('by_page');
  });
});
