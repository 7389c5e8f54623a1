// Says in a marketer's words why there is no answer, and what to change.
import { makeString } from 'sandbox:web';
import type { LookupResult } from '../../../functions/contract/loader-protocol.ts';
import { toPolicyWords } from '../../shared/explain-missing-loader.ts';
import type { Place } from '../../shared/place.ts';

type FailedLookup = Exclude<LookupResult, { ok: true }>;

/** Why a lookup failed. */
export function explainFailure(result: FailedLookup, place: Place): string {
  if (result.reason === 'error') {
    return explainCode(result.code, place) || toUnknownWords(result.code, result.status, result.message);
  }
  if (result.reason === 'timeout') {
    return 'The function did not answer within the time-out. If this happens often, raise the time-out of this tag and see whether the function or Stripe has a problem.';
  }
  if (result.reason === 'csp') {
    return 'The page’s Content-Security-Policy forbids the question: ' + toPolicyWords(place) + '.';
  }
  // Also what a later loader may call by another name: it is served anew, this tag stays as it was imported.
  return (
    'The function could not be reached. A content blocker may stop the question, or the function is down: open ' +
    place.endpoint +
    '/health in a new tab to tell.'
  );
}

function explainCode(code: string, place: Place): string | undefined {
  switch (code) {
    case 'placeholder_session_id':
      return 'Stripe did not put a session id into the address. Enter the redirect URL in Stripe with session_id={CHECKOUT_SESSION_ID} exactly like this.';
    case 'host_not_allowed':
      return (
        'This page is on ' +
        place.pageHost +
        ', which is not one of the hostnames of the property ' +
        place.propertyId +
        '. Add ' +
        place.pageHost +
        ' to the hostnames of the property.'
      );
    case 'unknown_property':
      return (
        'There is no property ' +
        place.propertyId +
        ' at ' +
        place.endpoint +
        '. Copy the Property ID and the Endpoint again.'
      );
    case 'unknown_session':
      return 'Stripe does not know this session in the account of the property. Check that the payment link and the Stripe key of the property belong to the same Stripe account.';
    case 'mode_mismatch':
      return 'The property has no Stripe key for this session’s mode. A payment in test mode needs a restricted key that begins with rk_test_, a real one rk_live_; add it to the property.';
    default:
      return explainPassingCode(code);
  }
}

/** Codes about one session or one moment, where mostly nothing is set up wrongly. */
function explainPassingCode(code: string): string | undefined {
  switch (code) {
    case 'session_open':
      return 'This checkout is not completed yet, so there is nothing to push. The tag must fire on the page that Stripe sends the buyer to after the payment.';
    case 'session_expired':
      return 'This checkout expired without a payment, so there is nothing to push.';
    case 'session_too_old':
      return 'This checkout is too old to be answered, as after a bookmark or an old link. Nothing needs to change.';
    case 'read_limit':
      return 'This session was asked for too often. Check that the tag fires once per page, not on every event.';
    case 'rate_limited':
      return 'There were too many questions at once. If this happens with few visitors, check that the tag fires once per page.';
    case 'stripe_key_rejected':
      return 'Stripe refuses the key of the property: it was revoked or lacks a permission. Create a new restricted key and put it into the property.';
    case 'stripe_unavailable':
      return 'Stripe did not answer the function. Nothing needs to change; a reload of the page asks again.';
    case 'store_unavailable':
      return 'The database of the function did not answer. A reload of the page asks again; if it stays so, the log of the function says why.';
    case 'internal':
      return 'Something went wrong inside the function. Its log says what.';
    case 'unexpected_answer':
      return 'Something else than Tilltag answers at the endpoint. Enter the https address of your Tilltag function as Endpoint.';
    default:
      return undefined;
  }
}

function toUnknownWords(code: string, status: number, message: string): string {
  return 'The function answered with an error: ' + message + ' (' + code + ', HTTP ' + makeString(status) + ')';
}
