// The shape of a stored click record, and of the consent that it shares with entries.
import type { JSONSchemaType } from 'ajv';
import type { ClickConsent, ConsentState, Touch } from '../../contract/click-report.ts';
import type { Click } from '../../rules/click.ts';
import { absent, optionalTextSchema, versionSchema } from './values.ts';

const stateSchema: JSONSchemaType<ConsentState> = { type: 'string', enum: ['unset', 'granted', 'denied'] };

/** What a visitor said to each purpose. */
export const consentSchema: JSONSchemaType<ClickConsent> = {
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

const optionalTouchSchema = { ...touchSchema, ...absent } as const;

/** A click record as it is stored. */
export const clickSchema: JSONSchemaType<Click> = {
  type: 'object',
  required: ['id', 'version', 'propertyId', 'clickId', 'clickedAtSeconds', 'receivedAtMs', 'expiresAtMs', 'consent'],
  properties: {
    id: { type: 'string' },
    version: versionSchema,
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
