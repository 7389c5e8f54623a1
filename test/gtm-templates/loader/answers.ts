// The function's answers, whole, as the loader's and the tag's tests need them.
import type { CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import { type ErrorAnswer, type ErrorCode, errorDefinitions } from '../../../functions/contract/errors.ts';
import type { Reply } from './fake-window.ts';

export const sessionId = 'cs_live_a1B2c3D4e5F6g7H8i9J0';

/** A paid session of 49.50 EUR in live mode, first viewed now, with plain personal data. */
export function createAnswer(change: Partial<CheckoutAnswer> = {}): CheckoutAnswer {
  return {
    version: 1,
    event: 'purchase',
    event_id: `purchase:${sessionId}`,
    status: 'paid',
    sender: 'browser',
    first_view: true,
    livemode: true,
    mode: 'payment',
    customer_id: 'cus_buyer',
    customer_email: 'buyer@example.com',
    customer_type: null,
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
      coupon: 'LAUNCH',
      items: [{ item_id: 'prod_book', item_name: 'Book', price: 24.75, quantity: 2, discount: 2.5 }],
    },
    user_data: {
      email: 'buyer@example.com',
      phone_number: '+4930123456',
      address: { first_name: 'Ada', last_name: 'Buyer', city: 'Berlin', postal_code: '10115', country: 'DE' },
    },
    meta_user_data: { em: 'a'.repeat(64), external_id: 'b'.repeat(64), fbp: 'fb.1.1.1', fbc: 'fb.1.1.click' },
    ...change,
  };
}

/** The wire shape of an error. */
export function createError(code: ErrorCode): ErrorAnswer {
  return { error: { code, message: `words for ${code}` } };
}

/** A network on which the function answers so. */
export function answering(change: Partial<CheckoutAnswer> = {}): Reply[] {
  return [{ status: 200, body: createAnswer(change) }];
}

/** A network on which the function answers this error, with its status. */
export function refusing(code: ErrorCode): Reply[] {
  return [{ status: errorDefinitions[code].status, body: createError(code) }];
}
