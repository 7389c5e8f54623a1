// What is kept and told under each choice of the visitor.
import { assertThat, scenario } from 'sandbox:test';
import {
  analytics,
  click,
  clickId,
  cookies,
  data,
  decide,
  denied,
  openLetter,
  openPage,
  page,
  query,
  sources,
  view,
} from './page.ts';

scenario('Sets no cookie where analytics_storage is denied, and tells the campaign of this page all the same', () => {
  denied.push('analytics_storage');
  query['utm_source'] = 'letter';
  query['gclid'] = 'abc';
  view();
  assertThat(cookies['_tilltag']).isUndefined();
  assertThat(page.lines[0]).contains('because analytics_storage is denied; no cookie is set.');
  const report = click().report;
  assertThat(report.visit && report.visit.parameters).isEqualTo({ utm_source: 'letter', gclid: 'abc' });
  assertThat(report.ga_client_id).isUndefined();
  assertThat(report.ga_session_id).isUndefined();
  assertThat(cookies['_tilltag']).isUndefined();
});

scenario('Starts where analytics_storage is granted later, with what the landing page had', () => {
  denied.push('analytics_storage', 'ad_storage');
  query['utm_source'] = 'letter';
  query['gclid'] = 'abc';
  view();
  page.onTimeUp();
  page.nowMs += 20000;
  decide('analytics_storage', true);
  assertThat(cookies['_tilltag']).isEqualTo('1|1763700000||000|1763700000&l=shop.example.com%2F&s=letter');
  decide('ad_storage', true);
  assertThat(cookies['_tilltag']).isEqualTo('1|1763700000||000|1763700000&l=shop.example.com%2F&s=letter&gc=abc');
});

scenario('Sends the loader after elements without a reference at each change of consent', () => {
  denied.push('analytics_storage', 'ad_storage');
  view();
  assertThat(page.requests).hasLength(1);
  decide('analytics_storage', true);
  assertThat(page.requests).hasLength(2);
  assertThat(page.requests[1]).isEqualTo(page.requests[0]);
});

scenario('Asks nothing of a loader that is not there when consent changes', () => {
  denied.push('analytics_storage');
  data.propertyId = '';
  view();
  decide('analytics_storage', true);
  assertThat(page.requests).hasLength(0);
});

scenario('Makes a touch of a click id alone once ad_storage is granted', () => {
  denied.push('ad_storage');
  query['gclid'] = 'abc';
  view();
  assertThat(click().report.last).isUndefined();
  decide('ad_storage', true);
  const report = click().report;
  assertThat(report.first && report.first.parameters).isEqualTo({ gclid: 'abc' });
  assertThat(report.last && report.last.parameters).isEqualTo({ gclid: 'abc' });
});

