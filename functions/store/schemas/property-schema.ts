// The shape of a stored property, held to its interface by the compiler and to the database's content by the validator.
import type { JSONSchemaType } from 'ajv';
import type { DestinationSettings, Ga4Destination, ServerContainerDestination } from '../../rules/destination.ts';
import type { KnownWebhook, Property, Scope, ScopeChange, Sealed, StripeMode } from '../../rules/property.ts';
import {
  absent,
  maybeTextSchema,
  modeSchema,
  nullSchema,
  optionalTextSchema,
  perMode,
  versionSchema,
} from './values.ts';

// Unknown further fields are let through everywhere: while a new version is being rolled out, the old one reads its records.

const sealedSchema = { type: 'string', minLength: 1 } as const;

const maybeSealedSchema = { anyOf: [sealedSchema, nullSchema] } as const;

const hashSchema = { anyOf: [{ type: 'string', pattern: '^[0-9a-f]{64}$' }, nullSchema] } as const;

const sealedListSchema = { type: 'array', items: sealedSchema } as const;

const stripeKeysSchema: JSONSchemaType<Record<StripeMode, Sealed | null>> = {
  ...perMode,
  properties: { live: maybeSealedSchema, test: maybeSealedSchema },
};

const webhookSecretsSchema: JSONSchemaType<Record<StripeMode, Sealed[]>> = {
  ...perMode,
  properties: { live: sealedListSchema, test: sealedListSchema },
};

const knownWebhookSchema: JSONSchemaType<KnownWebhook> = {
  type: 'object',
  required: ['sinceMs'],
  properties: { sinceMs: { type: 'integer' }, url: optionalTextSchema },
};

const maybeWebhookSchema = { ...knownWebhookSchema, ...absent } as const;

const readsPromotionCodesSchema: JSONSchemaType<Record<StripeMode, boolean>> = {
  ...perMode,
  properties: { live: { type: 'boolean' }, test: { type: 'boolean' } },
};

type ScopeOf<Kind extends Scope['kind']> = Extract<Scope, { kind: Kind }>;

const accountScopeSchema: JSONSchemaType<ScopeOf<'account'>> = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string', const: 'account' } },
};

const paymentLinksScopeSchema: JSONSchemaType<ScopeOf<'payment_links'>> = {
  type: 'object',
  required: ['kind', 'ids'],
  properties: {
    kind: { type: 'string', const: 'payment_links' },
    ids: { type: 'array', items: { type: 'string' } },
  },
};

const hostnamesScopeSchema: JSONSchemaType<ScopeOf<'hostnames'>> = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string', const: 'hostnames' } },
};

const scopeSchema: JSONSchemaType<Scope> = {
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [accountScopeSchema, paymentLinksScopeSchema, hostnamesScopeSchema],
};

const scopeChangeSchema: JSONSchemaType<ScopeChange> = {
  type: 'object',
  required: ['atMs', 'scope', 'hostnames'],
  properties: {
    atMs: { type: 'integer' },
    scope: scopeSchema,
    hostnames: { type: 'array', items: { type: 'string' } },
  },
};

const whenUncertainSchema = { type: 'string', enum: ['ask', 'send_again', 'leave'], ...absent } as const;

const serverContainerSchema: JSONSchemaType<ServerContainerDestination> = {
  type: 'object',
  required: ['kind', 'id', 'mode', 'url', 'secret'],
  properties: {
    kind: { type: 'string', const: 'server_container' },
    id: { type: 'string' },
    mode: modeSchema,
    url: { type: 'string' },
    secret: sealedSchema,
    whenUncertain: whenUncertainSchema,
  },
};

const ga4Schema: JSONSchemaType<Ga4Destination> = {
  type: 'object',
  required: ['kind', 'id', 'mode', 'measurementId', 'secret', 'region'],
  properties: {
    kind: { type: 'string', const: 'ga4' },
    id: { type: 'string' },
    mode: modeSchema,
    measurementId: { type: 'string' },
    secret: sealedSchema,
    whenUncertain: whenUncertainSchema,
    region: { type: 'string', enum: ['global', 'eu'] },
    confirmedAtMs: { type: 'integer', ...absent },
  },
};

const destinationSchema: JSONSchemaType<DestinationSettings> = {
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [serverContainerSchema, ga4Schema],
};

/** A property as it is stored. */
export const propertySchema: JSONSchemaType<Property> = {
  type: 'object',
  required: [
    'id',
    'version',
    'accountId',
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
    'webhookSecrets',
    'scope',
    'destinations',
    'graceMinutes',
    'unknownConsent',
    'deniedAnalytics',
    'createdAtMs',
    'updatedAtMs',
  ],
  properties: {
    id: { type: 'string' },
    version: versionSchema,
    // Properties of before there were accounts say nothing of one.
    accountId: { ...maybeTextSchema, default: null },
    name: { type: 'string' },
    hostnames: { type: 'array', items: { type: 'string' } },
    valueBasis: { type: 'string', enum: ['total', 'excluding_tax', 'excluding_tax_and_shipping'] },
    emailPolicy: { type: 'string', enum: ['plain', 'hashed', 'none'] },
    sender: { type: 'string', enum: ['browser', 'browser_first', 'server'] },
    personalDataMinutes: { type: 'number', minimum: 0 },
    maxSessionAgeHours: { type: 'number', minimum: 0 },
    clickDays: { type: 'number', minimum: 0 },
    readsPromotionCodes: readsPromotionCodesSchema,
    stripeKeys: stripeKeysSchema,
    containerSecretHash: hashSchema,
    webhookSecrets: webhookSecretsSchema,
    webhooks: {
      type: 'object',
      required: [],
      properties: { live: maybeWebhookSchema, test: maybeWebhookSchema },
      ...absent,
    },
    scope: scopeSchema,
    destinations: { type: 'array', items: destinationSchema },
    graceMinutes: { type: 'number', minimum: 0 },
    unknownConsent: { type: 'string', enum: ['denied', 'granted'] },
    deniedAnalytics: { type: 'string', enum: ['suppress', 'anonymous'] },
    ticked: { type: 'object', required: [], additionalProperties: { type: 'integer' }, ...absent },
    removalStartedAtMs: { type: 'integer', ...absent },
    scopeGrewAtMs: { type: 'integer', ...absent },
    scopeKnownSinceMs: { type: 'integer', ...absent },
    scopeChanges: { type: 'array', items: scopeChangeSchema, ...absent },
    createdAtMs: { type: 'integer' },
    updatedAtMs: { type: 'integer' },
  },
};
