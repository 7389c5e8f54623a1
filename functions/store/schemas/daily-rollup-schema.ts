// The shape of a day's roll-up as it is stored.
import type { JSONSchemaType } from 'ajv';
import type { CampaignShare, DailyRollup, DestinationShare, RollupMoney, StripeDay } from '../../rules/daily-rollup.ts';
import { absent, maybeTextSchema, modeSchema, nullSchema, optionalTextSchema } from './values.ts';

const countSchema = { type: 'integer', minimum: 0 } as const;

const countsSchema: JSONSchemaType<Record<string, number>> = {
  type: 'object',
  required: [],
  additionalProperties: countSchema,
};

const moneySchema: JSONSchemaType<RollupMoney> = {
  type: 'object',
  required: ['currency', 'count', 'grossMinor', 'refundedMinor'],
  properties: {
    currency: { type: 'string' },
    count: countSchema,
    grossMinor: { type: 'integer' },
    refundedMinor: { type: 'integer' },
    disputedMinor: { type: 'integer', ...absent },
    otherDisputes: { type: 'object', required: [], additionalProperties: { type: 'integer' }, ...absent },
  },
};

const moneyListSchema: JSONSchemaType<RollupMoney[]> = { type: 'array', items: moneySchema };

const renewalsSchema: JSONSchemaType<DailyRollup['renewals']> = {
  type: 'object',
  required: ['count', 'money'],
  properties: { count: countSchema, money: moneyListSchema },
};

const campaignSchema: JSONSchemaType<CampaignShare> = {
  type: 'object',
  required: ['touch', 'source', 'medium', 'campaign', 'conversions', 'money'],
  properties: {
    touch: { type: 'string', enum: ['first', 'last'] },
    source: maybeTextSchema,
    medium: maybeTextSchema,
    campaign: maybeTextSchema,
    conversions: countSchema,
    money: moneyListSchema,
  },
};

const destinationSchema: JSONSchemaType<DestinationShare> = {
  type: 'object',
  required: ['destinationId', 'sent', 'unsent'],
  properties: { destinationId: { type: 'string' }, sent: countSchema, unsent: countsSchema },
};

const stripeDaySchema: JSONSchemaType<StripeDay> = {
  type: 'object',
  required: ['askedAtMs', 'paidSessions', 'unrecorded'],
  properties: {
    askedAtMs: { type: 'integer' },
    scope: optionalTextSchema,
    paidSessions: countSchema,
    unrecorded: countsSchema,
    open: { type: 'object', required: [], additionalProperties: { type: 'string' }, ...absent },
  },
};

/** What a day brought a property. */
export const dailyRollupSchema: JSONSchemaType<DailyRollup> = {
  type: 'object',
  required: [
    'id',
    'propertyId',
    'mode',
    'day',
    'computedAtMs',
    'clicks',
    'checkouts',
    'purchases',
    'pending',
    'money',
    'renewals',
    'campaigns',
    'destinations',
    'stripe',
  ],
  properties: {
    id: { type: 'string' },
    propertyId: { type: 'string' },
    mode: modeSchema,
    day: { type: 'string' },
    computedAtMs: { type: 'integer' },
    settings: optionalTextSchema,
    hasTwin: { type: 'boolean', ...absent },
    clicks: countSchema,
    checkouts: countSchema,
    purchases: countSchema,
    pending: countSchema,
    money: moneyListSchema,
    renewals: renewalsSchema,
    campaigns: { type: 'array', items: campaignSchema },
    destinations: { type: 'array', items: destinationSchema },
    stripe: { anyOf: [stripeDaySchema, nullSchema] },
  },
};
