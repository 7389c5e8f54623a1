// What becomes of the SDK's errors, and what of their text survives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toStripeProblem } from '../../../functions/stripe/to-stripe-problem.ts';

const missingRight =
  "The provided key 'rk_test_*********************6789' does not have the required permissions for this endpoint on account 'acct_1234567890'. Having the 'rak_checkout_session_read' permission would allow this request to continue.";

describe('toStripeProblem', () => {
  it('names the missing permission of a 403 and drops account and key', () => {
    const problem = toStripeProblem({ type: 'StripePermissionError', statusCode: 403, message: missingRight }, 0);
    expect(problem).toMatchObject({ name: 'StripeKeyRejectedError', permission: 'rak_checkout_session_read' });
    expect(`${problem.message} ${problem.stack} ${JSON.stringify(problem)}`).not.toMatch(/acct_|rk_test|6789/);
  });

  it('calls the permission unknown where a 403 names none, and has none for a 401', () => {
    expect(toStripeProblem({ statusCode: 403, message: 'No.' }, 0)).toMatchObject({ permission: 'unknown' });
    expect(toStripeProblem({ statusCode: 401, message: 'Invalid API Key' }, 0)).toMatchObject({
      permission: undefined,
    });
  });

  it.each([
    { error: { type: 'StripeConnectionError', detail: { code: 'ETIMEDOUT' } }, reason: 'timeout' },
    { error: { type: 'StripeConnectionError', detail: { code: 'ECONNREFUSED' } }, reason: 'connection' },
    { error: { type: 'StripeAPIError', statusCode: 503 }, reason: 'server_error' },
    { error: { type: 'StripeAPIError' }, reason: 'malformed_answer' },
    { error: { type: 'StripeInvalidRequestError', statusCode: 400 }, reason: 'refused_request' },
    { error: new TypeError('x'), reason: 'malformed_answer' },
    { error: undefined, reason: 'malformed_answer' },
  ])('calls $error $reason', ({ error, reason }) => {
    expect(toStripeProblem(error, 0)).toMatchObject({ name: 'StripeUnavailableError', reason });
  });

  it('makes a problem of anything, and never repeats its message', () => {
    fc.assert(
      fc.property(fc.anything(), fc.stringMatching(/^[a-z]{20}$/), (thing, message) => {
        const error = typeof thing === 'object' && thing !== null ? { ...thing, message } : thing;
        expect(toStripeProblem(error, 0).message).not.toContain(message);
      }),
    );
  });
});
