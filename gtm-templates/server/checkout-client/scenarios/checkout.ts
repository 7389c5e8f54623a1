// The shop, its property, and a purchase as the function forwards it.
import type { UserData } from '../../../../functions/contract/checkout-answer.ts';
import type { ForwardedConsent, ForwardedEvent } from '../../../../functions/contract/forwarded-event.ts';
import type { Data } from '../form.ts';

/** The form as somebody fills it in. */
export const data: { -readonly [Field in keyof Data]: Data[Field] } = {
  propertyId: 'prop_12345678',
  functionEndpoint: 'https://tilltag.run.app/base',
  secret: 'secret of the container',
  path: '/checkout',
  measurementId: '',
  testSessions: 'separate',
  extraClickIds: '',
  keepsCookie: true,
  cookieName: '_tilltag',
  cookieDomain: 'auto',
  timeoutMs: '4800',
  logType: 'always',
};

export const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

export const granted: ForwardedConsent = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
};

export const userData: UserData = {
  email: 'buyer@example.com',
  phone_number: '+4915112345678',
  address: { first_name: 'Ada', last_name: 'Buyer', city: 'Berlin', postal_code: '10115', country: 'DE' },
};

/** What a scenario may change of the purchase. */
export interface PurchaseChanges {
  event?: ForwardedEvent['event'];
  livemode?: boolean;
  consent?: ForwardedConsent;
  click?: Record<string, unknown>;
  userData?: UserData;
  ids?: { client_id?: string; ga_session_id?: string; fbp?: string; fbc?: string };
  coupon?: string;
  itemName?: string;
  source?: string;
  reference?: string;
}

/** A purchase of 49.50 EUR that a newsletter led to. */
export function purchase(changes: PurchaseChanges): ForwardedEvent {
  const name = changes.event || 'purchase';
  const ids = changes.ids || { client_id: '111.222', ga_session_id: '1767225000', fbp: 'fb.1.1.2', fbc: 'fb.1.1.3' };
  const event: ForwardedEvent = {
    version: 1,
    property_id: data.propertyId,
    event: name,
    event_id: name + ':' + sessionId,
    event_time: 1767225600,
    livemode: changes.livemode !== false,
    mode: 'payment',
    checkout_session_id: sessionId,
    transaction_id: sessionId,
    customer_id: 'cus_buyer',
    customer_type: 'new',
    client_reference_id: changes.reference || 'order-77',
    payment_link: 'plink_shop',
    subscription_id: null,
    utm_source: changes.source || 'newsletter',
    utm_medium: 'email',
    utm_campaign: 'spring',
    utm_term: null,
    utm_content: null,
    click: changes.click || {
      gclid: 'Cj0KCQ',
      landing_page: 'shop.example.com/spring',
      referrer_host: 'news.example.net',
    },
    consent: changes.consent || granted,
    ecommerce: {
      transaction_id: sessionId,
      value: 49.5,
      currency: 'EUR',
      tax: 7.9,
      shipping: 0,
      discount: 5,
      coupon: changes.coupon || 'LAUNCH',
      items: [{ item_id: 'prod_mug', item_name: changes.itemName || 'Mug', price: 24.75, quantity: 2, discount: 2.5 }],
    },
  };
  if (ids.client_id) {
    event.client_id = ids.client_id;
  }
  if (ids.ga_session_id) {
    event.ga_session_id = ids.ga_session_id;
  }
  if (changes.userData) {
    event.user_data = changes.userData;
  }
  event.meta_user_data = { em: 'hash of the address' };
  if (ids.fbp) {
    event.meta_user_data.fbp = ids.fbp;
  }
  if (ids.fbc) {
    event.meta_user_data.fbc = ids.fbc;
  }
  return event;
}
