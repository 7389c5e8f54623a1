// Where a tag runs, and which Tilltag function it belongs to.
import { getUrl, parseUrl, queryPermission } from 'sandbox:web';
import { toText } from './to-text.ts';

/** Words for people name these hosts and addresses, so that they can be copied. */
export interface Place {
  readonly endpoint: string;
  readonly loaderUrl: string;
  readonly pageHost: string;
  readonly propertyId: string;
}

/** The same form that the function accepts. */
const propertyIdPattern = '^[A-Za-z0-9_-]{8,64}$';

/** From what the two fields hold. */
export function toPlace(propertyId: unknown, endpoint: unknown): Place {
  const base = withoutSlashes(toText(endpoint));
  return {
    endpoint: base,
    loaderUrl: base + '/checkout/tilltag.v1.js',
    pageHost: toText(getUrl('host')),
    propertyId: toText(propertyId),
  };
}

/** What is wrong with the two fields, and the cure, in a sentence or two; undefined where nothing is. */
export function findPlaceFault(place: Place): string | undefined {
  if (place.propertyId.match(propertyIdPattern) === null) {
    return 'The Property ID is empty or incomplete. Copy it again from where your shop was added to Tilltag.';
  }
  if (place.endpoint.indexOf('https://') !== 0 || parseUrl(place.endpoint) === undefined) {
    return 'The Endpoint is not an address that begins with https://. Enter the https address of your Tilltag function.';
  }
  if (!queryPermission('inject_script', place.loaderUrl)) {
    return (
      'This template was built for another host and may not load ' +
      place.loaderUrl +
      '. Build or download it again for the endpoint ' +
      place.endpoint +
      ' and import that file over this template.'
    );
  }
  return undefined;
}

function withoutSlashes(url: string): string {
  return url.charAt(url.length - 1) === '/' ? withoutSlashes(url.slice(0, url.length - 1)) : url;
}
