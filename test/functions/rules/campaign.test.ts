// The campaign of an answer: what is known wins, the page's own URL fills the gaps, junk counts as unknown.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utmNames } from '../../../functions/contract/lookup-query.ts';
import { mergeCampaign, usableUtm } from '../../../functions/rules/campaign.ts';

const nothing = { utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null };

describe('mergeCampaign', () => {
  test("the page's UTMs fill what is unknown", () => {
    const page = { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'launch' };
    expect(mergeCampaign({}, page)).toEqual({ ...nothing, ...page });
  });

  test('a known value wins over the one of the page, one by one', () => {
    const merged = mergeCampaign({ utm_source: 'google' }, { utm_source: 'stripe', utm_medium: 'cpc' });
    expect(merged).toEqual({ ...nothing, utm_source: 'google', utm_medium: 'cpc' });
  });

  test('an unusable known value gives way to that of the page', () => {
    expect(mergeCampaign({ utm_term: ' ' }, { utm_term: 'shirts' }).utm_term).toBe('shirts');
    expect(mergeCampaign({ utm_term: null }, { utm_term: 'shirts' }).utm_term).toBe('shirts');
  });

  test('what nobody knows is null, and all five are always there', () => {
    expect(mergeCampaign({}, {})).toEqual(nothing);
    expect(mergeCampaign({}, { utm_source: undefined })).toEqual(nothing);
  });

  test('each of the five is merged', () => {
    for (const name of utmNames) {
      expect(mergeCampaign({ [name]: 'known' }, {})[name]).toBe('known');
      expect(mergeCampaign({}, { [name]: 'page' })[name]).toBe('page');
    }
  });

  test('other keys of the page never reach the answer', () => {
    const page = Object.fromEntries([...utmNames.map((name) => [name, 'x']), ['utm_id', '1'], ['claim', 'c']]);
    expect(Object.keys(mergeCampaign({}, page)).sort()).toEqual([...utmNames].sort());
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
