// The query of a lookup, from any page: refused in known words, or read into values that have passed their patterns.
import fc from 'fast-check';
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
} from '../../../functions/contract/lookup-query.ts';
import { HttpError } from '../../../functions/http/http-error.ts';
import { parseLookupQuery } from '../../../functions/public/parse-lookup-query.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure, ensureDiscreet, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const required = 'property_id=tt_shopshop00&checkout_session_id=cs_test_a1B2c3D4e5F6g7';

const pair = fc
  .tuple(
    fc.constantFrom('claim', 'click_id', 'utm_source', 'original_utm_term', 'consent', 'personal_data', 'ga_client_id'),
    fc.oneof(
      hostileText,
      fc.constantFrom(
        'AAAAAAAAAAAAAAAAAAAAAA',
        'gdug',
        'none',
        'hashed',
        'newsletter',
        '1.2',
        '%7BCHECKOUT_SESSION_ID%7D',
      ),
    ),
    fc.boolean(),
  )
  .map(
    ([name, value, isEncoded]) =>
      `${name}=${isEncoded ? new URLSearchParams([['', value]]).toString().slice(1) : value}`,
  );

const queries = fc
  .array(pair, { maxLength: 5 })
  .map((pairs) => `/checkout/sessions.json?${[required, ...pairs].join('&')}`);

const patterns: Partial<Record<keyof LookupQuery, RegExp>> = {
  property_id: propertyIdPattern,
  checkout_session_id: sessionIdPattern,
  claim: claimPattern,
  click_id: clickIdPattern,
  consent: consentPattern,
  personal_data: /^(hashed|none)$/,
};

const texts = new Set<string>([...utmNames, ...utmNames.map((name) => `${originalPrefix}${name}`)]);

/** The parser of lookups. */
export function lookupQueryTarget(parse: typeof parseLookupQuery = parseLookupQuery): Target {
  return toTarget({
    name: 'lookup-query',
    reads: 'the query of a lookup, from any page',
    inputs: mutatedText(queries),
    open: () => ({
      examine(url) {
        const outcome = attempt(() => parse(url), isHttpError);
        if (outcome.kind === 'value') examineQuery(outcome.value, parse);
        else {
          const { code, message } = outcome.error;
          ensure(code === 'invalid_request' || code === 'placeholder_session_id', `It refused with ${code}.`);
          ensureDiscreet(message, 'The refusal');
        }
      },
    }),
  });
}

function examineQuery(query: LookupQuery, parse: typeof parseLookupQuery): void {
  for (const [name, value] of Object.entries(query)) {
    const pattern = Object.hasOwn(patterns, name) ? Reflect.get(patterns, name) : undefined;
    if (pattern instanceof RegExp) ensure(pattern.test(value), `${name} does not match its pattern.`);
    else ensure(value !== '' && value.length <= longestOf(name), `${name} is empty or too long.`);
  }
  ensureSame(
    parse(`/?${new URLSearchParams({ ...query })}`),
    query,
    'Written again and read again it is another query.',
  );
}

/** Zero for a name that nobody knows. */
function longestOf(name: string): number {
  if (texts.has(name)) return maxUtmLength;
  return name === 'ga_client_id' || name === 'ga_session_id' ? maxGaIdLength : 0;
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof HttpError;
}
