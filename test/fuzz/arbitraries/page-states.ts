// Pages as a visitor's browser, other scripts and whoever makes a link may leave them to a template.
import fc from 'fast-check';
import { errorDefinitions } from '../../../functions/contract/errors.ts';
import { createAnswer, sessionId } from '../../gtm-templates/loader/answers.ts';
import type { Json } from '../target.ts';
import { hostileText } from './hostile-text.ts';
import { mutatedJson } from './mutated-json.ts';
import { mutatedLeaves } from './mutated-leaves.ts';
import { mutatedText } from './mutated-text.ts';

/** The buyer in answers of the function, who must not be found where nobody expects an address. */
export const buyer = {
  customer_email: 'buyer.of.the.fuzzer@example.com',
  user_data: { email: 'buyer.of.the.fuzzer@example.com', sha256_email_address: 'c'.repeat(64) },
} as const;

const query = fc.constantFrom(
  `session_id=${sessionId}`,
  `session_id=${sessionId}&utm_source=news&utm_medium=email&utm_campaign=a%20b&gclid=Cj0KCQ`,
  `a=1&fbclid=IwAR0&utm_term=planted.buyer%40example.com&session_id=${sessionId}`,
  'session_id={CHECKOUT_SESSION_ID}',
  'utm_source=a&utm_source=b&gclid=&msclkid=x',
);

const cookies: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    _tilltag: mutatedText(
      fc.constantFrom(
        '1|1767225600|AAECAwQFBgcICQoLDA0ODw|000|1767225600&s=news&m=email&gc=Cj0KCQ&l=shop.example.com/',
        '1|1767225600||012|1767225600&s=a|1767225700&r=www.google.com|1767225800&n=b',
      ),
    ),
    _ga: mutatedText(fc.constant('GA1.1.1234567890.1767225600')),
    _ga_SHOP: mutatedText(fc.constant('GS2.1.s1767225600$o1$g0$t1767225600$j60$l0$h0')),
    _gcl_aw: mutatedText(fc.constant('GCL.1767225600.Cj0KCQ')),
    _fbp: mutatedText(fc.constant('fb.1.1767225600000.1234567890')),
    _fbc: mutatedText(fc.constant('fb.1.1767225600000.IwAR0')),
  },
  { requiredKeys: [] },
);

/** `error` is what the contract has, `foreign` what something else in the function's place answers. */
const answers = fc.oneof(
  {
    weight: 6,
    arbitrary: mutatedLeaves(
      fc.constantFrom<Json>(
        toJson(createAnswer()),
        toJson(createAnswer({ status: 'pending', first_view: false, sender: 'server' })),
        toJson(createAnswer({ click: { gclid: 'Cj0KCQ', first: { at: '1', utm_source: 'news' }, last: { at: '2' } } })),
      ),
    ).map((body) => ({ kind: 'answer' as const, status: 200, body: withBuyer(body) })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...Object.keys(errorDefinitions)), hostileText).map(([code, message]) => ({
      kind: 'error' as const,
      status: 409,
      body: { error: { code, message } },
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(200, 204, 302, 404, 500, 503), mutatedJson(fc.constant<Json>({ error: { code: 'a' } })))
      .map(([status, body]) => ({ kind: 'foreign' as const, status, body })),
  },
);

const consent = fc.constantFrom('granted', 'denied', 'unset');

/** One page, and what the templates on it are set to. */
export const pageStates = fc.record({
  path: mutatedText(fc.constantFrom('/thanks', '/a/b', '/planted.buyer@example.com/')),
  query: mutatedText(query),
  fragment: hostileText,
  referrer: mutatedText(fc.constantFrom('https://www.google.com/', 'https://buy.stripe.com/a', 'android-app://x/')),
  cookies,
  /** What GTM keeps of consent, which any script can write to. */
  consentData: mutatedJson(fc.constant<Json>({ ics: { usedDefault: true, usedUpdate: false } })),
  dataLayer: fc.oneof(
    fc.constant<Json>([]),
    fc.constant<Json>([{ event: 'gtm.js', ecommerce: { items: [] } }]),
    mutatedJson(fc.constant<Json>([{ event: 'purchase' }])),
  ),
  remembered: mutatedText(fc.constant(`{"claim":"AAAAAAAAAAAAAAAAAAAA","pushed":"purchase:${sessionId}"}`)),
  forbidsStorage: fc.boolean(),
  /** `other` is another script's value under the loader's name. */
  loader: fc.constantFrom('loads', 'loads', 'loads', 'fails', 'empty', 'other'),
  otherLoader: mutatedJson(fc.constant<Json>({ lookup: {}, links: true })),
  answer: answers,
  sessionId: fc.oneof({ weight: 3, arbitrary: fc.constant(sessionId) }, mutatedText(fc.constant(sessionId))),
  eventName: fc.oneof(fc.constant('purchase'), hostileText),
  personalData: fc.constantFrom('plain', 'hashed', 'none'),
  consent: fc.record({ ad_storage: consent, analytics_storage: consent, ad_user_data: consent }),
});

/** What one of these is. */
export type PageState = typeof pageStates extends fc.Arbitrary<infer State> ? State : never;

/** The addresses stay, whatever else is changed. */
function withBuyer(body: Json): Json {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, ...buyer } : body;
}

function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
