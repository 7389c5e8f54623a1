// Every error that the stand-in answers, worded as Stripe words it, account id and masked key included.

/** An HTTP answer with Stripe's error JSON. */
export interface StripeErrorAnswer {
  status: number;
  error: { type: string; message: string; code?: string; param?: string; doc_url?: string };
  headers?: Record<string, string>;
}

/** Tells an error answer from whatever else a step may return. */
export function isErrorAnswer(value: object): value is StripeErrorAnswer {
  return 'status' in value && 'error' in value && typeof value.error === 'object';
}

export const missingKey = (): StripeErrorAnswer => ({
  status: 401,
  error: {
    type: 'invalid_request_error',
    message:
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
  },
});

export const invalidKey = (key: string): StripeErrorAnswer => ({
  status: 401,
  error: { type: 'invalid_request_error', message: `Invalid API Key provided: ${maskKey(key, 4)}` },
});

/** The sentence of https://github.com/stripe/stripe-node/issues/2246: it names the account, so it must never reach a page. */
export const missingPermission = (key: string, accountId: string, permission: string): StripeErrorAnswer => ({
  status: 403,
  error: {
    type: 'invalid_request_error',
    message: `The provided key '${maskKey(key, 6)}' does not have the required permissions for this endpoint on account '${accountId}'. Having the '${permission}' permission would allow this request to continue.`,
  },
});

export const unknownUrl = (method: string, path: string): StripeErrorAnswer => ({
  status: 404,
  error: {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  },
});

/** `hint` is what Stripe adds when the id exists in the other mode. */
export const resourceMissing = (object: string, param: string, id: string, hint = ''): StripeErrorAnswer => ({
  status: 404,
  error: {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    message: `No such ${object}: '${id}'${hint}`,
    param,
  },
});

export const unknownParameter = (param: string): StripeErrorAnswer => ({
  status: 400,
  error: {
    type: 'invalid_request_error',
    code: 'parameter_unknown',
    doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
    message: `Received unknown parameter: ${param}`,
    param,
  },
});

export const invalidParameter = (param: string, message: string, code?: string): StripeErrorAnswer => ({
  status: 400,
  error: { type: 'invalid_request_error', message, param, ...(code === undefined ? {} : { code }) },
});

export const notExpandable = (property: string): StripeErrorAnswer => ({
  status: 400,
  error: { type: 'invalid_request_error', message: `This property cannot be expanded (${property}).` },
});

/** Ours, not Stripe's: Stripe would take the account's default, and so answer other shapes to other merchants. */
export const versionRequired = (sent: string | undefined, rendered: string): StripeErrorAnswer => ({
  status: 400,
  error: {
    type: 'invalid_request_error',
    message: `This stand-in answers only Stripe-Version ${rendered}, but the request ${sent === undefined ? 'names none' : `names ${sent}`}. Pin the version in the client.`,
  },
});

export const rateLimited = (reason: string, retryAfterSeconds: number | undefined): StripeErrorAnswer => ({
  status: 429,
  error: {
    type: 'invalid_request_error',
    code: 'rate_limit',
    doc_url: 'https://stripe.com/docs/error-codes/rate-limit',
    message: 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
  },
  headers: {
    'stripe-rate-limited-reason': reason,
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  },
});

export const serverError = (status: number): StripeErrorAnswer => ({
  status,
  error: {
    type: status < 500 ? 'invalid_request_error' : 'api_error',
    message: 'Sorry! There was an error while talking to this API. It is the stand-in that was told to fail.',
  },
});

function maskKey(key: string, tail: number): string {
  const head = /^[a-z]{2}_(?:test|live)_/.exec(key)?.[0] ?? '';
  const hidden = Math.max(key.length - head.length - tail, 0);
  return `${head}${'*'.repeat(hidden)}${key.slice(head.length + hidden)}`;
}
