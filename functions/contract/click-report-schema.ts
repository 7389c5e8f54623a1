// What a page may say of a click, to the letter and within bounds.
import type { JSONSchemaType } from 'ajv';
import type { ClickConsent, ClickReport, ConsentState, Touch } from './click-report.ts';

/** The most parameters of one touch: five UTMs, four more of GA4's, fifteen click ids. */
export const maxTouchParameters = 24;

/** The longest value of one parameter. */
export const maxParameterLength = 1_000;

// `nullable` is how JSONSchemaType says that a field may be absent; a null that is there is refused all the same.
const optional = { nullable: true, not: { type: 'null' } } as const;

const momentSchema = { type: 'integer', minimum: 0, maximum: 4_294_967_295 } as const;

const optionalIdSchema = { type: 'string', minLength: 1, maxLength: 256, ...optional } as const;

const stateSchema: JSONSchemaType<ConsentState> = { type: 'string', enum: ['unset', 'granted', 'denied'] };

const consentSchema: JSONSchemaType<ClickConsent> = {
  type: 'object',
  required: ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'],
  additionalProperties: false,
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
  maxProperties: maxTouchParameters,
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_]{0,39}$' },
  additionalProperties: { type: 'string', maxLength: maxParameterLength },
};

const touchSchema: JSONSchemaType<Touch> = {
  type: 'object',
  required: ['at', 'parameters'],
  additionalProperties: false,
  properties: {
    at: momentSchema,
    landing_page: { type: 'string', maxLength: 500, ...optional },
    referrer_host: { type: 'string', maxLength: 253, ...optional },
    parameters: parametersSchema,
  },
};

const optionalTouchSchema = { ...touchSchema, ...optional } as const;

/** Body of `POST /checkout/clicks`. */
export const clickReportSchema: JSONSchemaType<ClickReport> = {
  type: 'object',
  required: ['property_id', 'click_id', 'clicked_at', 'consent'],
  additionalProperties: false,
  properties: {
    property_id: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
    click_id: { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' },
    clicked_at: momentSchema,
    consent: consentSchema,
    ga_client_id: optionalIdSchema,
    ga_session_id: optionalIdSchema,
    fbp: optionalIdSchema,
    fbc: optionalIdSchema,
    visit: optionalTouchSchema,
    first: optionalTouchSchema,
    last: optionalTouchSchema,
  },
};
