// What the shapes of all entries share: deliveries, history, shares of refunds, and the search for the session.
import type { JSONSchemaType } from 'ajv';
import { lifecycleEvents } from '../../contract/forwarded-event-schema.ts';
import type { Delivery } from '../../rules/delivery.ts';
import type { EntryChange, LaterEntry, LostDispute, RefundShare, Resolution } from '../../rules/entry.ts';
import { absent, maybeIntegerSchema, maybeTextSchema, optionalTextSchema, versionSchema } from './values.ts';

const deliverySchema: JSONSchemaType<Delivery> = {
  type: 'object',
  required: ['event', 'destinationId', 'state', 'dueAtMs', 'attempts', 'lease', 'mayBeTaken', 'reason', 'atMs'],
  properties: {
    event: { type: 'string', enum: lifecycleEvents },
    destinationId: { type: 'string' },
    state: {
      type: 'string',
      enum: ['waiting', 'leased', 'sent', 'reported', 'suppressed', 'overtaken', 'dead', 'uncertain'],
    },
    dueAtMs: maybeIntegerSchema,
    attempts: { type: 'integer', minimum: 0 },
    lease: maybeTextSchema,
    mayBeTaken: { type: 'boolean' },
    reason: maybeTextSchema,
    isRuled: { type: 'boolean', ...absent },
    atMs: { type: 'integer' },
  },
};

const deliveriesSchema: JSONSchemaType<Record<string, Delivery>> = {
  type: 'object',
  required: [],
  additionalProperties: deliverySchema,
};

const changeSchema: JSONSchemaType<EntryChange> = {
  type: 'object',
  required: ['atMs', 'source', 'what'],
  properties: {
    atMs: { type: 'integer' },
    source: { type: 'string', enum: ['page', 'webhook', 'sweep', 'delivery', 'replay', 'console'] },
    what: { type: 'string' },
    about: optionalTextSchema,
  },
};

/** What a refund takes back. */
export const refundShareSchema: JSONSchemaType<RefundShare> = {
  type: 'object',
  required: ['amountMinor', 'valueMinor'],
  properties: {
    amountMinor: { type: 'integer' },
    valueMinor: { type: 'integer' },
    hasFailed: { type: 'boolean', ...absent },
  },
};

/** What refunds take back, by refund id. */
export const refundSharesSchema: JSONSchemaType<Record<string, RefundShare>> = {
  type: 'object',
  required: [],
  additionalProperties: refundShareSchema,
};

const lostDisputeSchema: JSONSchemaType<LostDispute> = {
  type: 'object',
  required: ['amountMinor', 'currency'],
  properties: { amountMinor: { type: 'integer' }, currency: { type: 'string' } },
};

/** What banks took back for good, by dispute id; it may be absent. */
export const lostDisputesSchema = {
  type: 'object',
  required: [],
  additionalProperties: lostDisputeSchema,
  ...absent,
} as const;

type ResolutionIn<State extends Resolution['state']> = Extract<Resolution, { state: State }>;

const orphanSchema: JSONSchemaType<ResolutionIn<'orphan'>> = {
  type: 'object',
  required: ['state', 'dueAtMs', 'attempts', 'reason'],
  properties: {
    state: { type: 'string', const: 'orphan' },
    dueAtMs: { type: 'integer' },
    attempts: { type: 'integer', minimum: 0 },
    reason: maybeTextSchema,
  },
};

const resolvedSchema: JSONSchemaType<ResolutionIn<'resolved'>> = {
  type: 'object',
  required: ['state'],
  properties: { state: { type: 'string', const: 'resolved' } },
};

const foreignSchema: JSONSchemaType<ResolutionIn<'foreign'>> = {
  type: 'object',
  required: ['state', 'reason'],
  properties: {
    state: { type: 'string', const: 'foreign' },
    reason: { type: 'string' },
    byPurchase: { type: 'boolean', ...absent },
  },
};

const resolutionSchema: JSONSchemaType<Resolution> = {
  type: 'object',
  required: ['state'],
  discriminator: { propertyName: 'state' },
  oneOf: [orphanSchema, resolvedSchema, foreignSchema],
};

/** The names of the fields that every entry has. */
export const baseFields = [
  'id',
  'version',
  'kind',
  'propertyId',
  'sessionId',
  'livemode',
  'firstSeenAtMs',
  'deliveries',
  'changes',
] as const;

/** Those fields but for `kind` and `sessionId`, of which each kind has its own. */
export const baseProperties = {
  id: { type: 'string' },
  version: versionSchema,
  propertyId: { type: 'string' },
  livemode: { type: 'boolean' },
  firstSeenAtMs: { type: 'integer' },
  deliveries: deliveriesSchema,
  changes: { type: 'array', items: changeSchema },
} as const;

/** The names of the fields that every entry but a session's has. */
export const laterFields = [...baseFields, 'resolution'] as const satisfies (keyof LaterEntry)[];

/** Those fields but for `kind`. */
export const laterProperties = {
  ...baseProperties,
  sessionId: maybeTextSchema,
  resolution: resolutionSchema,
} as const;
