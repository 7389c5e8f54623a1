// The cookie that is written: what it holds, and what it gives up to stay within its bound.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJourney, decodeJourney, encodeJourney, journey, touch } from './journeys.ts';

/** Within what RFC 6265 calls a cookie-octet: no blank, quote, comma, semicolon or backslash. */
const cookieValue = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,1500}$/;

const long = (letter: string) => letter.repeat(500);

describe('encodeJourney', () => {
  test('a journey of one touch is one short line', () => {
    const landing = touch(
      1_763_600_000,
      { utm_source: 'news letter', gclid: 'abc' },
      { landing_page: 'shop.example.com/', referrer_host: 'mail.example.net' },
    );
    expect(encodeJourney(journey(landing))).toBe(
      '1|1763700000|AAAAAAAAAAAAAAAAAAAAAA|000|1763600000&l=shop.example.com%2F&r=mail.example.net&s=news%20letter&gc=abc',
    );
  });

  test('a journey of nothing is shorter still', () => {
    expect(encodeJourney({ seenAt: 0, clickId: '', first: undefined, last: undefined, visit: undefined })).toBe(
      '1|0||---',
    );
  });

  test('each touch is written once, wherever it stands', () => {
    const [first, last] = [touch(1, { utm_source: 'a' }), touch(2, { utm_source: 'b' })];
    expect(encodeJourney(journey(first, last, last))).toContain('|011|1&s=a|2&s=b');
    expect(encodeJourney(journey(undefined, undefined, last))).toContain('|--0|2&s=b');
  });

  test('any journey makes a cookie value of at most 1,500 characters', () => {
    fc.assert(
      fc.property(anyJourney, (one) => cookieValue.test(encodeJourney(one))),
      { numRuns: 300 },
    );
  });

  test('even one of nothing but emoji does', () => {
    const emoji = '🎁'.repeat(250);
    const names = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'];
    const flood = (at: number) => touch(at, Object.fromEntries(names.map((name) => [name, emoji])));
    const text = encodeJourney(journey(flood(1), flood(2), flood(3)));
    expect(text).toMatch(cookieValue);
    expect(decodeJourney(text)?.visit?.parameters['utm_source']).toMatch(/^(🎁)+$/u);
  });

  test('even one of click ids alone does', () => {
    const names = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'ttclid'];
    const flood = (at: number) => touch(at, Object.fromEntries(names.map((name) => [name, long('x')])));
    expect(encodeJourney(journey(flood(1), flood(2), flood(3)))).toMatch(cookieValue);
  });

  test('half an emoji is left out rather than written', () => {
    expect(encodeJourney(journey(touch(1, { utm_source: '\ud83c' })))).toMatch(/\|1&s=$/);
  });

  test('a campaign that is cut within an emoji loses that emoji and nothing before it', () => {
    const gifts = (at: number) => touch(at, { utm_campaign: `a${'🎁'.repeat(60)}` });
    const kept = decodeJourney(encodeJourney(journey(gifts(1), gifts(2), gifts(3))));
    expect(kept?.first?.parameters['utm_campaign']).toBe(`a${'🎁'.repeat(19)}`);
    expect(kept?.visit?.parameters['utm_campaign']).toBe(`a${'🎁'.repeat(49)}`);
  });

  test('a campaign that is cut within blanks loses those, too, and is written the same when it was read', () => {
    const spaced = `a${' '.repeat(498)}b`;
    const written = encodeJourney(journey(touch(1, { utm_campaign: spaced })));
    expect(written).toMatch(/\|1&c=a$/);
    const read = decodeJourney(written);
    expect(read && encodeJourney(read)).toBe(written);
  });

  test('the landing page goes first, that of the oldest touch before the others', () => {
    const landed = (at: number, length: number) =>
      touch(at, { utm_source: 'a'.repeat(length) }, { landing_page: `shop.example.com/${'p'.repeat(180)}` });
    const text = encodeJourney(journey(landed(1, 400), landed(2, 400), landed(3, 100)));
    const kept = decodeJourney(text);
    expect(kept?.first?.landing_page).toBeUndefined();
    expect(kept?.last?.landing_page).toBeDefined();
    expect(kept?.visit?.landing_page).toBeDefined();
    expect(kept?.first?.parameters['utm_source']).toHaveLength(400);
  });

  test('no touch has more parameters than the function takes', () => {
    const parameters = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x${index}`, '1']));
    expect(encodeJourney(journey(touch(1, parameters))).split('&')).toHaveLength(25);
  });

  test('what is given up follows one order, the rarest first', () => {
    const order = ['x_shop_id', 'l', 'f', 'a', 'p', 'ir', 'yc', 'rd', 'sc', 'ep', 'li', 'tw', 'dc', 't', 'n', 'r', 'i']
      .concat(['tt', 'ms', 'fb', 'wb', 'gb', 'gc'])
      .map((code) => code.replace('x_', '_'));
    const lost: string[] = [];
    for (let length = 10; length <= 1400; length += 3) {
      const written = encodeJourney(journey(withAll('x'.repeat(length))));
      const codes = [...written.matchAll(/&(\w+)=/g)].map(([, code]) => code);
      lost.push(...order.filter((code) => !codes.includes(code) && !lost.includes(code)));
    }
    expect(lost).toEqual(order);
  });

  test('of three campaigns in long foreign letters, each keeps its source and the newest its name', () => {
    const euros = '€'.repeat(300);
    const campaign = (at: number) => touch(at, { utm_source: euros, utm_medium: euros, utm_campaign: euros });
    const kept = decodeJourney(encodeJourney(journey(campaign(1), campaign(2), campaign(3))));
    expect(Object.keys(kept?.first?.parameters ?? {})).toEqual(['utm_source']);
    expect(Object.keys(kept?.last?.parameters ?? {})).toEqual(['utm_source']);
    expect(Object.keys(kept?.visit?.parameters ?? {})).toEqual(['utm_source', 'utm_campaign']);
  });

  test('campaigns are cut to 100 characters before a click id in daily use is given up', () => {
    const names = { utm_source: long('s'), utm_medium: long('m'), utm_campaign: long('c'), fbclid: 'f'.repeat(200) };
    expect(decodeJourney(encodeJourney(journey(touch(1, names))))?.first?.parameters).toEqual({
      utm_source: 's'.repeat(100),
      utm_medium: 'm'.repeat(100),
      utm_campaign: 'c'.repeat(100),
      fbclid: 'f'.repeat(200),
    });
  });

  test('a gclid of 200 characters in three touches stays whole', () => {
    const clicked = (at: number) =>
      touch(at, { utm_source: 'google', gclid: `${at}${'g'.repeat(199)}` }, { landing_page: 'shop.example.com/' });
    const one = journey(clicked(1), clicked(2), clicked(3));
    expect(decodeJourney(encodeJourney(one))).toEqual(one);
  });
});

/** A touch with everything that there is, each as long as this. */
function withAll(value: string) {
  const campaign = ['source', 'medium', 'campaign', 'term', 'content', 'id', 'source_platform', 'creative_format'];
  const names = [...campaign, 'marketing_tactic'].map((name) => `utm_${name}`);
  const ids = ['gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'msclkid', 'ttclid', 'twclid', 'li_fat_id', 'epik'];
  const all = [...names, ...ids, 'ScCid', 'rdt_cid', 'yclid', 'irclickid', 'shop_id'];
  const parameters = Object.fromEntries(all.map((name) => [name, value]));
  return touch(1, parameters, { landing_page: value, referrer_host: value });
}
