// What sessions, renewals and refunds are worth on a property's value basis, from Stripe's own sums.
import type { ValueBasis } from '../../../functions/rules/property.ts';
import type { InvoiceRecord } from '../../../scripts/stand-ins/stripe/state.ts';
import type { RefundTruth, SessionTruth } from '../world/truth.ts';
import type { ExpectedMoney } from './expected-event.ts';

/** The money of a checkout. */
export function expectSessionMoney({ record }: SessionTruth, basis: ValueBasis): ExpectedMoney {
  const { session, lines } = record;
  if (session.mode === 'setup' || session.currency === null) return { kind: 'none' };
  const taxMinor = session.total_details?.amount_tax ?? 0;
  const shipping = session.shipping_cost;
  const shippingMinor = (shipping?.amount_total ?? 0) - (basis === 'total' ? 0 : (shipping?.amount_tax ?? 0));
  return {
    kind: 'exact',
    currency: session.currency,
    valueMinor: toValueMinor(session.amount_total ?? 0, taxMinor, shippingMinor, basis),
    taxMinor,
    shippingMinor,
    items: lines.length,
  };
}

function toValueMinor(totalMinor: number, taxMinor: number, shippingMinor: number, basis: ValueBasis): number {
  if (basis === 'total') return totalMinor;
  return totalMinor - taxMinor - (basis === 'excluding_tax' ? 0 : shippingMinor);
}

/** The money of a renewal, which ships nothing. */
export function expectRenewalMoney({ object, lines }: InvoiceRecord, basis: ValueBasis): ExpectedMoney {
  const taxMinor = (object.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return {
    kind: 'exact',
    currency: object.currency,
    valueMinor: object.total - (basis === 'total' ? 0 : taxMinor),
    taxMinor,
    items: lines.length,
  };
}

/** The money of a refund: so much of the value as of what was paid. */
export function expectRefundMoney(session: SessionTruth, refund: RefundTruth, basis: ValueBasis): ExpectedMoney {
  const renewal = session.renewals.find(({ invoice }) => invoice.object.id === refund.invoiceId)?.invoice;
  const whole = renewal ? expectRenewalMoney(renewal, basis) : expectSessionMoney(session, basis);
  if (whole.kind !== 'exact') return whole;
  const totalMinor = renewal ? renewal.object.total : (session.record.session.amount_total ?? 0);
  return { kind: 'share', currency: whole.currency, refund, totalMinor, valueMinor: whole.valueMinor };
}
