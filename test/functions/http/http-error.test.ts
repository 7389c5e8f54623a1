// The wire shape of errors.
import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorDefinitions } from '../../../functions/contract/errors.ts';
import { HttpError, toErrorAnswer } from '../../../functions/http/http-error.ts';

describe('toErrorAnswer', () => {
  it('holds code and sentence, and no wait where waiting does not help', () => {
    const { message } = errorDefinitions.session_open;
    expect(toErrorAnswer(new HttpError('session_open'))).toEqual({ error: { code: 'session_open', message } });
  });

  it('tells the wait in whole seconds, at least one', () => {
    const toSeconds = (retryAfterMs: number) =>
      toErrorAnswer(new HttpError('rate_limited', { retryAfterMs })).error.retry_after;
    expect([1, 1_000, 1_001].map(toSeconds)).toEqual([1, 1, 2]);
  });

  it('adds the detail to the sentence and keeps the cause to itself', () => {
    const error = new HttpError('invalid_request', { detail: 'claim is malformed.', cause: new Error('inside') });
    expect(toErrorAnswer(error).error.message).toMatch(/ claim is malformed\.$/);
    expect(JSON.stringify(toErrorAnswer(error))).not.toContain('inside');
  });

  it.each(Object.keys(errorDefinitions))('has the status of its definition for %s', (code) => {
    // The keys of the definitions are the codes.
    const known = code as ErrorCode;
    expect(new HttpError(known).status).toBe(errorDefinitions[known].status);
  });
});
