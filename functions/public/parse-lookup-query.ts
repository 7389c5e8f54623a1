// Turns the query of a lookup into values that have passed their patterns, or refuses it with the cure.
import {
  claimPattern,
  clickIdPattern,
  consentPattern,
  type LookupQuery,
  maxGaIdLength,
  maxUtmLength,
  originalPrefix,
  propertyIdPattern,
  sessionIdPattern,
  utmNames,
} from '../contract/lookup-query.ts';
import { HttpError } from '../http/http-error.ts';

const campaignNames = [...utmNames, ...utmNames.map((name) => `${originalPrefix}${name}` as const)];
const gaIdNames = ['ga_client_id', 'ga_session_id'] as const;
const knownNames = [
  ...(['property_id', 'checkout_session_id', 'claim', 'click_id', 'personal_data', 'consent'] as const),
  ...campaignNames,
  ...gaIdNames,
];
const knownNameSet: ReadonlySet<string> = new Set(knownNames);
type KnownName = (typeof knownNames)[number];

/** Longer than any honest query; what a browser sends beside it is cut by the server's header limit. */
const maxQueryLength = 8_192;

/**
 * The query in `url`. Unknown names are ignored, since pages hand on whatever their own URL held; a known name that comes
 * twice, or a value that its pattern refuses, throws `invalid_request`, and the unreplaced placeholder
 * `placeholder_session_id`. UTMs and GA ids that are too long count as absent: a campaign is no reason to lose a purchase.
 */
export function parseLookupQuery(url: string): LookupQuery {
  const start = url.indexOf('?');
  const text = start < 0 ? '' : url.slice(start + 1);
  if (text.length > maxQueryLength) throw new HttpError('invalid_request', { detail: 'The query is too long.' });
  const values = readValues(new URLSearchParams(text));
  const sessionId = values.checkout_session_id?.trim();
  if (sessionId !== undefined && isPlaceholder(sessionId)) throw new HttpError('placeholder_session_id');
  const query: LookupQuery = {
    property_id: requireMatch('property_id', values.property_id, propertyIdPattern),
    checkout_session_id: requireMatch('checkout_session_id', sessionId, sessionIdPattern),
  };
  if (values.claim) query.claim = requireMatch('claim', values.claim, claimPattern);
  if (values.click_id) query.click_id = requireMatch('click_id', values.click_id, clickIdPattern);
  if (values.consent) query.consent = requireMatch('consent', values.consent, consentPattern);
  if (values.personal_data) {
    query.personal_data =
      requireMatch('personal_data', values.personal_data, /^(hashed|none)$/) === 'none' ? 'none' : 'hashed';
  }
  takeShort(query, values, campaignNames, maxUtmLength);
  takeShort(query, values, gaIdNames, maxGaIdLength);
  return query;
}

/** `{CHECKOUT_SESSION_ID}`, as it is or still percent-encoded once or twice, which is how redirect URLs mangle it. */
export function isPlaceholder(value: string): boolean {
  let decoded = value;
  for (let times = 0; times < 2 && decoded.includes('%'); times++) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      return false;
    }
  }
  return /^\{\s*CHECKOUT_SESSION_ID\s*\}$/i.test(decoded);
}

function takeShort(
  query: LookupQuery,
  values: Partial<Record<KnownName, string>>,
  names: readonly ((typeof campaignNames)[number] | (typeof gaIdNames)[number])[],
  maxLength: number,
): void {
  for (const name of names) {
    const value = values[name];
    if (value && value.length <= maxLength) query[name] = value;
  }
}

function readValues(parameters: URLSearchParams): Partial<Record<KnownName, string>> {
  const values: Partial<Record<KnownName, string>> = {};
  for (const [name, value] of parameters) {
    if (!isKnownName(name)) continue;
    if (values[name] !== undefined)
      throw new HttpError('invalid_request', { detail: `${name} was given more than once.` });
    values[name] = value;
  }
  return values;
}

function isKnownName(name: string): name is KnownName {
  return knownNameSet.has(name);
}

function requireMatch(name: KnownName, value: string | undefined, pattern: RegExp): string {
  if (!value) throw new HttpError('invalid_request', { detail: `${name} is missing.` });
  if (!pattern.test(value)) throw new HttpError('invalid_request', { detail: `${name} is malformed.` });
  return value;
}
