// Finds what is wrong with the tag's own input, before anything is asked.
import { findPlaceFault, type Place } from '../../shared/place.ts';
import { isPlaceholder, isSessionId } from '../../shared/session-id.ts';

/** The fault and its cure in one sentence or two; undefined where there is none. */
export function findFault(sessionId: string, place: Place): string | undefined {
  if (isPlaceholder(sessionId)) {
    return 'Stripe did not put a session id into the address. In Stripe, open the payment link, choose not to show the confirmation page, and enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this, one pair of braces and nothing encoded.';
  }
  if (!isSessionId(sessionId)) {
    return 'The Checkout Session ID is not one of Stripe’s: it begins with cs_live_ or cs_test_ and goes on with letters and digits. Check that the field holds {{Checkout Session ID}} and that nothing shortens the address of the thank-you page.';
  }
  return findPlaceFault(place);
}
