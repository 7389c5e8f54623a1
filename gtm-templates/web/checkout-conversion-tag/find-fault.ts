// Finds what is wrong with the tag's own input, before anything is asked.
import { parseUrl, queryPermission } from 'sandbox:web';
import { isPlaceholder, isSessionId } from '../../shared/session-id.ts';

/** What the form holds, as text. */
export interface Input {
  readonly sessionId: string;
  readonly propertyId: string;
  readonly endpoint: string;
}

/** The same form that the function accepts. */
const propertyIdPattern = '^[A-Za-z0-9_-]{8,64}$';

/** The fault and its cure in one sentence or two; undefined where there is none. */
export function findFault(input: Input, loaderUrl: string): string | undefined {
  if (isPlaceholder(input.sessionId)) {
    return 'Stripe did not put a session id into the address. In Stripe, open the payment link, choose not to show the confirmation page, and enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this, one pair of braces and nothing encoded.';
  }
  if (!isSessionId(input.sessionId)) {
    return 'The Checkout Session ID is not one of Stripe’s: it begins with cs_live_ or cs_test_ and goes on with letters and digits. Check that the field holds {{Checkout Session ID}} and that nothing shortens the address of the thank-you page.';
  }
  if (input.propertyId.match(propertyIdPattern) === null) {
    return 'The Property ID is empty or incomplete. Copy it again from where your shop was added to Tilltag.';
  }
  if (input.endpoint.indexOf('https://') !== 0 || parseUrl(input.endpoint) === undefined) {
    return 'The Endpoint is not an address that begins with https://. Enter the https address of your Tilltag function.';
  }
  if (!queryPermission('inject_script', loaderUrl)) {
    return (
      'This template was built for another host and may not load ' +
      loaderUrl +
      '. Build or download it again for the endpoint ' +
      input.endpoint +
      ' and import that file over this template.'
    );
  }
  return undefined;
}
