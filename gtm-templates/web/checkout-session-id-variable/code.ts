// Reads the session id from the address.
import { getQueryParameters } from 'sandbox:web';
import { toText } from '../../shared/to-text.ts';
import type { Data } from './form.ts';

/**
 * The parameter's value as it stands, or undefined where it is missing or empty. A placeholder that Stripe did not
 * replace and an id that lost a part come through too: only then can the tag name what is wrong.
 */
export function run(data: Data): string | undefined {
  const name = toText(data.parameterName) || 'session_id';
  return toText(getQueryParameters(name)) || undefined;
}
