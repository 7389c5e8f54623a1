// The schema of a click report: what a page may say, to the letter and within bounds.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { ClickReport, Touch } from '../../../functions/contract/click-report.ts';
import {
  clickReportSchema,
  maxParameterLength,
  maxTouchParameters,
} from '../../../functions/contract/click-report-schema.ts';
import { clickIdPattern, propertyIdPattern } from '../../../functions/contract/lookup-query.ts';

const accepts = new Ajv().compile(clickReportSchema);

const bare: ClickReport = {
  property_id: 'prop_shop_1',
  click_id: 'AAECAwQFBgcICQoLDA0ODw',
  clicked_at: 1_763_700_123,
  consent: { ad_storage: 'granted', analytics_storage: 'denied', ad_user_data: 'unset', ad_personalization: 'unset' },
};
const touch: Touch = {
  at: 1_763_700_000,
  landing_page: 'shop.example.com/shirts',
  referrer_host: 'www.example.org',
  parameters: { utm_source: 'news letter', gclid: 'Cj0', ScCid: 'x', li_fat_id: 'y' },
};
const whole: ClickReport = {
  ...bare,
  ga_client_id: '1234567890.1700000000',
  ga_session_id: '1763700000',
  fbp: 'fb.1.1.2',
  fbc: 'fb.1.1.3',
  visit: touch,
  first: { at: 0, parameters: {} },
  last: touch,
};

const withParameters = (parameters: unknown) => ({ ...bare, visit: { at: 1, parameters } });

describe('clickReportSchema', () => {
  test('a whole report and one with nothing but its head are accepted', () => {
    expect(accepts(whole)).toBe(true);
    expect(accepts(bare)).toBe(true);
  });

  test.each(['property_id', 'click_id', 'clicked_at', 'consent'] as const)('a report without %s is refused', (key) => {
    const { [key]: _left, ...rest } = whole;
    expect(accepts(rest)).toBe(false);
  });

  test('a key nobody asked for is refused, at every level', () => {
    expect(accepts({ ...bare, email: 'ada@example.com' })).toBe(false);
    expect(accepts({ ...bare, consent: { ...bare.consent, other: 'granted' } })).toBe(false);
    expect(accepts({ ...bare, visit: { ...touch, query: '?email=ada@example.com' } })).toBe(false);
  });

  test.each(Object.keys(whole))('a %s of another type is refused', (key) => {
    for (const value of [null, true, -1, 1.5, '', [], {}, [touch]]) {
      expect(accepts({ ...whole, [key]: value }), JSON.stringify(value)).toBe(false);
    }
  });

  test.each(['at', 'landing_page', 'referrer_host', 'parameters'])('a touch whose %s is null is refused', (key) => {
    expect(accepts({ ...bare, visit: { ...touch, [key]: null } })).toBe(false);
  });

  test('a consent state is one of three, and each purpose has one', () => {
    expect(accepts({ ...bare, consent: { ...bare.consent, ad_storage: 'maybe' } })).toBe(false);
    const { ad_storage, ...rest } = bare.consent;
    expect(accepts({ ...bare, consent: rest })).toBe(false);
    expect(accepts({ ...bare, consent: { ...rest, ad_storage } })).toBe(true);
  });

  test('24 parameters of 1,000 characters are accepted, more of either is not', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 'x']));
    expect(accepts(withParameters(many(maxTouchParameters)))).toBe(true);
    expect(accepts(withParameters(many(maxTouchParameters + 1)))).toBe(false);
    expect(accepts(withParameters({ gclid: 'x'.repeat(maxParameterLength) }))).toBe(true);
    expect(accepts(withParameters({ gclid: 'x'.repeat(maxParameterLength + 1) }))).toBe(false);
  });

  test.each([
    ['ga_client_id', 256],
    ['ga_session_id', 256],
    ['fbp', 256],
    ['fbc', 256],
  ])('a %s has at most %i characters', (key, length) => {
    expect(accepts({ ...bare, [key]: 'x'.repeat(length) })).toBe(true);
    expect(accepts({ ...bare, [key]: 'x'.repeat(length + 1) })).toBe(false);
  });

  test.each([
    ['landing_page', 500],
    ['referrer_host', 253],
  ])('a %s has at most %i characters', (key, length) => {
    expect(accepts({ ...bare, visit: { ...touch, [key]: 'x'.repeat(length) } })).toBe(true);
    expect(accepts({ ...bare, visit: { ...touch, [key]: 'x'.repeat(length + 1) } })).toBe(false);
  });

  test.each(['__proto__', '_gl', '1x', '', 'a b', 'a-b', 'é', `a${'b'.repeat(40)}`, '<script>', 'a\n'])(
    'a parameter called %j is refused',
    (name) => {
      expect(accepts(withParameters(JSON.parse(`{${JSON.stringify(name)}:"x"}`)))).toBe(false);
    },
  );

  test('a parameter that is no text is refused', () => {
    for (const value of [null, 1, {}, ['x']]) expect(accepts(withParameters({ gclid: value }))).toBe(false);
  });

  test.each([null, [], 'click', 7, true])('%j is no report', (body) => {
    expect(accepts(body)).toBe(false);
  });

  test('its patterns are those of the lookup', () => {
    const { property_id, click_id } = clickReportSchema.properties;
    expect(property_id).toMatchObject({ pattern: propertyIdPattern.source });
    expect(click_id).toMatchObject({ pattern: clickIdPattern.source });
  });
});
