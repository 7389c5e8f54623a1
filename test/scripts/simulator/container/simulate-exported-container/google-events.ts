// A purchase for the stand-ins of Google's tags, and how their hits are read.
import { createHash } from 'node:crypto';
import { onEvent } from './make-export.ts';

/** A trigger for purchases. */
export const buy = [onEvent('1', 'purchase')];

/** Lets a tag fire on it. */
export const onBuy = { firingTriggerId: ['1'] };

/** What the page's purchase holds. */
export const ecommerce = {
  transaction_id: 'cs_1',
  value: 49.5,
  currency: 'EUR',
  items: [{ item_id: 'a', quantity: 2 }],
};

/** A value as Google's tags send a visitor's data. */
export function hash(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** The parameters of a hit. */
export function query(address: string | undefined): Record<string, string> {
  return Object.fromEntries(new URL(address ?? '').searchParams);
}
