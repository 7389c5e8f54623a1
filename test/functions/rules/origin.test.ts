// Where visitors came from, told by what is known of them.
import { describe, expect, test } from 'vitest';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import { findOrigins, toClickOrigins, toOrigin } from '../../../functions/rules/origin.ts';

const newsletter = { at: 1, parameters: { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'may' } };
const blog = { at: 2, parameters: {}, referrer_host: 'blog.example' };

describe('toOrigin', () => {
  test('reads source, medium and campaign from the UTMs', () => {
    expect(toOrigin(newsletter)).toEqual({ source: 'newsletter', medium: 'email', campaign: 'may' });
  });

  test('names the ad network where only its click id is there', () => {
    expect(toOrigin({ at: 1, parameters: { gclid: 'abc' } })).toEqual({
      source: 'google',
      medium: 'cpc',
      campaign: null,
    });
  });

  test('fills what the UTMs leave open from the click id', () => {
    const touch = { at: 1, parameters: { utm_campaign: 'may', msclkid: 'x' } };
    expect(toOrigin(touch)).toEqual({ source: 'bing', medium: 'cpc', campaign: 'may' });
  });

  test('takes the site that linked where nothing else is told', () => {
    expect(toOrigin(blog)).toEqual({ source: 'blog.example', medium: 'referral', campaign: null });
  });

  test('passes an e-mail address over', () => {
    expect(toOrigin({ at: 1, parameters: { utm_source: 'ada@example.com' } })).toBeUndefined();
  });

  test('tells nothing of a visit that came by itself', () => {
    expect(toOrigin({ at: 1, parameters: {} })).toBeUndefined();
  });
});

describe('toClickOrigins', () => {
  test('tells the visit of the click from the first touch', () => {
    const origins = toClickOrigins({ visit: newsletter, first: blog, last: newsletter });
    expect([origins?.first.source, origins?.last.source]).toEqual(['blog.example', 'newsletter']);
  });

  test('takes the last touch where the visit came by itself', () => {
    const origins = toClickOrigins({ visit: { at: 3, parameters: {} }, first: blog, last: newsletter });
    expect(origins?.last.source).toBe('newsletter');
  });

  test('takes the only touch for both', () => {
    const origins = toClickOrigins({ visit: newsletter });
    expect(origins?.first).toEqual(origins?.last);
  });

  test('tells nothing where no touch does', () => {
    expect(toClickOrigins({ visit: { at: 3, parameters: {} } })).toBeUndefined();
  });
});

describe('findOrigins', () => {
  const nothing = { passport: null, pageCampaign: null };
  const pageCampaign = {
    utm_source: 'partner',
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
  };
  const clickId = 'AAAAAAAAAAAAAAAAAAAAAA';
  const carried = encodePassport({
    clickId,
    clickedAtSeconds: 1_700_000_000,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    googleClick: { parameter: 'gclid', value: 'abc' },
  });

  if (carried === undefined) throw new Error('The passport fits.');
  const passport: string = carried;

  test('prefers the click record to the page and the passport', () => {
    const clickOrigins = {
      first: { source: 'a', medium: null, campaign: null },
      last: { source: 'b', medium: null, campaign: null },
    };
    expect(findOrigins({ clickOrigins, passport, pageCampaign })).toEqual(clickOrigins);
  });

  test('prefers the page to the passport', () => {
    expect(findOrigins({ passport, pageCampaign }).last.source).toBe('partner');
  });

  test('knows a click on Google’s ads from the passport alone', () => {
    expect(findOrigins({ ...nothing, passport }).first).toEqual({ source: 'google', medium: 'cpc', campaign: null });
  });

  test('knows nothing where nothing is known', () => {
    expect(findOrigins(nothing).last).toEqual({ source: null, medium: null, campaign: null });
  });
});
