// Every error that crosses the wire: its stable code, its HTTP status and the sentence that names the cure.

/** The wire shape of every error answer. `retry_after` is in seconds. */
export interface ErrorAnswer {
  error: { code: ErrorCode; message: string; retry_after?: number };
}

interface ErrorDefinition {
  status: number;
  message: string;
}

/** Codes are a promise to callers; sentences may be reworded. */
export const errorDefinitions = {
  invalid_request: {
    status: 400,
    message: 'A parameter is missing or malformed.',
  },
  placeholder_session_id: {
    status: 400,
    message:
      'The text {CHECKOUT_SESSION_ID} arrived instead of a session id. In Stripe, open the payment link, choose "Don’t show confirmation page", and enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this.',
  },
  missing_signature: {
    status: 400,
    message:
      'The header Stripe-Signature is missing. Only Stripe sends events here; a proxy in between must let the header through.',
  },
  malformed_signature: {
    status: 400,
    message:
      'The header Stripe-Signature holds no time and signature. A proxy in between must let the header through as it is.',
  },
  invalid_signature: {
    status: 400,
    message:
      'No webhook secret of this property made this signature. In Stripe, open the webhook endpoint, copy its signing secret (whsec_…) and store it with: npm run tilltag -- property connect. A proxy in between must not change the body.',
  },
  signature_too_old: {
    status: 400,
    message:
      'The event was signed more than five minutes ago. Stripe signs every attempt anew, so either this is a copy or a clock is wrong.',
  },
  signature_in_the_future: {
    status: 400,
    message:
      'The event was signed more than five minutes from now. Set the clock of the machine that runs the function.',
  },
  malformed_event: {
    status: 400,
    message: 'The signature is right, but the body is no event that can be read. Send Stripe’s events as they are.',
  },
  thin_event: {
    status: 400,
    message:
      'This is a thin event, which does not say what happened. In Stripe, create the webhook endpoint with the payload style “snapshot”, or with: npm run tilltag -- property connect.',
  },
  unauthorized: {
    status: 401,
    message:
      'The bearer token is missing or is not the one that the function was started with. Send that of TILLTAG_SWEEP_TOKEN.',
  },
  host_not_allowed: {
    status: 403,
    message: 'The page that asked is not on one of the hostnames of this property. Add its hostname to the property.',
  },
  unknown_property: {
    status: 404,
    message: 'There is no property with this id. Copy the Property ID again.',
  },
  unknown_session: {
    status: 404,
    message:
      'Stripe knows no such Checkout Session for the key of this property. Check that key and page belong to the same Stripe account.',
  },
  mode_mismatch: {
    status: 404,
    message:
      'This session is of a mode, live or test, that the property has no Stripe key for. Add the key of that mode to the property.',
  },
  not_found: {
    status: 404,
    message: 'There is nothing at this address.',
  },
  method_not_allowed: {
    status: 405,
    message: 'This address does not answer this method.',
  },
  webhook_secret_missing: {
    status: 409,
    message:
      'The property has no webhook secret yet, so nobody can tell whether this came from Stripe. Store it with: npm run tilltag -- property connect. Stripe sends the event again.',
  },
  session_open: {
    status: 409,
    message: 'The checkout is not completed yet. Ask again after the payment.',
  },
  session_expired: {
    status: 409,
    message: 'The checkout expired without a payment; there is nothing to report.',
  },
  session_too_old: {
    status: 410,
    message: 'The session was created too long ago to be answered here.',
  },
  body_too_large: {
    status: 413,
    message: 'The body is larger than this address accepts.',
  },
  read_limit: {
    status: 429,
    message: 'This session was read too often.',
  },
  rate_limited: {
    status: 429,
    message: 'Too many requests. Wait as long as retry_after says.',
  },
  internal: {
    status: 500,
    message: 'Something went wrong here. The log of the function says what.',
  },
  stripe_key_rejected: {
    status: 502,
    message:
      'Stripe refused the key of this property. The log of the function says why; create a new restricted key if in doubt.',
  },
  stripe_unavailable: {
    status: 503,
    message: 'Stripe did not answer in time. Ask again in a moment.',
  },
  store_unavailable: {
    status: 503,
    message: 'The database did not answer in time. Ask again in a moment.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorDefinitions;
