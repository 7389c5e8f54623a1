// The filled-in form of the tag and an ordinary checkout; a scenario changes what it is about.
import type { CheckoutAnswer } from '../../../../functions/contract/checkout-answer.ts';
import type { Data } from '../form.ts';

export const sessionId = 'cs_live_a1B2c3D4e5F6g7H8i9J0';

/** What the form of the tag holds. */
export const data: { -readonly [Field in keyof Data]?: Data[Field] } = {
  propertyId: 'prop_12345678',
  checkoutSessionId: sessionId,
  endpoint: 'https://tags.example.com',
  eventName: 'purchase',
  testSessions: 'separate',
  dataLayerName: 'dataLayer',
  personalData: 'plain',
  consentWaitMs: '1000',
  stripSessionId: false,
  timeoutMs: '5000',
  cookieName: '_tilltag',
  measurementId: '',
  gaCookiePrefix: '',
  logType: 'always',
};

/** What the Tilltag function answers: 49.50 EUR were paid. */
export const checkout: CheckoutAnswer = {
  version: 1,
  event: 'purchase',
  event_id: 'purchase:' + sessionId,
  status: 'paid',
  sender: 'browser',
  first_view: true,
  livemode: true,
  mode: 'payment',
  customer_id: 'cus_buyer',
  customer_email: 'buyer@example.com',
  customer_type: 'new',
  client_reference_id: 'order-77',
  payment_link: 'plink_shop',
  subscription_id: null,
  utm_source: 'newsletter',
  utm_medium: 'email',
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
  click: {},
  ecommerce: {
    transaction_id: sessionId,
    value: 49.5,
    currency: 'EUR',
    tax: 7.9,
    shipping: 0,
    discount: 5,
    items: [{ item_id: 'prod_book', item_name: 'Book', price: 24.75, quantity: 2, discount: 2.5 }],
  },
  user_data: {
    email: 'buyer@example.com',
    sha256_email_address: 'hash of the address',
    address: { first_name: 'Ada', sha256_first_name: 'hash of the name', city: 'Berlin' },
  },
  meta_user_data: { em: 'hash of the address', fbp: 'fb.1.1.1', fbc: 'fb.1.1.click' },
};
