// The load's session must be as long as Stripe's own, and its sums must add up.
import { describe, expect, test } from 'vitest';
import { toSessionId } from '../shops.ts';
import { toStripeSession } from './stripe-session.ts';

const id = toSessionId('run001', 7);
const text = toStripeSession(id, 1_767_225_600);
const session = JSON.parse(text);

describe('toStripeSession', () => {
  test('the session is paid, carries the id and the time, and is as long as a real one', () => {
    expect(session).toMatchObject({ id, status: 'complete', payment_status: 'paid', created: 1_767_225_600 });
    expect(text.length).toBeGreaterThan(4_000);
    expect(text.length).toBeLessThan(6_000);
  });

  test('the lines add up to the totals', () => {
    const lines: Record<string, number>[] = session.line_items.data;
    const sum = (name: string) => lines.reduce((total, line) => total + (line[name] ?? Number.NaN), 0);
    expect(sum('amount_total')).toBe(session.amount_total);
    expect(sum('amount_subtotal')).toBe(session.amount_subtotal);
    expect(sum('amount_tax')).toBe(session.total_details.amount_tax);
    expect(sum('amount_discount')).toBe(session.total_details.amount_discount);
  });

  test('the placeholder in the redirect URL stays as the merchant wrote it', () => {
    expect(session.success_url).toContain('{CHECKOUT_SESSION_ID}');
  });

  test('two sessions have two buyers', () => {
    const other = JSON.parse(toStripeSession(toSessionId('run001', 8), 1_767_225_600));
    expect(other.customer_details.email).not.toBe(session.customer_details.email);
  });
});
