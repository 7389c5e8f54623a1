// Translates Stripe's invoice into our own shape, from before and after its parts moved in 2025-03-31.basil.
import type { LineItem, ShippingCost } from '../rules/checkout-session.ts';
import type { Invoice } from '../rules/stripe-change.ts';
import { shareOut } from './share-out.ts';
import type { WireRecord } from './wire-record.ts';

/**
 * `undefined` where what makes an invoice is missing. `moreLines` are those that its first page does not hold.
 * What moved: https://docs.stripe.com/changelog/basil/2025-03-31/adds-new-parent-field-to-invoicing-objects
 */
export function toInvoice(invoice: WireRecord, moreLines: readonly WireRecord[] = []): Invoice | undefined {
  const [id, currency, createdSeconds] = [invoice.text('id'), invoice.text('currency'), invoice.seconds('created')];
  const [totalMinor, amountPaidMinor] = [invoice.whole('total'), invoice.whole('amount_paid')];
  if (id === null || currency === null || createdSeconds === null || totalMinor === null || amountPaidMinor === null) {
    return undefined;
  }
  const shipping = toShipping(invoice.record('shipping_cost'));
  return {
    id,
    subscriptionId: findSubscriptionId(invoice),
    billingReason: invoice.text('billing_reason'),
    currency,
    amountPaidMinor,
    totalMinor,
    taxMinor: findTax(invoice),
    discountMinor: sumAmounts(invoice.records('total_discount_amounts')),
    createdSeconds,
    paidAtSeconds: invoice.record('status_transitions')?.seconds('paid_at') ?? null,
    customerId: invoice.id('customer'),
    lines: toLines(invoice, moreLines, totalMinor - (shipping?.amountTotalMinor ?? 0)),
    ...(shipping !== undefined && { shipping }),
  };
}

function toShipping(cost: WireRecord | undefined): ShippingCost | undefined {
  const amountTotalMinor = cost?.whole('amount_total') ?? 0;
  if (cost === undefined || amountTotalMinor === 0) return undefined;
  return {
    amountSubtotalMinor: cost.whole('amount_subtotal') ?? amountTotalMinor,
    amountTaxMinor: cost.whole('amount_tax') ?? 0,
    amountTotalMinor,
  };
}

function findSubscriptionId(invoice: WireRecord): string | null {
  return invoice.record('parent')?.record('subscription_details')?.id('subscription') ?? invoice.id('subscription');
}

function findTax(invoice: WireRecord): number {
  if (invoice.is('total_taxes', 'null')) {
    return invoice.whole('tax') ?? sumAmounts(invoice.records('total_tax_amounts'));
  }
  return sumAmounts(invoice.records('total_taxes'));
}

function sumAmounts(records: readonly WireRecord[]): number {
  return records.reduce((sum, record) => sum + (record.whole('amount') ?? 0), 0);
}

/**
 * A line of an invoice names no total of its own; ours is put together from its amount, discounts and taxes. So that items
 * and value never disagree, the totals of a whole list are made to add up to `linesTotal`, what the invoice charges for it.
 */
function toLines(invoice: WireRecord, moreLines: readonly WireRecord[], linesTotal: number): LineItem[] {
  const lines = [...invoice.records('lines'), ...moreLines].map(toLine);
  const isWhole = moreLines.length > 0 || invoice.record('lines')?.flag('has_more') === false;
  if (!isWhole || linesTotal === lines.reduce((sum, line) => sum + line.amountTotalMinor, 0)) return lines;
  const totals = shareOut(
    linesTotal,
    lines.map((line) => line.amountTotalMinor),
  );
  return lines.map((line, index) => ({ ...line, amountTotalMinor: totals[index] ?? line.amountTotalMinor }));
}

function toLine(line: WireRecord): LineItem {
  const id = line.text('id') ?? '';
  const amountMinor = line.whole('amount') ?? 0;
  const discountMinor = sumAmounts(line.records('discount_amounts'));
  const taxes = line.is('taxes', 'null') ? line.records('tax_amounts') : line.records('taxes');
  const taxOnTop = sumAmounts(taxes.filter((tax) => !isInclusive(tax)));
  return {
    id,
    itemId: findItemId(line) ?? id,
    name: line.text('description') ?? id,
    // Metered use may be billed with a quantity of 0, by which no price can be told.
    quantity: line.whole('quantity') || 1,
    amountSubtotalMinor: line.whole('subtotal') ?? amountMinor,
    amountDiscountMinor: discountMinor,
    amountTaxMinor: sumAmounts(taxes),
    amountTotalMinor: amountMinor - discountMinor + taxOnTop,
  };
}

function isInclusive(tax: WireRecord): boolean {
  return tax.text('tax_behavior') === 'inclusive' || tax.flag('inclusive') === true;
}

function findItemId(line: WireRecord): string | null {
  const details = line.record('pricing')?.record('price_details');
  const price = line.record('price');
  return details?.id('product') ?? details?.id('price') ?? price?.id('product') ?? price?.text('id') ?? null;
}
