// The shapes of stored records, held to the interfaces by the compiler and to the database's content by the validator.
import type { JSONSchemaType } from 'ajv';
import type { ClaimRecord, Entry, EventState } from '../rules/entry.ts';
import type { Property, StripeMode } from '../rules/property.ts';

// Unknown further fields are let through everywhere: while a new version is being rolled out, the old one reads its records.

const perMode = { type: 'object', required: ['live', 'test'] } as const;

// Not `nullable: true`: the compiler's side of JSONSchemaType takes that for a field that may be absent.
const nullSchema = { type: 'null', nullable: true } as const;

const sealedSchema = { anyOf: [{ type: 'string', minLength: 1 }, nullSchema] } as const;

const hashSchema = { anyOf: [{ type: 'string', pattern: '^[0-9a-f]{64}$' }, nullSchema] } as const;

const momentSchema = { anyOf: [{ type: 'integer' }, nullSchema] } as const;

const stripeKeysSchema: JSONSchemaType<Record<StripeMode, string | null>> = {
  ...perMode,
  properties: { live: sealedSchema, test: sealedSchema },
};

const readsPromotionCodesSchema: JSONSchemaType<Record<StripeMode, boolean>> = {
  ...perMode,
  properties: { live: { type: 'boolean' }, test: { type: 'boolean' } },
};

/** A property as it is stored. */
export const propertySchema: JSONSchemaType<Property> = {
  type: 'object',
  required: [
    'id',
    'version',
    'name',
    'hostnames',
    'valueBasis',
    'emailPolicy',
    'sender',
    'personalDataMinutes',
    'maxSessionAgeHours',
    'readsPromotionCodes',
    'stripeKeys',
    'containerSecretHash',
    'createdAtMs',
    'updatedAtMs',
  ],
  properties: {
    id: { type: 'string' },
    version: { type: 'integer', minimum: 1 },
    name: { type: 'string' },
    hostnames: { type: 'array', items: { type: 'string' } },
    valueBasis: { type: 'string', enum: ['total', 'excluding_tax', 'excluding_tax_and_shipping'] },
    emailPolicy: { type: 'string', enum: ['plain', 'hashed', 'none'] },
    sender: { type: 'string', enum: ['browser', 'browser_first', 'server'] },
    personalDataMinutes: { type: 'number', minimum: 0 },
    maxSessionAgeHours: { type: 'number', minimum: 0 },
    readsPromotionCodes: readsPromotionCodesSchema,
    stripeKeys: stripeKeysSchema,
    containerSecretHash: hashSchema,
    createdAtMs: { type: 'integer' },
    updatedAtMs: { type: 'integer' },
  },
};

const claimRecordSchema: JSONSchemaType<ClaimRecord> = {
  type: 'object',
  required: ['claim', 'atMs'],
  properties: { claim: { type: 'string' }, atMs: { type: 'integer' } },
};

const eventStateSchema: JSONSchemaType<EventState> = {
  type: 'object',
  required: ['claims', 'reportedAtMs'],
  properties: {
    claims: { type: 'array', items: claimRecordSchema },
    reportedAtMs: momentSchema,
  },
};

/** The events of an entry by their names; `entrySchema` refers to it. */
export const eventsSchema = { $id: 'events', type: 'object', additionalProperties: eventStateSchema } as const;

/** An entry as it is stored. */
export const entrySchema: JSONSchemaType<Entry> = {
  type: 'object',
  required: ['id', 'version', 'propertyId', 'sessionId', 'status', 'firstSeenAtMs', 'settledAtMs', 'events'],
  properties: {
    id: { type: 'string' },
    version: { type: 'integer', minimum: 1 },
    propertyId: { type: 'string' },
    sessionId: { type: 'string' },
    status: { type: 'string', enum: ['paid', 'free', 'pending'] },
    firstSeenAtMs: { type: 'integer' },
    settledAtMs: momentSchema,
    // Behind a reference, because JSONSchemaType knows no way to write optional objects that are never null.
    events: { $ref: eventsSchema.$id },
  },
};
