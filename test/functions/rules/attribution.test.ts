// What an answer tells of a click: newest first, from the record as far as there is one, from the passport otherwise.
import { describe, expect, test } from 'vitest';
import type { Touch } from '../../../functions/contract/click-report.ts';
import { noAttribution, toAttribution } from '../../../functions/rules/attribution.ts';
import type { Passport } from '../../../functions/rules/passport.ts';
import { newClick } from '../store/records.ts';

const first: Touch = {
  at: 1_763_000_000,
  landing_page: 'shop.example.com/',
  referrer_host: 'www.example.org',
  parameters: { utm_source: 'meta', fbclid: 'IwAR0', gclid: 'old' },
};
const last: Touch = {
  at: 1_763_700_000,
  landing_page: 'shop.example.com/shirts',
  parameters: { utm_source: 'news letter', utm_id: '7', gclid: 'new' },
};
const click = newClick({ first, last, visit: last, fbp: 'fb.1.1.2', fbc: 'fb.1.1.3' });
const passport: Passport = {
  clickId: click.clickId,
  clickedAtSeconds: 1_763_700_123,
  consent: click.consent,
  googleClick: { parameter: 'gclid', value: 'of the passport' },
};

describe('toAttribution', () => {
  test('a record tells every click id, the last touch before the first, and both touches', () => {
    expect(toAttribution(click, undefined)).toEqual({
      clickId: click.clickId,
      originals: { utm_source: 'news letter' },
      click: {
        fbclid: 'IwAR0',
        gclid: 'new',
        landing_page: 'shop.example.com/shirts',
        referrer_host: 'www.example.org',
        first: {
          at: '1763000000',
          landing_page: 'shop.example.com/',
          referrer_host: 'www.example.org',
          utm_source: 'meta',
          fbclid: 'IwAR0',
          gclid: 'old',
        },
        last: {
          at: '1763700000',
          landing_page: 'shop.example.com/shirts',
          utm_source: 'news letter',
          utm_id: '7',
          gclid: 'new',
        },
      },
      metaIds: { fbp: 'fb.1.1.2', fbc: 'fb.1.1.3' },
    });
  });

  test('a click id that only the visit has is told too, behind those of both touches', () => {
    const visit = { ...last, parameters: { gclid: 'of the visit', ttclid: 'T1' } };
    expect(toAttribution(newClick({ first, last, visit }), undefined).click).toMatchObject({
      gclid: 'new',
      ttclid: 'T1',
    });
  });

  test('a passport alone tells its click id of Google Ads', () => {
    expect(toAttribution(undefined, passport)).toEqual({ ...noAttribution, click: { gclid: 'of the passport' } });
    const wbraid = { ...passport, googleClick: { parameter: 'wbraid', value: 'w' } } as const;
    expect(toAttribution(undefined, wbraid).click).toEqual({ wbraid: 'w' });
  });

  test('a passport without ad_storage tells none', () => {
    const consent = { ...passport.consent, ad_storage: 'denied' } as const;
    expect(toAttribution(undefined, { ...passport, consent })).toEqual(noAttribution);
  });

  test('the record wins over the passport, which fills what the record lacks', () => {
    expect(toAttribution(click, passport).click['gclid']).toBe('new');
    expect(toAttribution(newClick(), passport).click['gclid']).toBe('of the passport');
  });

  test('where no cookie was allowed, the visit is the last touch and the first is unknown', () => {
    const { click: told } = toAttribution(newClick({ visit: last }), undefined);
    expect(told).toMatchObject({ gclid: 'new', last: { gclid: 'new' } });
    expect(told).not.toHaveProperty('first');
  });

  test('a direct visit after a campaign tells the campaign as the last touch, and no UTMs of its own', () => {
    const visit = { at: 1_763_800_000, landing_page: 'shop.example.com/sale', parameters: {} };
    const told = toAttribution(newClick({ first, last, visit }), undefined);
    expect(told.click).toMatchObject({ gclid: 'new', landing_page: 'shop.example.com/shirts', last: { gclid: 'new' } });
    expect(Object.values(told.originals).filter((value) => value !== undefined)).toEqual([]);
  });

  test('a parameter cannot take the place of a touch or a page', () => {
    const parameters = { first: 'x', last: 'x', landing_page: 'x', referrer_host: 'x', at: 'x', constructor: 'y' };
    const { click: told } = toAttribution(newClick({ visit: { at: 1, parameters } }), undefined);
    expect(told).toEqual({ constructor: 'y', last: { at: '1', constructor: 'y' } });
  });

  test('nothing known is nothing told', () => {
    expect(toAttribution(undefined, undefined)).toBe(noAttribution);
    expect(noAttribution.click).toEqual({});
  });
});
