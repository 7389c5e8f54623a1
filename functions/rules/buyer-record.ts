// The buyer of an entry, kept apart from it for as long as something may still be sent.
import type { CheckoutSession } from './checkout-session.ts';
import type { Property } from './property.ts';
import type { BuyerRecord } from './stored-records.ts';

/** How long a buyer is kept. */
export const buyerLifeMs = 72 * 3_600_000;

/** The record of a session's buyer; `undefined` where the property lets no personal data leave, or none are known. */
export function toBuyerRecord(
  id: string,
  { id: propertyId, emailPolicy }: Pick<Property, 'id' | 'emailPolicy'>,
  { email, phone, name, address, customerId }: CheckoutSession,
  nowMs: number,
): BuyerRecord | undefined {
  if (emailPolicy === 'none' || (email ?? phone ?? name ?? address) === null) return undefined;
  return { id, propertyId, email, phone, name, address, customerId, expiresAtMs: nowMs + buyerLifeMs };
}
