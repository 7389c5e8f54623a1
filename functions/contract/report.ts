// What the page says after its container has processed the push: this event is settled.
import type { JSONSchemaType } from 'ajv';

/** Body of `POST /checkout/reports`, JSON sent as text/plain so that no preflight is needed. */
export interface Report {
  property_id: string;
  checkout_session_id: string;
  event_id: string;
  claim: string;
}

// Texts, not the lookup's own patterns: templates import the type above, and in their library a pattern has no members.
export const reportSchema: JSONSchemaType<Report> = {
  type: 'object',
  required: ['property_id', 'checkout_session_id', 'event_id', 'claim'],
  additionalProperties: false,
  properties: {
    property_id: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
    checkout_session_id: { type: 'string', pattern: '^cs_(test|live)_[A-Za-z0-9]{10,240}$' },
    event_id: { type: 'string', pattern: '^[a-z_]{1,40}:cs_(test|live)_[A-Za-z0-9]{10,240}$' },
    claim: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
  },
};
