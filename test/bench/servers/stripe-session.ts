// A paid Checkout Session as Stripe's API sends it, with two line items, for the fast stand-in.
import { blankSession } from '../../../scripts/stand-ins/stripe/blank-session.ts';

/** JSON text of the session; the same every time but for id, e-mail and time. About as long as a real one. */
export function toStripeSession(id: string, createdSeconds: number): string {
  return template
    .replaceAll('{id}', id)
    .replaceAll('{short}', id.slice(10, 26))
    .replaceAll('"{created}"', String(createdSeconds));
}

const price = (id: string, unitAmount: number) => ({
  id,
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created: 1_767_225_600,
  currency: 'eur',
  custom_unit_amount: null,
  livemode: true,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: `prod_${id.slice(6)}`,
  recurring: null,
  tax_behavior: 'inclusive',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: unitAmount,
  unit_amount_decimal: String(unitAmount),
});

const lineItem = (id: string, name: string, unitAmount: number, quantity: number, discount: number, tax: number) => ({
  id,
  object: 'item',
  adjustable_quantity: null,
  amount_discount: discount,
  amount_subtotal: unitAmount * quantity,
  amount_tax: tax,
  amount_total: unitAmount * quantity - discount,
  currency: 'eur',
  description: name,
  metadata: {},
  price: price(`price_1Bench${id.slice(3)}`, unitAmount),
  quantity,
});

const billingAddress = {
  city: 'München',
  country: 'DE',
  line1: 'Sendlinger Straße 1',
  line2: null,
  postal_code: '80331',
  state: 'Bayern',
};

const template = JSON.stringify({
  ...blankSession('{id}', 0),
  amount_subtotal: 7_900,
  amount_total: 7_600,
  automatic_tax: { enabled: true, liability: { type: 'self' }, provider: 'stripe', status: 'complete' },
  branding_settings: {
    background_color: '#ffffff',
    border_style: 'rounded',
    button_color: '#0074d4',
    display_name: 'Bench Shop',
    font_family: 'default',
    icon: null,
    logo: null,
  },
  consent: { promotions: null, terms_of_service: 'accepted' },
  created: '{created}',
  currency: 'eur',
  customer: 'cus_{short}',
  customer_creation: 'always',
  customer_details: {
    address: billingAddress,
    business_name: null,
    email: 'buyer-{short}@example.com',
    individual_name: null,
    name: 'Erika Mustermann',
    phone: '+4989123456',
    tax_exempt: 'none',
    tax_ids: [],
  },
  expires_at: '{created}',
  line_items: {
    object: 'list',
    data: [
      lineItem('li_1BenchShirt', 'Shirt, organic cotton', 4_900, 1, 0, 782),
      lineItem('li_1BenchStickers', 'Stickers, set of ten', 1_500, 2, 300, 431),
    ],
    has_more: false,
    url: '/v1/checkout/sessions/{id}/line_items',
  },
  livemode: true,
  payment_intent: 'pi_{short}',
  payment_link: 'plink_1BenchPaymentLink',
  payment_method_configuration_details: { id: 'pmc_1BenchConfiguration', parent: null },
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  payment_method_types: ['card', 'klarna', 'link', 'paypal', 'sepa_debit'],
  payment_status: 'paid',
  phone_number_collection: { enabled: true },
  saved_payment_method_options: {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: null,
  },
  status: 'complete',
  success_url: 'https://shop.example.com/thank-you?session_id={CHECKOUT_SESSION_ID}',
  total_details: { amount_discount: 300, amount_shipping: 0, amount_tax: 1_213 },
});
