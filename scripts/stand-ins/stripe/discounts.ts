// Coupons and promotion codes, made when a draft first names them.
import type Stripe from 'stripe';
import { newObjectId, randomText } from './ids.ts';
import type { DiscountDraft } from './session-draft.ts';
import type { StandInContext } from './stand-in-context.ts';

/** The discount of a session by ids, as Stripe answers it unexpanded; creates coupon and code where they are new. */
export function toSessionDiscount(
  context: StandInContext,
  accountId: string,
  livemode: boolean,
  draft: DiscountDraft,
): Stripe.Checkout.Session.Discount {
  const coupon = findOrCreateCoupon(context, accountId, livemode, draft);
  if (draft.promotionCode === undefined) {
    return { coupon: coupon.id, promotion_code: null };
  }
  const code = findOrCreatePromotionCode(context, accountId, coupon, draft.promotionCode);
  // Whether Stripe names the coupon beside the code is not documented; readers must bear a null here.
  return { coupon: coupon.id, promotion_code: code.id };
}

function findOrCreateCoupon(
  context: StandInContext,
  accountId: string,
  livemode: boolean,
  draft: DiscountDraft,
): Stripe.Coupon {
  const id = draft.couponId ?? randomText(8, context.randomIndex);
  const known = context.state.coupons.get(id);
  if (known !== undefined && known.accountId === accountId) {
    return known.object;
  }
  const coupon: Stripe.Coupon = {
    id,
    object: 'coupon',
    amount_off: null,
    created: Math.floor(context.now() / 1000),
    currency: null,
    duration: 'once',
    duration_in_months: null,
    livemode,
    max_redemptions: null,
    metadata: {},
    name: null,
    percent_off: draft.percentOff ?? 100,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  };
  context.state.coupons.set(id, { accountId, object: coupon });
  return coupon;
}

function findOrCreatePromotionCode(
  context: StandInContext,
  accountId: string,
  coupon: Stripe.Coupon,
  code: string,
): Stripe.PromotionCode {
  for (const owned of context.state.promotionCodes.values()) {
    if (owned.accountId === accountId && owned.object.code === code && owned.object.promotion.coupon === coupon.id) {
      return owned.object;
    }
  }
  const promotionCode: Stripe.PromotionCode = {
    id: newObjectId('promo', context.randomIndex),
    object: 'promotion_code',
    active: true,
    code,
    created: Math.floor(context.now() / 1000),
    customer: null,
    customer_account: null,
    expires_at: null,
    livemode: coupon.livemode,
    max_redemptions: null,
    metadata: {},
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  };
  context.state.promotionCodes.set(promotionCode.id, { accountId, object: promotionCode });
  return promotionCode;
}