scenario('Keeps and tells no click ids where ad_storage is denied', () => {
  denied.push('ad_storage');
  query['utm_source'] = 'letter';
  query['gclid'] = 'abc';
  cookies['_gcl_aw'] = 'GCL.1763600000.def';
  cookies['_fbp'] = 'fb.1.1763600000000.123';
  cookies['_fbc'] = 'fb.1.1763600000000.IwAR';
  view();
  assertThat(cookies['_tilltag']).doesNotContain('abc');
  assertThat(page.lines[0]).contains('Click ids are left out, because ad_storage is denied.');
  const description = click();
  assertThat(description.reference.slice(54)).isEqualTo('');
  assertThat(description.report).isEqualTo({
    property_id: 'prop_12345678',
    click_id: clickId,
    clicked_at: 1763700000,
    consent: {
      ad_storage: 'denied',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    ga_client_id: '1234567890.1700000000',
    ga_session_id: '1763690000',
    visit: { at: 1763700000, landing_page: 'shop.example.com/', parameters: { utm_source: 'letter' } },
    first: { at: 1763700000, landing_page: 'shop.example.com/', parameters: { utm_source: 'letter' } },
    last: { at: 1763700000, landing_page: 'shop.example.com/', parameters: { utm_source: 'letter' } },
  });
});

scenario('Tells the campaign and nothing of the visitor where both are denied', () => {
  denied.push('ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization');
  cookies['_fbp'] = 'fb.1.1763600000000.123';
  openLetter();
  const landing = {
    at: 1763700000,
    landing_page: 'shop.example.com/',
    parameters: { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' },
  };
  const description = click();
  assertThat(description.push).isUndefined();
  assertThat(description.report).isEqualTo({
    property_id: 'prop_12345678',
    click_id: clickId,
    clicked_at: 1763700000,
    consent: {
      ad_storage: 'denied',
      analytics_storage: 'denied',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
    },
    visit: landing,
    first: landing,
    last: landing,
  });
});

scenario('Is silent about an element that is only shown where both are denied, until one is granted', () => {
  denied.push('ad_storage', 'analytics_storage');
  openLetter();
  assertThat(page.describe(clickId, 'element')).isUndefined();
  assertThat(page.describe(clickId, 'menu')).isDefined();
  decide('analytics_storage', true);
  assertThat(page.describe(clickId, 'element')).isDefined();
});

scenario('Neither reads nor deletes the cookie of a returning visitor before the banner had time', () => {
  openLetter();
  const before = cookies['_tilltag'];
  denied.push('ad_storage', 'analytics_storage');
  openPage('/', {}, '', 60);
  assertThat(cookies['_tilltag']).isEqualTo(before);
  assertThat(sources()).isEqualTo([undefined, undefined, undefined]);
  decide('ad_storage', true);
  decide('analytics_storage', true);
  assertThat(sources()).isEqualTo(['letter', 'letter', undefined]);
});

scenario('Deletes the cookie where analytics_storage is still denied after five seconds', () => {
  openLetter();
  denied.push('analytics_storage');
  openPage('/', {}, '', 60);
  assertThat(page.waits).isEqualTo([5000, 5000]);
  page.onTimeUp();
  assertThat(cookies['_tilltag']).isUndefined();
});

scenario('Keeps the click ids of a returning visitor until the banner had time, and then drops them', () => {
  openPage('/', { utm_source: 'google', gclid: 'abc' }, '', 0);
  denied.push('ad_storage');
  openPage('/', {}, 'shop.example.com', 1);
  assertThat(cookies['_tilltag']).contains('gc=abc');
  const visit = click().report.visit;
  assertThat(visit && visit.parameters).isEqualTo({ utm_source: 'google' });
  page.onTimeUp();
  assertThat(cookies['_tilltag']).doesNotContain('abc');
  assertThat(cookies['_tilltag']).contains('s=google');
});

scenario('Deletes at once what the visitor withdraws', () => {
  page.usedDefault = true;
  openPage('/', { utm_source: 'google', gclid: 'abc' }, '', 0);
  decide('ad_storage', false);
  assertThat(cookies['_tilltag']).contains('s=google');
  assertThat(cookies['_tilltag']).doesNotContain('abc');
  decide('analytics_storage', false);
  assertThat(cookies['_tilltag']).isUndefined();
});

scenario('Takes a denial that is the first word on consent for a late banner, and waits', () => {
  openLetter();
  const before = cookies['_tilltag'];
  decide('analytics_storage', false);
  assertThat(cookies['_tilltag']).isEqualTo(before);
  page.onTimeUp();
  assertThat(cookies['_tilltag']).isUndefined();
});

scenario('Listens to consent once, however often it runs on a page', () => {
  denied.push('analytics_storage');
  openLetter();
  view();
  view();
  decide('analytics_storage', true);
  assertThat(cookies['_tilltag']).contains('s=letter');
  assertThat(page.listened).isEqualTo(['ad_storage', 'analytics_storage']);
});

scenario('Tells consent as unset where the site has no consent mode', () => {
  openLetter();
  assertThat(click().report.consent).isEqualTo({
    ad_storage: 'unset',
    analytics_storage: 'unset',
    ad_user_data: 'unset',
    ad_personalization: 'unset',
  });
});

scenario('Tells consent as granted where a consent mode is in use', () => {
  page.usedDefault = true;
  openLetter();
  assertThat(click().report.consent).isEqualTo({
    ad_storage: 'granted',
    analytics_storage: 'granted',
    ad_user_data: 'granted',
    ad_personalization: 'granted',
  });
});

scenario('Tells consent as granted where another purpose is denied', () => {
  (['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'] as const).forEach((type) => {
    denied.push(type);
    openLetter();
    const consent = click().report.consent;
    assertThat(consent[type]).isEqualTo('denied');
    assertThat(consent[type === 'ad_user_data' ? 'ad_storage' : 'ad_user_data']).isEqualTo('granted');
    denied.pop();
  });
});

scenario('Tells consent as granted where it was denied before on this page', () => {
  denied.push('analytics_storage');
  openLetter();
  decide('analytics_storage', true);
  assertThat(click().report.consent.analytics_storage).isEqualTo('granted');
});

scenario('Reads consent at the click, not when the page began', () => {
  openLetter();
  denied.push('analytics_storage');
  assertThat(analytics.client_id).isDefined();
  assertThat(click().report.ga_client_id).isUndefined();
});
