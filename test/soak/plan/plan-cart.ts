// Orders of every kind: currencies with two decimals, three, none and Stripe's oddities; discounts, taxes, shipping.
import type { LineDraft } from '../../../scripts/stand-ins/stripe/line-items.ts';
import type { SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import type { Chance } from '../chance.ts';

const currencies = [
  [6, 'eur'],
  [4, 'usd'],
  [2, 'jpy'],
  [2, 'kwd'],
  [2, 'isk'],
  [1, 'huf'],
] as const;

const products = ['Field notebook', 'Desk lamp', 'Tea, 500 g', 'Poster "North"', 'Bücherstütze'] as const;

/** A cart that costs something. */
export function planCart(chance: Chance): Pick<SessionDraft, 'currency' | 'lines' | 'shipping' | 'discount'> {
  const currency = chance.weigh(currencies);
  const lines = Array.from({ length: chance.between(1, 3) }, () => planLine(chance, currency));
  const hasShipping = chance.is(0.3);
  return {
    currency,
    lines,
    ...(hasShipping && {
      shipping: {
        amountMinor: roundFor(currency, chance.between(300, 1_200)),
        taxMinor: roundFor(currency, chance.pick([0, 100])),
      },
    }),
    ...(chance.is(0.25) && {
      discount: {
        couponId: 'SOAK10',
        percentOff: 10,
        ...(chance.is(0.5) && { promotionCode: 'LAUNCH' }),
      },
    }),
  };
}

/** A cart that a coupon makes free. */
export function planFreeCart(chance: Chance): Pick<SessionDraft, 'currency' | 'lines' | 'discount'> {
  const { currency = 'eur', lines = [] } = planCart(chance);
  return { currency, lines, discount: { couponId: 'SOAKFREE', percentOff: 100 } };
}

function planLine(chance: Chance, currency: string): LineDraft {
  const isTaxed = chance.is(0.6);
  return {
    name: chance.pick(products),
    unitAmountMinor: roundFor(currency, chance.between(500, 90_000)),
    quantity: chance.weigh([
      [6, 1],
      [2, 2],
      [1, 7],
    ]),
    ...(isTaxed && { taxPercent: chance.pick([7, 19, 25]), taxBehavior: chance.pick(['inclusive', 'exclusive']) }),
  };
}

/** Stripe wants whole crowns times 100, and no third decimal that coins cannot pay. */
function roundFor(currency: string, amountMinor: number): number {
  if (currency === 'isk' || currency === 'huf') return Math.ceil(amountMinor / 100) * 100;
  return currency === 'kwd' ? Math.ceil(amountMinor / 10) * 10 : amountMinor;
}
