// The shapes of entries as they are stored; its `kind` says which of them an entry is held to.
import type { JSONSchemaType } from 'ajv';
import type { DisputeEntry, Entry, InvoiceEntry, RefundEntry, SubscriptionEntry } from '../../rules/entry.ts';
import type { Dispute, Invoice, Refund, Subscription } from '../../rules/stripe-change.ts';
import {
  laterFields,
  laterProperties,
  lostDisputesSchema,
  refundShareSchema,
  refundSharesSchema,
} from './entry-base-schema.ts';
import { sessionEntrySchema } from './session-entry-schema.ts';
import { linesSchema, shippingSchema } from './session-record-schema.ts';
import { absent, maybeIntegerSchema, maybeTextSchema, nullSchema } from './values.ts';

const refundSchema: JSONSchemaType<Refund> = {
  type: 'object',
  required: ['id', 'amountMinor', 'currency', 'status', 'paymentIntentId', 'chargeId', 'createdSeconds'],
  properties: {
    id: { type: 'string' },
    amountMinor: { type: 'integer' },
    currency: { type: 'string' },
    status: { type: 'string', enum: ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] },
    paymentIntentId: maybeTextSchema,
    chargeId: maybeTextSchema,
    createdSeconds: { type: 'integer' },
  },
};

const refundEntrySchema: JSONSchemaType<RefundEntry> = {
  type: 'object',
  required: [...laterFields, 'refund', 'invoiceId', 'share', 'hasFailedLater'],
  properties: {
    ...laterProperties,
    kind: { type: 'string', const: 'refund' },
    refund: refundSchema,
    invoiceId: maybeTextSchema,
    share: { anyOf: [refundShareSchema, nullSchema] },
    hasFailedLater: { type: 'boolean' },
  },
};

const invoiceSchema: JSONSchemaType<Invoice> = {
  type: 'object',
  required: [
    'id',
    'subscriptionId',
    'billingReason',
    'currency',
    'amountPaidMinor',
    'totalMinor',
    'taxMinor',
    'discountMinor',
    'createdSeconds',
    'paidAtSeconds',
    'customerId',
    'lines',
  ],
  properties: {
    id: { type: 'string' },
    subscriptionId: maybeTextSchema,
    billingReason: maybeTextSchema,
    currency: { type: 'string' },
    amountPaidMinor: { type: 'integer' },
    totalMinor: { type: 'integer' },
    taxMinor: { type: 'integer' },
    discountMinor: { type: 'integer' },
    createdSeconds: { type: 'integer' },
    paidAtSeconds: maybeIntegerSchema,
    customerId: maybeTextSchema,
    lines: linesSchema,
    shipping: { ...shippingSchema, ...absent },
  },
};

const invoiceEntrySchema: JSONSchemaType<InvoiceEntry> = {
  type: 'object',
  required: [...laterFields, 'invoice', 'refunds'],
  properties: {
    ...laterProperties,
    kind: { type: 'string', const: 'invoice' },
    invoice: invoiceSchema,
    refunds: refundSharesSchema,
    lostDisputes: lostDisputesSchema,
  },
};

const disputeSchema: JSONSchemaType<Dispute> = {
  type: 'object',
  required: ['id', 'amountMinor', 'currency', 'status', 'reason', 'paymentIntentId', 'chargeId', 'createdSeconds'],
  properties: {
    id: { type: 'string' },
    amountMinor: { type: 'integer' },
    currency: { type: 'string' },
    status: { type: 'string' },
    reason: { type: 'string' },
    paymentIntentId: maybeTextSchema,
    chargeId: maybeTextSchema,
    createdSeconds: { type: 'integer' },
  },
};

const disputeEntrySchema: JSONSchemaType<DisputeEntry> = {
  type: 'object',
  required: [...laterFields, 'dispute', 'invoiceId'],
  properties: {
    ...laterProperties,
    kind: { type: 'string', const: 'dispute' },
    dispute: disputeSchema,
    invoiceId: maybeTextSchema,
  },
};

const subscriptionSchema: JSONSchemaType<Subscription> = {
  type: 'object',
  required: ['id', 'status', 'customerId', 'currency', 'endedAtSeconds', 'reason'],
  properties: {
    id: { type: 'string' },
    status: { type: 'string' },
    customerId: maybeTextSchema,
    currency: maybeTextSchema,
    endedAtSeconds: { type: 'integer' },
    reason: maybeTextSchema,
  },
};

const subscriptionEntrySchema: JSONSchemaType<SubscriptionEntry> = {
  type: 'object',
  required: [...laterFields, 'subscription'],
  properties: {
    ...laterProperties,
    kind: { type: 'string', const: 'subscription' },
    subscription: subscriptionSchema,
  },
};

/** An entry of any kind. */
export const entrySchema: JSONSchemaType<Entry> = {
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [sessionEntrySchema, refundEntrySchema, invoiceEntrySchema, disputeEntrySchema, subscriptionEntrySchema],
};
