// The shape of a session inside an entry, and of the order lines that invoices have as well.
import type { JSONSchemaType } from 'ajv';
import type { CheckoutSession, LineItem, ShippingCost } from '../../rules/checkout-session.ts';
import type { SessionRecord } from '../../rules/entry.ts';
import { maybeIntegerSchema, maybeTextSchema, nullSchema } from './values.ts';

const lineSchema: JSONSchemaType<LineItem> = {
  type: 'object',
  required: [
    'id',
    'itemId',
    'name',
    'quantity',
    'amountSubtotalMinor',
    'amountDiscountMinor',
    'amountTaxMinor',
    'amountTotalMinor',
  ],
  properties: {
    id: { type: 'string' },
    itemId: { type: 'string' },
    name: { type: 'string' },
    quantity: { type: 'number' },
    amountSubtotalMinor: { type: 'integer' },
    amountDiscountMinor: { type: 'integer' },
    amountTaxMinor: { type: 'integer' },
    amountTotalMinor: { type: 'integer' },
  },
};

/** The lines of an order or of an invoice. */
export const linesSchema: JSONSchemaType<LineItem[]> = { type: 'array', items: lineSchema };

/** What shipping cost. */
export const shippingSchema: JSONSchemaType<ShippingCost> = {
  type: 'object',
  required: ['amountSubtotalMinor', 'amountTaxMinor', 'amountTotalMinor'],
  properties: {
    amountSubtotalMinor: { type: 'integer' },
    amountTaxMinor: { type: 'integer' },
    amountTotalMinor: { type: 'integer' },
  },
};

const presentmentSchema: JSONSchemaType<NonNullable<CheckoutSession['presentment']>> = {
  type: 'object',
  required: ['amountMinor', 'currency'],
  properties: { amountMinor: { type: 'integer' }, currency: { type: 'string' } },
};

/** A session as an entry keeps it. */
export const sessionRecordSchema: JSONSchemaType<SessionRecord> = {
  type: 'object',
  required: [
    'id',
    'livemode',
    'mode',
    'status',
    'paymentStatus',
    'createdSeconds',
    'currency',
    'amountTotalMinor',
    'amountSubtotalMinor',
    'amountTaxMinor',
    'amountDiscountMinor',
    'shipping',
    'coupon',
    'customerId',
    'clientReferenceId',
    'paymentLinkId',
    'returnHost',
    'paymentIntentId',
    'subscriptionId',
    'presentment',
    'lines',
  ],
  properties: {
    id: { type: 'string' },
    livemode: { type: 'boolean' },
    mode: { type: 'string', enum: ['payment', 'subscription', 'setup'] },
    status: { type: 'string', enum: ['open', 'complete', 'expired'] },
    paymentStatus: { type: 'string', enum: ['paid', 'unpaid', 'no_payment_required'] },
    createdSeconds: { type: 'integer' },
    currency: maybeTextSchema,
    amountTotalMinor: maybeIntegerSchema,
    amountSubtotalMinor: maybeIntegerSchema,
    amountTaxMinor: { type: 'integer' },
    amountDiscountMinor: { type: 'integer' },
    shipping: { anyOf: [shippingSchema, nullSchema] },
    coupon: maybeTextSchema,
    customerId: maybeTextSchema,
    clientReferenceId: maybeTextSchema,
    paymentLinkId: maybeTextSchema,
    returnHost: maybeTextSchema,
    paymentIntentId: maybeTextSchema,
    subscriptionId: maybeTextSchema,
    presentment: { anyOf: [presentmentSchema, nullSchema] },
    lines: { anyOf: [linesSchema, nullSchema] },
  },
};
