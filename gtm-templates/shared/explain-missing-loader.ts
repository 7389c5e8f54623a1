// Says in a marketer's words why the script is not there, and what to change.
import { parseUrl } from 'sandbox:web';
import type { Place } from './place.ts';

/** Why the loader is not there: nobody can tell from inside the page, so the three causes are named, each with its test. */
export function explainMissingLoader(place: Place): string {
  return (
    'The script of your Tilltag function could not be used. One of three things: a content blocker stops it (try a private window without extensions); ' +
    toPolicyWords(place) +
    '; or the function is down or the endpoint is wrong (open ' +
    place.loaderUrl +
    ' in a new tab: it must show code).'
  );
}

/** What the page's Content-Security-Policy needs for the function, to be copied. */
export function toPolicyWords(place: Place): string {
  const url = parseUrl(place.endpoint);
  const origin = url ? url.origin : place.endpoint;
  return (
    'the Content-Security-Policy of the page must allow it (add: script-src ' + origin + '; connect-src ' + origin + ')'
  );
}
