// The shapes of the small records as they are stored: buyers, watermarks and tallies.
import type { JSONSchemaType } from 'ajv';
import type { PostalAddress } from '../../rules/checkout-session.ts';
import type { BuyerRecord, Tally, Watermark } from '../../rules/stored-records.ts';
import { absent, maybeTextSchema, nullSchema, versionSchema } from './values.ts';

const addressSchema: JSONSchemaType<PostalAddress> = {
  type: 'object',
  required: ['line1', 'line2', 'city', 'state', 'postalCode', 'country'],
  properties: {
    line1: maybeTextSchema,
    line2: maybeTextSchema,
    city: maybeTextSchema,
    state: maybeTextSchema,
    postalCode: maybeTextSchema,
    country: maybeTextSchema,
  },
};

/** The buyer of one entry. */
export const buyerSchema: JSONSchemaType<BuyerRecord> = {
  type: 'object',
  required: ['id', 'propertyId', 'expiresAtMs', 'email', 'phone', 'name', 'address', 'customerId'],
  properties: {
    id: { type: 'string' },
    propertyId: { type: 'string' },
    expiresAtMs: { type: 'integer' },
    email: maybeTextSchema,
    phone: maybeTextSchema,
    name: maybeTextSchema,
    address: { anyOf: [addressSchema, nullSchema] },
    customerId: maybeTextSchema,
  },
};

/** Up to where Stripe was asked for missed events. */
export const watermarkSchema: JSONSchemaType<Watermark> = {
  type: 'object',
  required: ['id', 'version', 'checkedUntilSeconds', 'askedAtMs'],
  properties: {
    id: { type: 'string' },
    version: versionSchema,
    checkedUntilSeconds: { type: 'integer' },
    askedAtMs: { type: 'integer' },
    leftDays: { type: 'object', required: [], additionalProperties: { type: 'integer' }, ...absent },
    keysSeenAtMs: { type: 'object', required: [], additionalProperties: { type: 'integer' }, ...absent },
  },
};

const countsSchema: JSONSchemaType<Tally['counts']> = {
  type: 'object',
  required: [],
  additionalProperties: { type: 'integer', minimum: 0 },
};

/** What one instance counted on one day. */
export const tallySchema: JSONSchemaType<Tally> = {
  type: 'object',
  required: ['id', 'propertyId', 'day', 'counts', 'expiresAtMs'],
  properties: {
    id: { type: 'string' },
    propertyId: { type: 'string' },
    day: { type: 'string' },
    counts: countsSchema,
    expiresAtMs: { type: 'integer' },
  },
};
