// What there is to sell for a property of one's own: a payment link as Stripe makes it, which leads buyers to no page yet.
import { formatMoney } from '../../page/money.ts';
import type { PaymentLinkDraft } from '../../stripe/payment-links.ts';

const currency = 'eur';
const line = {
  name: 'Tea sampler',
  unitAmountMinor: 2400,
  productId: 'prod_demo_tea_sampler',
  priceId: 'price_demo_tea_sampler',
};

/** What another payment link is made for. */
export const ownPriceId = line.priceId;

/** The link as it is at first: Stripe shows a confirmation of its own. */
export const ownLink: PaymentLinkDraft = {
  slug: 'tea-sampler',
  currency,
  lines: [line],
  afterCompletion: { confirmation: 'Your tea is on its way.' },
};

/** What every link of the account sells, in words. */
export const ownProduct = { name: line.name, price: formatMoney(line.unitAmountMinor, currency) };
