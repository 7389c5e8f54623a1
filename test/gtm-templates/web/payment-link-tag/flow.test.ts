// What the built payment link tag remembers and tells on an ordinary page.
import { describe, expect, test } from 'vitest';
import { decodePassport } from '../../../../functions/rules/decode-passport.ts';
import { endpoint } from '../built-tpl.ts';
import { clickId, openPage } from './open-page.ts';

describe('payment link tag', () => {
  const landing =
    'https://shop.example.com/offer?utm_source=letter&utm_campaign=F%C3%BCr+dich%20%F0%9F%8E%81&gclid=a.b-c';

  test('a landing page with a campaign is remembered in one cookie for the whole site', () => {
    const { page, cookie } = openPage({ href: landing, referrer: 'https://mail.example.net/inbox' });
    expect(cookie()).toBe(
      '1|1763700000||000|1763700000&l=shop.example.com%2Foffer&r=mail.example.net&s=letter&c=F%C3%BCr%20dich%20%F0%9F%8E%81&gc=a.b-c',
    );
    expect(page.cookieLines.at(-1)).toMatch(/; domain=\S+; path=\/; max-age=7776000; samesite=lax; secure$/);
  });

  test('the loader gets the endpoint, the property and the own payment domains', () => {
    const { requests } = openPage({ fields: { paymentDomains: 'pay.example.com, https://buy.example.org/x' } });
    expect(requests).toEqual([
      { endpoint, property_id: 'prop_12345678', domains: ['pay.example.com', 'buy.example.org'] },
    ]);
  });

  test('a click tells campaign, GA and Meta ids and the click on a Google ad, and leaves its id in the cookie', () => {
    const opened = openPage({
      href: landing,
      cookies: {
        _ga: 'GA1.1.4294967296.1700000000',
        _ga_SHOP: 'GS2.1.s1763699000$o4$g1$t1763699900$j60$l0$h0',
        _fbp: 'fb.1.1763600000000.1234567890',
        _gcl_aw: '2.1.kolder$i1763600000',
      },
    });
    const parameters = { utm_source: 'letter', utm_campaign: 'Für dich 🎁', gclid: 'a.b-c' };
    const touch = { at: 1_763_700_000, landing_page: 'shop.example.com/offer', parameters };
    const unset = 'unset';
    const { reference = '', report } = opened.click() ?? {};
    expect(report).toEqual({
      property_id: 'prop_12345678',
      click_id: clickId,
      clicked_at: 1_763_700_000,
      consent: { ad_storage: unset, analytics_storage: unset, ad_user_data: unset, ad_personalization: unset },
      ga_client_id: '4294967296.1700000000',
      ga_session_id: '1763699000',
      fbp: 'fb.1.1763600000000.1234567890',
      visit: touch,
      first: touch,
      last: touch,
    });
    expect(decodePassport(reference)).toEqual({
      clickId,
      clickedAtSeconds: 1_763_700_000,
      consent: report?.consent,
      gaSessionId: '1763699000',
    });
    expect(opened.cookie()).toContain(`1|1763700000|${clickId}|000|`);
  });

  test('a session cookie of the older form is read as well', () => {
    const cookies = { _ga: 'GA1.1.1.1700000000', _ga_SHOP: 'GS1.1.1763699000.4.1.1763699900.60.0.0' };
    expect(openPage({ cookies }).click()?.report.ga_session_id).toBe('1763699000');
  });

  test('the next page goes on with what the first one has left', () => {
    const first = openPage({ href: landing });
    const next = openPage({
      href: 'https://shop.example.com/cart',
      referrer: landing,
      cookies: { _tilltag: first.cookie() ?? '' },
      nowMs: 1_763_700_600_000,
    });
    expect(next.click()?.report.visit?.parameters['utm_source']).toBe('letter');
    expect(next.cookie()).toMatch(/^1\|1763700600\|/);
  });

  test('begin_checkout is handed over where the field says so', () => {
    const { click } = openPage({ fields: { pushBeginCheckout: true, dataLayerName: 'layer' } });
    expect(click()?.push).toEqual({ dataLayer: 'layer', messages: [{ event: 'begin_checkout' }] });
    expect(click('element')?.push).toBeUndefined();
  });

  test('the console has no click id and no address', () => {
    const { run, click } = openPage({ href: `${landing}&utm_term=buyer@example.com` });
    click();
    expect(run.consoleTexts()).toHaveLength(2);
    expect(run.consoleTexts().join('\n')).not.toMatch(/a\.b-c|@|AbCdEf/);
  });

  test('two tags on one page share what they know', () => {
    const first = openPage({ href: landing });
    const again = first.run.container;
    expect(first.click()?.report.visit?.at).toBe(1_763_700_000);
    expect(again.templateStorages.size).toBe(1);
  });
});
