// The campaign of an answer: the click's, else the page's as it was before the repair; nothing is mixed, junk is unknown.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utmNames } from '../../../functions/contract/lookup-query.ts';
import { type CampaignSources, restoreCampaign, usableUtm } from '../../../functions/rules/campaign.ts';
import { repairUtm } from '../../../functions/rules/repair-utm.ts';

const nothing = { utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null };

describe('restoreCampaign', () => {
  const visit = { utm_source: 'news letter', utm_medium: 'email', utm_campaign: 'Frühling 2026', utm_term: '🎉' };
  const repaired = { utm_source: 'news-letter', utm_medium: 'email', utm_campaign: 'Fruehling-2026' };

  /** What is known from somewhere, and nothing from elsewhere. */
  const restore = (known: Partial<CampaignSources>) => restoreCampaign({ click: {}, page: {}, browser: {}, ...known });

  test('the campaign of the click stands, whatever came back of it', () => {
    for (const page of [repaired, visit, { utm_source: 'news letter' }, {}, { utm_source: null, utm_term: ' ' }])
      expect(restore({ click: visit, page })).toEqual({ ...nothing, ...visit });
  });

  test('UTMs that somebody wrote onto the link give way to it whole, and nothing is mixed', () => {
    for (const page of [{ utm_source: 'shelf', utm_medium: 'qr' }, { utm_content: 'footer' }])
      expect(restore({ click: visit, page })).toEqual({ ...nothing, ...visit });
  });

  test("the page's UTMs stand where no click is known, or the click had no campaign", () => {
    const page = { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'launch' };
    expect(restore({ page })).toEqual({ ...nothing, ...page });
    expect(restore({ click: { utm_term: ' ', utm_source: null }, page })).toEqual({ ...nothing, ...page });
  });

  test('what the browser remembers stands where the page has what repairing made of it, also where nothing was left', () => {
    expect(restore({ page: repaired, browser: visit })).toEqual({ ...nothing, ...visit });
    expect(restore({ page: { utm_medium: 'email' }, browser: visit })).toEqual({ ...nothing, ...visit });
  });

  test('what the browser remembers does not stand for another campaign, nor in part, nor where the page has none', () => {
    const partner = { utm_source: 'partner', utm_medium: 'email' };
    expect(restore({ page: partner, browser: visit })).toEqual({ ...nothing, ...partner });
    const more = { ...repaired, utm_content: 'footer' };
    expect(restore({ page: more, browser: visit })).toEqual({ ...nothing, ...more });
    expect(restore({ browser: visit })).toEqual(nothing);
  });

  test('the click wins over what the browser remembers', () => {
    const browser = { utm_source: 'news+letter' };
    expect(restore({ click: visit, page: repaired, browser })).toEqual({ ...nothing, ...visit });
  });

  test('an original of 1,000 characters comes back whole from the click', () => {
    const utm_campaign = 'x y'.repeat(333);
    expect(restore({ click: { utm_campaign }, page: { utm_campaign: repairUtm(utm_campaign) } }).utm_campaign).toBe(
      utm_campaign,
    );
  });

  test('an address in any of the three keeps the value out', () => {
    const utm_term = 'ada@example.com';
    const utm_source = 'mail';
    expect(restore({ click: { utm_source, utm_term } })).toEqual({ ...nothing, utm_source });
    expect(restore({ page: { utm_source, utm_term } })).toEqual({ ...nothing, utm_source });
    expect(restore({ page: { utm_source }, browser: { utm_source, utm_term } })).toEqual({ ...nothing, utm_source });
  });

  test('what nobody knows is null, and all five are always there', () => {
    expect(restore({})).toEqual(nothing);
    expect(restore({ page: { utm_source: undefined } })).toEqual(nothing);
  });

  test('each of the five is restored', () => {
    for (const name of utmNames) {
      expect(restore({ click: { [name]: 'a b' } })[name]).toBe('a b');
      expect(restore({ page: { [name]: 'a-b' }, browser: { [name]: 'a b' } })[name]).toBe('a b');
      expect(restore({ page: { [name]: 'page' } })[name]).toBe('page');
    }
  });

  test('other keys of the page never reach the answer', () => {
    const page = Object.fromEntries([...utmNames.map((name) => [name, 'x']), ['utm_id', '1'], ['claim', 'c']]);
    expect(Object.keys(restore({ page })).sort()).toEqual([...utmNames].sort());
  });

  test('any campaign that the browser remembers comes back through the repair as it was, if anything of it came', () => {
    const value = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => usableUtm(text) ?? '');
    fc.assert(
      fc.property(fc.array(value, { minLength: 5, maxLength: 5 }), (values) => {
        const browser = Object.fromEntries(utmNames.map((name, index) => [name, values[index]]));
        const back = values.map(repairUtm);
        const page = Object.fromEntries(utmNames.map((name, index) => [name, back[index]]));
        const isBack = back.some((text) => text !== '');
        expect(Object.values(restore({ page, browser }))).toEqual(values.map((text) => (isBack && text) || null));
      }),
    );
  });
});

describe('usableUtm', () => {
  test('spaces around a value are cut off, those inside stay', () => {
    expect(usableUtm('  summer sale ')).toBe('summer sale');
    expect(usableUtm('été|50%+1')).toBe('été|50%+1');
  });

  test('500 characters are read, 501 are not', () => {
    expect(usableUtm('x'.repeat(500))).toHaveLength(500);
    expect(usableUtm('x'.repeat(501))).toBeUndefined();
  });

  test.each(['\u0000', '\n', '\u001b', '\u007f', '\u0085', '\u2028'])(
    'a value with the control character %j is dropped',
    (character) => {
      expect(usableUtm(`sale${character}now`)).toBeUndefined();
    },
  );

  test.each(['ada@example.com', 'list-ada%40example.com', 'ada%40example%2Ecom', 'to:ada@mail.example.com!'])(
    'the address in %s keeps it out',
    (value) => {
      expect(usableUtm(value)).toBeUndefined();
    },
  );

  test('an @ that is no address stays', () => {
    expect(usableUtm('sale@autumn')).toBe('sale@autumn');
  });

  test('whatever passes is short, trimmed and free of control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (value) => {
        const usable = usableUtm(value);
        if (usable === undefined) return;
        expect(usable).toBe(usable.trim());
        expect(usable.length).toBeGreaterThan(0);
        expect(usable.length).toBeLessThanOrEqual(500);
        expect([...usable].every((character) => (character.codePointAt(0) ?? 0) > 31)).toBe(true);
      }),
    );
  });
});
