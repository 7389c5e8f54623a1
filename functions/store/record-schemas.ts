// The shapes of stored records, held to the interfaces by the compiler and to the database's content by the validator.
import type { JSONSchemaType } from 'ajv';
import type { ClickConsent, ConsentState, Touch } from '../contract/click-report.ts';
import type { Click } from '../rules/click.ts';
import type { ClaimRecord, Entry, EventState } from '../rules/entry.ts';
import type { Property, StripeMode } from '../rules/property.ts';

// Unknown further fields are let through everywhere: while a new version is being rolled out, the old one reads its records.

const perMode = { type: 'object', required: ['live', 'test'] } as const;

// Not `nullable: true`: the compiler's side of JSONSchemaType takes that for a field that may be absent.
const nullSchema = { type: 'null', nullable: true } as const;

const sealedSchema = { anyOf: [{ type: 'string', minLength: 1 }, nullSchema] } as const;

const hashSchema = { anyOf: [{ type: 'string', pattern: '^[0-9a-f]{64}$' }, nullSchema] } as const;

const momentSchema = { anyOf: [{ type: 'integer' }, nullSchema] } as const;

/** A text that entries did not have from the beginning. */
const laterTextSchema = { anyOf: [{ type: 'string' }, nullSchema], default: null } as const;

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
    'clickDays',
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
    clickDays: { type: 'number', minimum: 0, default: 90 },
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
  required: [
    'id',
    'version',
    'propertyId',
    'sessionId',
    'status',
    'firstSeenAtMs',
    'settledAtMs',
    'events',
    'clickId',
    'passport',
  ],
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
    clickId: laterTextSchema,
    passport: laterTextSchema,
  },
};

// `nullable` is how JSONSchemaType says that a field may be absent; a null that is there is refused all the same.
const optional = { nullable: true, not: { type: 'null' } } as const;

const optionalTextSchema = { type: 'string', ...optional } as const;

const stateSchema: JSONSchemaType<ConsentState> = { type: 'string', enum: ['unset', 'granted', 'denied'] };

const consentSchema: JSONSchemaType<ClickConsent> = {
  type: 'object',
  required: ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'],
  properties: {
    ad_storage: stateSchema,
    analytics_storage: stateSchema,
    ad_user_data: stateSchema,
    ad_personalization: stateSchema,
  },
};

const parametersSchema: JSONSchemaType<Touch['parameters']> = {
  type: 'object',
  required: [],
  additionalProperties: { type: 'string' },
};

const touchSchema: JSONSchemaType<Touch> = {
  type: 'object',
  required: ['at', 'parameters'],
  properties: {
    at: { type: 'integer' },
    landing_page: optionalTextSchema,
    referrer_host: optionalTextSchema,
    parameters: parametersSchema,
  },
};

const optionalTouchSchema = { ...touchSchema, ...optional } as const;

/** A click record as it is stored. */
export const clickSchema: JSONSchemaType<Click> = {
  type: 'object',
  required: ['id', 'version', 'propertyId', 'clickId', 'clickedAtSeconds', 'receivedAtMs', 'expiresAtMs', 'consent'],
  properties: {
    id: { type: 'string' },
    version: { type: 'integer', minimum: 1 },
    propertyId: { type: 'string' },
    clickId: { type: 'string' },
    clickedAtSeconds: { type: 'integer' },
    receivedAtMs: { type: 'integer' },
    expiresAtMs: { type: 'integer' },
    consent: consentSchema,
    gaClientId: optionalTextSchema,
    gaSessionId: optionalTextSchema,
    fbp: optionalTextSchema,
    fbc: optionalTextSchema,
    visit: optionalTouchSchema,
    first: optionalTouchSchema,
    last: optionalTouchSchema,
  },
};
