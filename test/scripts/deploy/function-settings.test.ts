// What the functions of a deployment are given, where all of them together have to keep to something.
import { describe, expect, test } from 'vitest';
import { functionNames } from '../../../scripts/deploy/deployment.ts';
import { countStripeRequests } from '../../../scripts/deploy/function-settings.ts';

/** https://docs.stripe.com/rate-limits */
const stripePerSecond = 25;

describe('countStripeRequests', () => {
  test('all instances of all functions together ask Stripe with one key no more often than it allows', () => {
    const all = functionNames.reduce((sum, name) => sum + countStripeRequests(name), 0);
    expect(all).toBeLessThanOrEqual(stripePerSecond);
    expect(countStripeRequests('public')).toBeGreaterThan(all / 2);
  });
});
