// The errors that cross the wire: their codes and statuses are a promise, their sentences speak to a person.
import { describe, expect, test } from 'vitest';
import { errorDefinitions } from '../../../functions/contract/errors.ts';

describe('errorDefinitions', () => {
  test.each([
    ['invalid_request', 400],
    ['placeholder_session_id', 400],
    ['missing_signature', 400],
    ['malformed_signature', 400],
    ['invalid_signature', 400],
    ['signature_too_old', 400],
    ['signature_in_the_future', 400],
    ['malformed_event', 400],
    ['thin_event', 400],
    ['unauthorized', 401],
    ['host_not_allowed', 403],
    ['unknown_property', 404],
    ['unknown_session', 404],
    ['mode_mismatch', 404],
    ['webhook_secret_missing', 409],
    ['session_open', 409],
    ['session_expired', 409],
    ['session_too_old', 410],
    ['read_limit', 429],
    ['rate_limited', 429],
    ['stripe_key_rejected', 502],
    ['stripe_unavailable', 503],
  ] as const)('%s is answered with %i', (code, status) => {
    expect(errorDefinitions[code].status).toBe(status);
  });

  test.each(Object.entries(errorDefinitions))(
    '%s has an error status and a whole sentence',
    (code, { status, message }) => {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(message).toMatch(/^[A-Z].*\.$/);
    },
  );

  test('the placeholder error names the redirect URL to enter', () => {
    expect(errorDefinitions.placeholder_session_id.message).toContain('session_id={CHECKOUT_SESSION_ID}');
  });
});
