// What the demo shop sells: one product for each way money and checkouts can go.
import type { PaymentLinkDraft } from '../stripe/payment-links.ts';

export interface Product {
  slug: string;
  name: string;
  text: string;
  /** What one learns by buying it. */
  shows: string;
  /** Without `slug` and `afterCompletion`, which the shop adds. */
  link: Omit<PaymentLinkDraft, 'slug' | 'afterCompletion'>;
}

function cart(slug: string, name: string, unitAmountMinor: number): NonNullable<PaymentLinkDraft['lines']>[number] {
  return { name, unitAmountMinor, productId: `prod_demo_${slug}`, priceId: `price_demo_${slug}` };
}

/** What the shop's pages hold at Stripe's embedded elements; the key opens nothing but the payment page. */
export const embeds = {
  publishableKey: 'pk_test_paperAndPineDemoShop',
  buyButtonId: 'buy_btn_demoNotebook',
  pricingTableId: 'prctbl_demoPaper',
} as const;

/** In the order of the shelf. */
export const products: Product[] = [
  {
    slug: 'notebook',
    name: 'Field notebook',
    text: 'Stitched, 96 pages, fits a coat pocket.',
    shows: 'US dollars, with a launch discount of 10 %',
    link: {
      buyButtonId: embeds.buyButtonId,
      currency: 'usd',
      lines: [cart('notebook', 'Field notebook', 1800)],
      discount: { couponId: 'LAUNCH10', percentOff: 10, promotionCode: 'LAUNCH' },
    },
  },
  {
    slug: 'journal',
    name: 'Linen journal',
    text: 'Bound in undyed linen, with two ribbons.',
    shows: 'Euros, 19 % VAT inside, shipping; also by bank debit, which settles later',
    link: {
      pricingTableId: embeds.pricingTableId,
      currency: 'eur',
      lines: [{ ...cart('journal', 'Linen journal', 4500), taxPercent: 19, taxBehavior: 'inclusive' }],
      shipping: { amountMinor: 490 },
      offersBankDebit: true,
    },
  },
  {
    slug: 'brush-pens',
    name: 'Brush pen set',
    text: 'Six greys, from mist to slate.',
    shows: 'Yen, a currency without decimals',
    link: { currency: 'jpy', lines: [cart('brush-pens', 'Brush pen set', 3400)] },
  },
  {
    slug: 'lamp',
    name: 'Reading lamp',
    text: 'Brass arm, warm light, one good switch.',
    shows: 'Kuwaiti dinars, a currency with three decimals',
    link: { currency: 'kwd', lines: [cart('lamp', 'Reading lamp', 12_500)] },
  },
  {
    slug: 'blanket',
    name: 'Wool blanket',
    text: 'For the hour after the heating goes off.',
    shows: 'Icelandic krónur, which Stripe counts in hundredths',
    link: { currency: 'isk', lines: [cart('blanket', 'Wool blanket', 1_290_000)] },
  },
  {
    slug: 'sampler',
    name: 'Paper sampler',
    text: 'Twelve sheets to touch before you choose.',
    shows: 'A free order: 100 % off, a purchase of 0',
    link: {
      currency: 'usd',
      lines: [cart('sampler', 'Paper sampler', 500)],
      discount: { couponId: 'SAMPLER100', percentOff: 100, promotionCode: 'SAMPLER' },
    },
  },
  {
    slug: 'paper-club',
    name: 'Paper club',
    text: 'A new paper every month, 14 days to try.',
    shows: 'A subscription that begins with a trial: no purchase yet',
    link: {
      pricingTableId: embeds.pricingTableId,
      currency: 'usd',
      mode: 'subscription',
      trialDays: 14,
      lines: [cart('paper-club', 'Paper club', 900)],
    },
  },
];

/** Sold through a link that shows Stripe's own confirmation, so that nobody sees a thank-you page. */
export const confirmationOnlyLink: PaymentLinkDraft = {
  slug: 'postcards',
  currency: 'usd',
  lines: [cart('postcards', 'Ten postcards', 700)],
  afterCompletion: { confirmation: 'Your postcards are on their way.' },
};

/** The payment links of all products; each leads back to the shop's thank-you page. */
export function toPaymentLinks(shopUrl: string): PaymentLinkDraft[] {
  const afterCompletion = { redirectUrl: `${shopUrl}/thanks?session_id={CHECKOUT_SESSION_ID}` };
  return [...products.map(({ slug, link }) => ({ ...link, slug, afterCompletion })), confirmationOnlyLink];
}
