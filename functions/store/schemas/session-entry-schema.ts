// The shape of a session's entry as it is stored.
import type { JSONSchemaType } from 'ajv';
import type { CampaignParameters } from '../../contract/checkout-answer.ts';
import { lifecycleEvents } from '../../contract/forwarded-event-schema.ts';
import type { ClaimRecord, EventState, PageConsent, PageGaIds, SessionEntry } from '../../rules/entry.ts';
import type { Origin, Origins } from '../../rules/origin.ts';
import { consentSchema } from './click-schema.ts';
import { baseFields, baseProperties, lostDisputesSchema, refundSharesSchema } from './entry-base-schema.ts';
import { sessionRecordSchema } from './session-record-schema.ts';
import { absent, maybeIntegerSchema, maybeTextSchema, nullSchema, optionalTextSchema } from './values.ts';

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
    reportedAtMs: maybeIntegerSchema,
    pushed: { type: 'string', enum: ['event', 'visit'], ...absent },
  },
};

/** The events of an entry by their names; `sessionEntrySchema` refers to it. */
export const eventsSchema = { $id: 'events', type: 'object', additionalProperties: eventStateSchema } as const;

const campaignSchema: JSONSchemaType<CampaignParameters> = {
  type: 'object',
  required: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'],
  properties: {
    utm_source: maybeTextSchema,
    utm_medium: maybeTextSchema,
    utm_campaign: maybeTextSchema,
    utm_term: maybeTextSchema,
    utm_content: maybeTextSchema,
  },
};

const pageConsentSchema: JSONSchemaType<PageConsent> = {
  type: 'object',
  required: ['states', 'atMs'],
  properties: { states: consentSchema, atMs: { type: 'integer' } },
};

const originSchema: JSONSchemaType<Origin> = {
  type: 'object',
  required: ['source', 'medium', 'campaign'],
  properties: { source: maybeTextSchema, medium: maybeTextSchema, campaign: maybeTextSchema },
};

const originsSchema: JSONSchemaType<Origins> = {
  type: 'object',
  required: ['first', 'last'],
  properties: { first: originSchema, last: originSchema },
};

const pageGaIdsSchema: JSONSchemaType<PageGaIds> = {
  type: 'object',
  required: ['gaClientId'],
  properties: { gaClientId: { type: 'string' }, gaSessionId: optionalTextSchema },
};

/** A session's entry. */
export const sessionEntrySchema: JSONSchemaType<SessionEntry> = {
  type: 'object',
  required: [
    ...baseFields,
    'status',
    'settledAtMs',
    'statusAtSeconds',
    'events',
    'clickId',
    'passport',
    'pageCampaign',
    'pageConsent',
    'session',
    'refunds',
    'convertedBy',
  ],
  properties: {
    ...baseProperties,
    kind: { type: 'string', const: 'session' },
    sessionId: { type: 'string' },
    status: { type: 'string', enum: ['paid', 'free', 'pending', 'failed', 'expired'] },
    settledAtMs: maybeIntegerSchema,
    statusAtSeconds: maybeIntegerSchema,
    // Behind a reference, because JSONSchemaType knows no way to write optional objects that are never null.
    events: { $ref: eventsSchema.$id },
    containerClaims: { $ref: eventsSchema.$id },
    clickId: maybeTextSchema,
    passport: maybeTextSchema,
    pageCampaign: { anyOf: [campaignSchema, nullSchema] },
    clickOrigins: { ...originsSchema, ...absent },
    pageConsent: { anyOf: [pageConsentSchema, nullSchema] },
    pageGaIds: { ...pageGaIdsSchema, ...absent },
    session: { anyOf: [sessionRecordSchema, nullSchema] },
    refunds: refundSharesSchema,
    lostDisputes: lostDisputesSchema,
    convertedBy: maybeTextSchema,
    passedOver: { type: 'string', enum: lifecycleEvents, ...absent },
    erasedAtMs: { type: 'integer', ...absent },
  },
};
