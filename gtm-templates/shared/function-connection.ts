// How a server container reaches the Tilltag function: its address, the proof of who asks, and for how long to wait.
import { Math, parseUrl, queryPermission } from 'sandbox:shared';
import { toMilliseconds } from './to-milliseconds.ts';
import { toText } from './to-text.ts';

/** What the fields say of the function. */
export interface FunctionConnection {
  /** Base URL of the function, without a slash at its end. */
  readonly endpoint: string;
  readonly propertyId: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

/** The fields that a form has for it; GTM hands over the native type of whatever was put into them. */
export interface ConnectionFields {
  readonly functionEndpoint: unknown;
  readonly propertyId: unknown;
  readonly secret: unknown;
  readonly timeoutMs: unknown;
}

/** GTM rejects promises that are not resolved within five seconds; the request must have ended by then. */
const maxTimeoutMs = 4900;

/** The same form that the function accepts. */
const propertyIdPattern = '^[A-Za-z0-9_-]{8,64}$';

/** From the fields; at most `maxTimeoutMs`, and the fallback where the field holds no time. */
export function toConnection(fields: ConnectionFields, fallbackMs: number): FunctionConnection {
  return {
    endpoint: withoutEndSlashes(toText(fields.functionEndpoint)),
    propertyId: toText(fields.propertyId),
    secret: toText(fields.secret),
    timeoutMs: Math.min(toMilliseconds(fields.timeoutMs, fallbackMs) || fallbackMs, maxTimeoutMs),
  };
}

/** What is wrong with the fields, and the cure, in a sentence or two; undefined where nothing is. */
export function findConnectionFault(connection: FunctionConnection): string | undefined {
  if (connection.endpoint.indexOf('https://') !== 0 || parseUrl(connection.endpoint) === undefined) {
    return 'The Function endpoint is not an address that begins with https://. Enter the https address of your Tilltag function.';
  }
  // What is asked without the permission ends the template, and nobody is answered.
  if (!queryPermission('send_http', connection.endpoint + '/checkout/sessions.json')) {
    return (
      'This template was built for another function and may not ask ' +
      connection.endpoint +
      '. Build or download it again for this Function endpoint and import that file over this template.'
    );
  }
  if (connection.propertyId.match(propertyIdPattern) === null) {
    return 'The Property ID is empty or incomplete. Copy it again from where your shop was added to Tilltag.';
  }
  if (connection.secret === '') {
    return 'The Container secret is empty. Paste the one that your property has.';
  }
  return undefined;
}

/** The text without the slashes at its end. */
function withoutEndSlashes(text: string): string {
  return text.charAt(text.length - 1) === '/' ? withoutEndSlashes(text.slice(0, text.length - 1)) : text;
}
