// What the server may send to a server container, to the letter: for whoever writes or tests a receiver.
import type { JSONSchemaType } from 'ajv';
import type { Ecommerce, EcommerceItem, MetaUserData, UserAddress, UserData } from './checkout-answer.ts';
import type { ForwardedConsent, ForwardedEvent, LifecycleEvent } from './forwarded-event.ts';

// `nullable` is how JSONSchemaType says that a field may be absent; a null that is there is refused all the same.
const optionalText = { type: 'string', minLength: 1, nullable: true, not: { type: 'null' } } as const;
const optionalHash = { ...optionalText, pattern: '^[0-9a-f]{64}$' } as const;
const nothing = { type: 'null', nullable: true } as const;
const textOrNull = { anyOf: [{ type: 'string' }, nothing] } as const;
const money = { type: 'number', minimum: 0 } as const;
// A discount on a line, or a line that gives back what was charged too much, may be negative.
const price = { type: 'number' } as const;

const state = { type: 'string', enum: ['granted', 'denied'] } as const;

const consentSchema: JSONSchemaType<ForwardedConsent> = {
  type: 'object',
  required: ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'],
  additionalProperties: false,
  properties: { ad_storage: state, analytics_storage: state, ad_user_data: state, ad_personalization: state },
};

const itemSchema: JSONSchemaType<EcommerceItem> = {
  type: 'object',
  required: ['item_id', 'item_name', 'price', 'quantity'],
  additionalProperties: false,
  properties: {
    item_id: { type: 'string' },
    item_name: { type: 'string' },
    price,
    quantity: { type: 'integer', minimum: 1 },
    discount: { type: 'number', nullable: true, not: { type: 'null' } },
  },
};

const ecommerceSchema: JSONSchemaType<Ecommerce> = {
  type: 'object',
  required: ['transaction_id', 'value', 'currency', 'tax', 'shipping', 'discount', 'items'],
  additionalProperties: false,
  properties: {
    transaction_id: { type: 'string', minLength: 1 },
    value: money,
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    tax: price,
    shipping: money,
    discount: money,
    coupon: optionalText,
    items: { type: 'array', items: itemSchema },
  },
};

const addressSchema: JSONSchemaType<UserAddress> = {
  type: 'object',
  required: [],
  additionalProperties: false,
  properties: {
    first_name: optionalText,
    last_name: optionalText,
    street: optionalText,
    sha256_first_name: optionalHash,
    sha256_last_name: optionalHash,
    sha256_street: optionalHash,
    city: optionalText,
    region: optionalText,
    postal_code: optionalText,
    country: optionalText,
  },
};

const userDataSchema: JSONSchemaType<UserData> = {
  type: 'object',
  required: [],
  additionalProperties: false,
  properties: {
    email: optionalText,
    phone_number: optionalText,
    sha256_email_address: optionalHash,
    sha256_phone_number: optionalHash,
    address: { ...addressSchema, nullable: true, not: { type: 'null' } },
  },
};

const metaUserDataSchema: JSONSchemaType<MetaUserData> = {
  type: 'object',
  required: [],
  additionalProperties: false,
  properties: {
    em: optionalHash,
    ph: optionalHash,
    fn: optionalHash,
    ln: optionalHash,
    ct: optionalHash,
    st: optionalHash,
    zp: optionalHash,
    country: optionalHash,
    external_id: optionalHash,
    fbp: optionalText,
    fbc: optionalText,
  },
};

/** The names of everything that a payment's life can bring, in the order in which it mostly comes. */
export const lifecycleEvents: readonly LifecycleEvent[] = [
  'purchase',
  'trial_start',
  'setup_complete',
  'checkout_pending',
  'checkout_failed',
  'checkout_expired',
  'trial_converted',
  'refund',
  'subscription_renewal',
  'subscription_refund',
  'subscription_cancel',
  'dispute',
];

/** Body of `POST …/events`. */
export const forwardedEventSchema: JSONSchemaType<ForwardedEvent> = {
  type: 'object',
  required: [
    'version',
    'property_id',
    'event',
    'event_id',
    'event_time',
    'livemode',
    'mode',
    'checkout_session_id',
    'transaction_id',
    'customer_id',
    'customer_type',
    'client_reference_id',
    'payment_link',
    'subscription_id',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'utm_term',
    'utm_content',
    'click',
    'consent',
    'ecommerce',
  ],
  additionalProperties: false,
  properties: {
    version: { type: 'number', const: 1 },
    property_id: { type: 'string', minLength: 1 },
    event: { type: 'string', enum: lifecycleEvents },
    event_id: { type: 'string', pattern: '^[a-z_]+:[A-Za-z]+_[A-Za-z0-9_]+$' },
    event_time: { type: 'integer', minimum: 1 },
    livemode: { type: 'boolean' },
    mode: { type: 'string', enum: ['payment', 'subscription', 'setup'] },
    checkout_session_id: { type: 'string', pattern: '^cs_(test|live)_' },
    transaction_id: { type: 'string', minLength: 1 },
    customer_id: textOrNull,
    customer_type: { anyOf: [{ type: 'string', enum: ['new', 'returning'] }, nothing] },
    client_reference_id: textOrNull,
    payment_link: textOrNull,
    subscription_id: textOrNull,
    utm_source: textOrNull,
    utm_medium: textOrNull,
    utm_campaign: textOrNull,
    utm_term: textOrNull,
    utm_content: textOrNull,
    click: { type: 'object', required: [] },
    client_id: optionalText,
    ga_session_id: { ...optionalText, pattern: '^[0-9]{1,12}$' },
    consent: consentSchema,
    ecommerce: { anyOf: [ecommerceSchema, nothing] },
    user_data: { ...userDataSchema, nullable: true, not: { type: 'null' } },
    meta_user_data: { ...metaUserDataSchema, nullable: true, not: { type: 'null' } },
  },
};
