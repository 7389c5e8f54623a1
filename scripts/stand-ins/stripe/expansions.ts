// What `expand[]` adds to an answer, and which right each addition needs.
import type Stripe from 'stripe';
import { type Caller, refuseUnlessPermitted } from './accounts.ts';
import { notExpandable, type StripeErrorAnswer } from './api-errors.ts';
import { toProduct, type WireLineItem } from './line-items.ts';
import type { SessionRecord, StandInState } from './state.ts';

/** Stripe embeds this many lines and says `has_more` for the rest. */
const firstPageSize = 10;

/** Every expansion that is played, with the right beyond the session's own that it takes. */
const sessionExpansions: Record<string, string | undefined> = {
  line_items: undefined,
  'line_items.data.price.product': 'rak_product_read',
  discounts: undefined,
  'discounts.coupon': 'rak_coupon_read',
  'discounts.promotion_code': 'rak_promotion_code_read',
  'total_details.breakdown': undefined,
};

const lineExpansions: Record<string, string | undefined> = { 'data.price.product': 'rak_product_read' };

/** Stripe's 400 for a property that cannot be expanded, whether or not the object exists. */
export function refuseUnknownExpansion(kind: 'session' | 'lines', expand: string[]): StripeErrorAnswer | undefined {
  const known = kind === 'session' ? sessionExpansions : lineExpansions;
  const unknown = expand.find((name) => !Object.hasOwn(known, name));
  return unknown === undefined ? undefined : notExpandable(unknown);
}

/** Stripe's 403 for an expansion the key may not read: the whole request fails. */
export function refuseForbiddenExpansion(
  kind: 'session' | 'lines',
  expand: string[],
  caller: Caller,
): StripeErrorAnswer | undefined {
  const known = kind === 'session' ? sessionExpansions : lineExpansions;
  for (const name of expand) {
    const permission = known[name];
    const refusal = permission === undefined ? undefined : refuseUnlessPermitted(caller, permission);
    if (refusal !== undefined) {
      return refusal;
    }
  }
  return undefined;
}

/** The session as answered: the stored object plus what was asked for. */
export function renderSession(record: SessionRecord, expand: string[], state: StandInState): object {
  const { session, lines } = record;
  const answer: Record<string, unknown> = { ...session };
  if (expand.some((name) => name.startsWith('line_items'))) {
    answer['line_items'] = {
      object: 'list',
      data: renderLines(lines.slice(0, firstPageSize), expand.includes('line_items.data.price.product')),
      has_more: lines.length > firstPageSize,
      url: `/v1/checkout/sessions/${session.id}/line_items`,
    };
  }
  if (expand.some((name) => name.startsWith('discounts.'))) {
    answer['discounts'] = (session.discounts ?? []).map((discount) => renderDiscount(discount, expand, state));
  }
  if (expand.includes('total_details.breakdown') && session.total_details !== null) {
    answer['total_details'] = { ...session.total_details, breakdown: { discounts: [], taxes: [] } };
  }
  return answer;
}

/** Lines as answered, their products by id or whole. */
export function renderLines(lines: WireLineItem[], withProducts: boolean): object[] {
  return withProducts ? lines.map((line) => ({ ...line, price: { ...line.price, product: toProduct(line) } })) : lines;
}

function renderDiscount(discount: Stripe.Checkout.Session.Discount, expand: string[], state: StandInState): object {
  const { coupon, promotion_code } = discount;
  return {
    coupon:
      expand.includes('discounts.coupon') && typeof coupon === 'string' ? state.coupons.get(coupon)?.object : coupon,
    promotion_code:
      expand.includes('discounts.promotion_code') && typeof promotion_code === 'string'
        ? state.promotionCodes.get(promotion_code)?.object
        : promotion_code,
  };
}
