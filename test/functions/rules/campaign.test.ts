// The campaign of an answer: originals win over repaired values, other campaigns stay apart, junk counts as unknown.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utmNames } from '../../../functions/contract/lookup-query.ts';
import { restoreCampaign, usableUtm } from '../../../functions/rules/campaign.ts';
import { repairUtm } from '../../../functions/rules/repair-utm.ts';

const nothing = { utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null };

describe('restoreCampaign', () => {
  const visit = { utm_source: 'news letter', utm_medium: 'email', utm_campaign: 'Frühling 2026', utm_term: '🎉' };
  const repaired = { utm_source: 'news-letter', utm_medium: 'email', utm_campaign: 'Fruehling-2026' };

  test('originals win over what repairing made of them, also where nothing was left', () => {
    expect(restoreCampaign(visit, repaired)).toEqual({ ...nothing, ...visit });
  });

  test('originals that came through as they were stay', () => {
    expect(restoreCampaign(visit, visit)).toEqual({ ...nothing, ...visit });
  });

  test('one original that came through as it was brings back the others', () => {
    expect(restoreCampaign(visit, { utm_source: 'news letter' })).toEqual({ ...nothing, ...visit });
  });

  test('originals stand where nothing came back', () => {
    expect(restoreCampaign(visit, {})).toEqual({ ...nothing, ...visit });
    expect(restoreCampaign(visit, { utm_source: null, utm_term: ' ' })).toEqual({ ...nothing, ...visit });
  });

  test("the page's UTMs stand where no click is known", () => {
    const page = { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'launch' };
    expect(restoreCampaign({}, page)).toEqual({ ...nothing, ...page });
  });

  test('a link with a campaign of its own keeps it whole, and nothing of the visit is mixed into it', () => {
    const partner = { utm_source: 'partner', utm_medium: 'email' };
    expect(restoreCampaign(visit, partner)).toEqual({ ...nothing, ...partner });
    expect(restoreCampaign(visit, { utm_content: 'footer' })).toEqual({ ...nothing, utm_content: 'footer' });
  });

  test('a UTM that the visit did not have stands beside those that it had', () => {
    const page = { ...repaired, utm_content: 'thank-you' };
    expect(restoreCampaign(visit, page)).toEqual({ ...nothing, ...visit, utm_content: 'thank-you' });
  });

  test('an original of 1,000 characters comes back whole', () => {
    const utm_campaign = 'x y'.repeat(333);
    expect(restoreCampaign({ utm_campaign }, { utm_campaign: repairUtm(utm_campaign) }).utm_campaign).toBe(
      utm_campaign,
    );
  });

  test('an unusable original gives way to that of the page', () => {
    expect(restoreCampaign({ utm_term: ' ' }, { utm_term: 'shirts' }).utm_term).toBe('shirts');
    expect(restoreCampaign({ utm_term: null }, { utm_term: 'shirts' }).utm_term).toBe('shirts');
    expect(restoreCampaign({ utm_term: 'ada@example.com' }, {}).utm_term).toBeNull();
  });

  test('what nobody knows is null, and all five are always there', () => {
    expect(restoreCampaign({}, {})).toEqual(nothing);
    expect(restoreCampaign({}, { utm_source: undefined })).toEqual(nothing);
  });

  test('each of the five is restored', () => {
    for (const name of utmNames) {
      expect(restoreCampaign({ [name]: 'a b' }, { [name]: 'a-b' })[name]).toBe('a b');
      expect(restoreCampaign({}, { [name]: 'page' })[name]).toBe('page');
    }
  });

  test('other keys of the page never reach the answer', () => {
    const page = Object.fromEntries([...utmNames.map((name) => [name, 'x']), ['utm_id', '1'], ['claim', 'c']]);
    expect(Object.keys(restoreCampaign({}, page)).sort()).toEqual([...utmNames].sort());
  });

  test('any campaign of a visit comes back through the repair as it was', () => {
    const value = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => usableUtm(text) ?? '');
    fc.assert(
      fc.property(fc.array(value, { minLength: 5, maxLength: 5 }), (values) => {
        const originals = Object.fromEntries(utmNames.map((name, index) => [name, values[index]]));
        const page = Object.fromEntries(utmNames.map((name, index) => [name, repairUtm(values[index] ?? '')]));
        expect(Object.values(restoreCampaign(originals, page))).toEqual(values.map((text) => text || null));
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

  test.each(['ada@example.com', 'list-ada%40example.com', 'to:ada@mail.example.com!'])(
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
