// How much of a purchase's value each of its refunds takes back, so that together they never take more than it was.

import { toShippingMinor, toValueMinor } from './ecommerce.ts';
import type { InvoiceEntry, LostDispute, RefundShare, SessionEntry } from './entry.ts';
import type { ValueBasis } from './property.ts';
import type { Invoice, Refund } from './stripe-change.ts';

/** What was bought, in minor units: what the buyer paid, and what of it counts as value. */
export interface PurchaseAmounts {
  currency: string;
  totalMinor: number;
  valueMinor: number;
}

/** The amounts of what a session sold; `undefined` where no money moved. */
export function toSessionAmounts({ session }: SessionEntry, valueBasis: ValueBasis): PurchaseAmounts | undefined {
  if (session === null) return undefined;
  const { currency, amountTotalMinor } = session;
  if (currency === null || amountTotalMinor === null) return undefined;
  return {
    currency,
    totalMinor: amountTotalMinor,
    valueMinor: toValueMinor({ ...session, amountTotalMinor }, valueBasis),
  };
}

/** The amounts of a renewal. */
export function toInvoiceAmounts({ invoice }: InvoiceEntry, valueBasis: ValueBasis): PurchaseAmounts {
  return {
    currency: invoice.currency,
    totalMinor: invoice.totalMinor,
    valueMinor: toInvoiceValueMinor(invoice, valueBasis),
  };
}

/** What of an invoice counts as value, in minor units. */
export function toInvoiceValueMinor(invoice: Invoice, valueBasis: ValueBasis): number {
  const { totalMinor, taxMinor } = invoice;
  if (valueBasis === 'total') return totalMinor;
  const withoutTaxMinor = totalMinor - taxMinor;
  return valueBasis === 'excluding_tax' ? withoutTaxMinor : withoutTaxMinor - toShippingMinor(invoice, valueBasis);
}

/**
 * What a further refund takes back, when `shares` are what those before it took: in all the same part of the value as of what
 * was paid, rounded to whole minor units. When all is refunded, the shares add up to exactly the value.
 */
export function toRefundShare(
  { totalMinor, valueMinor }: PurchaseAmounts,
  shares: readonly RefundShare[],
  { amountMinor }: Pick<Refund, 'amountMinor'>,
): RefundShare {
  const refundedMinor = Math.min(totalMinor, sum(shares.map((share) => share.amountMinor)) + amountMinor);
  const sharedMinor = sum(shares.map((share) => share.valueMinor));
  return { amountMinor, valueMinor: Math.max(0, scale(valueMinor, refundedMinor, totalMinor) - sharedMinor) };
}

/**
 * What of the value the buyer has back by now: that of refunds which stand, on the basis of the amounts, whatever was told of
 * them where.
 */
export function toRefundedMinor(amounts: PurchaseAmounts, shares: Iterable<RefundShare>): number {
  const standing = [...shares].filter(({ hasFailed }) => hasFailed !== true);
  return toRefundShare(amounts, [], { amountMinor: sum(standing.map(({ amountMinor }) => amountMinor)) }).valueMinor;
}

/** What of the value banks took back of what refunds left, on the same basis; of disputes in other currencies nothing. */
export function toDisputedMinor(
  amounts: PurchaseAmounts,
  shares: Iterable<RefundShare>,
  disputes: Iterable<LostDispute>,
): number {
  const refunds = [...shares];
  const currency = amounts.currency.toLowerCase();
  const lost = [...disputes].filter((dispute) => dispute.currency.toLowerCase() === currency);
  const taken = lost.map(({ amountMinor }) => ({ amountMinor, valueMinor: 0 }));
  return toRefundedMinor(amounts, [...refunds, ...taken]) - toRefundedMinor(amounts, refunds);
}

/** `valueMinor` × part / whole, halves rounded up. */
function scale(valueMinor: number, partMinor: number, wholeMinor: number): number {
  if (wholeMinor <= 0 || valueMinor <= 0) return 0;
  // In BigInt because the product of two amounts of twelve digits (Stripe's limit) no longer fits a number exactly.
  const [value, part, whole] = [BigInt(valueMinor), BigInt(partMinor), BigInt(wholeMinor)];
  return Number((2n * value * part + whole) / (2n * whole));
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0);
}
