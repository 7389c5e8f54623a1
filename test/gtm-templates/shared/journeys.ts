// Journeys for tests of the cookie: ordinary ones, any that could be remembered, and the functions that write and read them.
import fc from 'fast-check';
import type { Touch } from '../../../functions/contract/click-report.ts';
import { compileShared } from './compile-shared.ts';

/** As the templates keep it. */
export interface Journey {
  seenAt: number;
  clickId: string;
  first: Touch | undefined;
  last: Touch | undefined;
  visit: Touch | undefined;
}

const encode = await compileShared('shared/encode-journey.ts', 'encodeJourney');
const decode = await compileShared('shared/decode-journey.ts', 'decodeJourney');

/** The cookie's value. */
export function encodeJourney(journey: Journey): string {
  return String(encode(journey));
}

/** The journey in a cookie's value, or undefined. */
export function decodeJourney(text: string, extraNames: readonly string[] = []): Journey | undefined {
  const decoded = decode(text, extraNames);
  // The compiled function has lost its type on the way; this is the one that it is written with.
  return decoded as Journey | undefined;
}

/** A touch of these parameters at this second. */
export function touch(at: number, parameters: Touch['parameters'], rest: Partial<Touch> = {}): Touch {
  return { at, parameters, ...rest };
}

/** A journey in which all of these stand. */
export function journey(first: Touch | undefined, last = first, visit = last): Journey {
  return { seenAt: 1_763_700_000, clickId: 'AAAAAAAAAAAAAAAAAAAAAA', first, last, visit };
}

/** Text as addresses have it: any characters, but none of control and no half ones. */
const plainText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  .map((text) => text.replace(/[\p{Cc}@\u2028\u2029%]/gu, '').trim())
  .filter((text) => text !== '' && text.length <= 300);

/** Text of the characters that click ids are made of. */
const clickIdText = fc.stringMatching(/^[A-Za-z0-9._~-]{1,200}$/);

const seconds = fc.integer({ min: 0, max: 4_294_967_295 });

const campaignNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'];

const parameters = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...campaignNames, 'utm_source_platform', 'utm_creative_format'), plainText),
    fc.dictionary(fc.constantFrom('gclid', 'gbraid', 'fbclid', 'ScCid', 'li_fat_id', 'shop_id'), clickIdText),
  )
  // A dictionary of fast-check has no prototype, what templates build has one.
  .map(([campaign, clickIds]) => ({ ...campaign, ...clickIds }));

const anyTouch: fc.Arbitrary<Touch> = fc
  .tuple(
    seconds,
    parameters,
    fc.option(fc.stringMatching(/^[a-z]{1,30}\.com\/[a-z/]{0,150}$/)),
    fc.option(fc.stringMatching(/^[a-z]{1,60}\.com$/)),
  )
  .map(([at, known, landingPage, referrerHost]) => ({
    at,
    parameters: known,
    ...(landingPage === null ? {} : { landing_page: landingPage }),
    ...(referrerHost === null ? {} : { referrer_host: referrerHost }),
  }));

/** Any journey that the tag could remember, with touches in one place or several. */
export const anyJourney: fc.Arbitrary<Journey> = fc
  .tuple(
    seconds,
    fc.oneof(fc.constant(''), fc.stringMatching(/^[A-Za-z0-9_-]{22}$/)),
    fc.array(anyTouch, { maxLength: 3 }),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([seenAt, clickId, touches, [first = 0, last = 0, visit = 0]]) => ({
    seenAt,
    clickId,
    first: touches[first],
    last: touches[last],
    visit: touches[visit],
  }));
