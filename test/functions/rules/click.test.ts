// The record of a click: what consent denies is left out whatever the page says, and what nobody may keep as well.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClickConsent, ClickReport, Touch } from '../../../functions/contract/click-report.ts';
import { type Click, canHaveLedTo, isCampaignParameter, toClick } from '../../../functions/rules/click.ts';

const unset: ClickConsent = {
  ad_storage: 'unset',
  analytics_storage: 'unset',
  ad_user_data: 'unset',
  ad_personalization: 'unset',
};
const touch: Touch = {
  at: 1_763_700_000,
  landing_page: 'shop.example.com/shirts',
  referrer_host: 'www.example.org',
  parameters: { utm_source: 'news letter', utm_id: '7', gclid: 'Cj0_x', ScCid: 'snap' },
};
const report: ClickReport = {
  property_id: 'tt_shop',
  click_id: 'AAECAwQFBgcICQoLDA0ODw',
  clicked_at: 1_763_700_123,
  consent: unset,
  ga_client_id: '1234567890.1700000000',
  ga_session_id: '1763700000',
  fbp: 'fb.1.1.2',
  fbc: 'fb.1.1.3',
  visit: touch,
  first: touch,
  last: touch,
};
const nowMs = 1_763_700_125_000;
const keep = (changes: Partial<ClickReport> = {}): Click =>
  toClick({ ...report, ...changes }, { id: 'tt_shop:click', property: { id: 'tt_shop', clickDays: 90 }, nowMs });
const keepTouch = (changes: Partial<Touch>): Touch | undefined => keep({ visit: { ...touch, ...changes } }).visit;
const keepParameters = (parameters: Record<string, string>) => keepTouch({ parameters })?.parameters;

describe('toClick', () => {
  test('a whole report becomes a record that expires after the days of the property', () => {
    expect(keep()).toEqual({
      id: 'tt_shop:click',
      version: 1,
      propertyId: 'tt_shop',
      clickId: 'AAECAwQFBgcICQoLDA0ODw',
      clickedAtSeconds: 1_763_700_123,
      receivedAtMs: nowMs,
      expiresAtMs: nowMs + 90 * 24 * 60 * 60 * 1000,
      consent: unset,
      gaClientId: '1234567890.1700000000',
      gaSessionId: '1763700000',
      fbp: 'fb.1.1.2',
      fbc: 'fb.1.1.3',
      visit: touch,
      first: touch,
      last: touch,
    });
  });

  test('what the page did not say is absent', () => {
    const { property_id, click_id, clicked_at, consent } = report;
    const click = toClick(
      { property_id, click_id, clicked_at, consent },
      { id: 'x', property: { id: 'tt_shop', clickDays: 1 }, nowMs },
    );
    expect(Object.keys(click)).toEqual([
      ...['id', 'version', 'propertyId', 'clickId', 'clickedAtSeconds', 'receivedAtMs', 'expiresAtMs', 'consent'],
    ]);
  });

  test('without ad_storage there are no click ids in any touch, and neither fbp nor fbc; the campaign stays', () => {
    const click = keep({ consent: { ...unset, ad_storage: 'denied' } });
    const kept = { ...touch, parameters: { utm_source: 'news letter', utm_id: '7' } };
    expect(click).toMatchObject({ visit: kept, first: kept, last: kept, gaClientId: '1234567890.1700000000' });
    expect(JSON.stringify(click)).not.toMatch(/Cj0_x|snap|fb\.1/);
  });

  test('without analytics_storage there are no GA ids; click ids stay', () => {
    const click = keep({ consent: { ...unset, analytics_storage: 'denied' } });
    expect(click).not.toHaveProperty('gaClientId');
    expect(click).not.toHaveProperty('gaSessionId');
    expect(click).toMatchObject({ fbp: 'fb.1.1.2', visit: touch });
  });

  test.each(['ada@example.com', 'x ada@example.com', 'ada%40example.com', 'a\u0000b', ' ', ''])(
    'the value %j is kept nowhere',
    (value) => {
      expect(keepParameters({ utm_term: value, gclid: value, utm_source: 'x' })).toEqual({ utm_source: 'x' });
      expect(keepTouch({ landing_page: value })).not.toHaveProperty('landing_page');
      expect(keepTouch({ referrer_host: value })).not.toHaveProperty('referrer_host');
      const click = keep({ ga_client_id: value, ga_session_id: value, fbp: value, fbc: value });
      for (const name of ['gaClientId', 'gaSessionId', 'fbp', 'fbc']) expect(click).not.toHaveProperty(name);
    },
  );

  test('a landing page loses its query and fragment', () => {
    expect(keepTouch({ landing_page: 'shop.example.com/a?email=ada' })?.landing_page).toBe('shop.example.com/a');
    expect(keepTouch({ landing_page: 'shop.example.com/a#token' })?.landing_page).toBe('shop.example.com/a');
  });

  test.each(['<b>', 'a/b', 'a b', 'user@host'])('%j is no referrer host', (referrer_host) => {
    expect(keepTouch({ referrer_host })).not.toHaveProperty('referrer_host');
  });

  test('a value of 1,000 characters is kept whole', () => {
    for (const character of ['ä', '🎉']) {
      const utm_campaign = character.repeat(1_000);
      expect(keepParameters({ utm_campaign })).toEqual({ utm_campaign });
    }
  });

  test('names that objects inherit are names like any other', () => {
    const parameters = keepParameters(JSON.parse('{"constructor":"a","toString":"b","__proto__":"c"}')) ?? {};
    expect(Object.entries(parameters)).toEqual([
      ['constructor', 'a'],
      ['toString', 'b'],
      ['__proto__', 'c'],
    ]);
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
  });

  test('whatever the page sends, no click id survives a denial', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,39}$/);
    const parameters = fc.dictionary(name, fc.string(), { noNullPrototype: true });
    fc.assert(
      fc.property(parameters, (sent) => {
        const visit = { at: 1, parameters: sent };
        const { visit: kept } = keep({ visit, consent: { ...unset, ad_storage: 'denied' } });
        expect(Object.keys(kept?.parameters ?? {}).filter((key) => !/^utm_/i.test(key))).toEqual([]);
      }),
    );
  });
});

describe('isCampaignParameter', () => {
  test('tells campaigns from click ids', () => {
    expect(['utm_source', 'utm_id', 'UTM_Source'].every(isCampaignParameter)).toBe(true);
    expect(['gclid', 'my_utm_id', 'utmx', 'constructor'].some(isCampaignParameter)).toBe(false);
  });
});

describe('canHaveLedTo', () => {
  const receivedAtMs = Date.UTC(2026, 10, 21, 12);
  const createdAfter = (seconds: number) => ({ createdSeconds: receivedAtMs / 1000 + seconds });

  test('a click leads to a session that is created at once, or within a day at a button on an open page', () => {
    expect(canHaveLedTo({ receivedAtMs }, createdAfter(1))).toBe(true);
    expect(canHaveLedTo({ receivedAtMs }, createdAfter(86_399))).toBe(true);
  });

  test('a record that arrives after its session was created still belongs to it', () => {
    expect(canHaveLedTo({ receivedAtMs }, createdAfter(-30))).toBe(true);
  });

  test('a session that is created a day later or more had another cause', () => {
    expect(canHaveLedTo({ receivedAtMs }, createdAfter(86_400))).toBe(false);
  });
});
