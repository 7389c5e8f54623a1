// What the page says after its container has processed the push: this event is settled.
import type { JSONSchemaType } from 'ajv';
import { claimPattern, propertyIdPattern, sessionIdPattern } from './lookup-query.ts';

/** Body of `POST /checkout/reports`, JSON sent as text/plain so that no preflight is needed. */
export interface Report {
  property_id: string;
  checkout_session_id: string;
  event_id: string;
  claim: string;
}

export const reportSchema: JSONSchemaType<Report> = {
  type: 'object',
  required: ['property_id', 'checkout_session_id', 'event_id', 'claim'],
  additionalProperties: false,
  properties: {
    property_id: { type: 'string', pattern: propertyIdPattern.source },
    checkout_session_id: { type: 'string', pattern: sessionIdPattern.source },
    event_id: { type: 'string', pattern: `^[a-z_]{1,40}:${sessionIdPattern.source.slice(1)}` },
    claim: { type: 'string', pattern: claimPattern.source },
  },
};
