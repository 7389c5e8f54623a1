// What GTM's APIs give where their type is certain, and the members of those that are objects.
import { type Members, members } from './standard-library.ts';

/** The members of the APIs that are objects, by the name of the API. */
export const apiMembers: ReadonlyMap<string, Members> = new Map([
  ['BigQuery', members({ unknown: 'insert' })],
  ['Firestore', members({ unknown: 'read write query runTransaction' })],
  ['JSON', members({ unknown: 'parse', string: 'stringify' })],
  ['localStorage', members({ string: 'getItem', boolean: 'setItem', nothing: 'removeItem' })],
  ['Math', members({ number: 'abs ceil floor max min pow round sqrt' })],
  ['Object', members({ array: 'keys values entries', unknown: 'freeze delete' })],
  ['Promise', members({ unknown: 'all create' })],
  ['templateDataStorage', members({ unknown: 'getItemCopy setItemCopy removeItem clear' })],
  ['templateStorage', members({ unknown: 'getItem setItem removeItem clear' })],
]);

/** What calling an API gives, where it always gives one type or undefined; the others are left out. */
export const apiResults: Members = members({
  string: `computeEffectiveTldPlusOne decodeUri decodeUriComponent encodeUri encodeUriComponent fromBase64 getClientName
    getReferrerUrl getRemoteAddress getRequestBody getRequestHeader getRequestMethod getRequestPath
    getRequestQueryParameter getRequestQueryString getType getUrl hmacSha256 makeString readCharacterSet readTitle
    sha256Sync toBase64`,
  number: 'generateRandom getTimestamp getTimestampMillis makeInteger makeNumber',
  boolean: `aliasInWindow hasMessageListener isConsentGranted isRequestMpv1 isRequestMpv2 queryPermission
    sendPixelFromBrowser setInWindow testRegex`,
  array: 'extractEventsFromMpv1 extractEventsFromMpv2 getCookieValues',
});

/** APIs whose results may carry functions of the page, and so methods of any name. */
export const pageApis: readonly string[] = ['callInWindow', 'copyFromDataLayer', 'copyFromWindow'];
