// Says why the function gives no session, and what to change. Nothing of the session itself is in the words.
import { makeString } from 'sandbox:shared';
import { isPlainObject, isText, type PlainObject } from '../../shared/plain-values.ts';

/** One sentence or two for the log. */
export function explainRefusal(status: number, body: PlainObject | undefined): string {
  const error = body && body['error'];
  const code = isPlainObject(error) && isText(error['code']) ? error['code'] : '';
  switch (code) {
    case '':
      return 'The session is not known: something else than Tilltag answers at the Function endpoint. Enter that of your function.';
    case 'host_not_allowed':
      return 'The session is not known: the Container secret is not that of the property, or the page of the event is on none of the hostnames of the property.';
    case 'unknown_property':
      return 'The session is not known: there is no such property. Copy the Property ID and the Function endpoint again.';
    default:
      return 'The session is not known: the function answered ' + code + ' (HTTP ' + makeString(status) + ').';
  }
}
