// What a click on a payment link tells.
import { assertApi, assertThat, mock, scenario } from 'sandbox:test';
import {
  analytics,
  click,
  clickId,
  cookies,
  data,
  googleClick,
  openLetter,
  openPage,
  page,
  query,
  view,
} from './page.ts';

scenario('Hands property, endpoint and own payment domains to the loader', () => {
  data.endpoint = ' https://tags.example.com/base/ ';
  data.paymentDomains = 'pay.example.com, https://Shop.example.org/x\nlocalhost, kasse.müller.example';
  view();
  assertThat(page.requests).isEqualTo([
    {
      endpoint: 'https://tags.example.com/base',
      property_id: 'prop_12345678',
      domains: ['pay.example.com', 'shop.example.org', 'kasse.xn--mller-kva.example'],
    },
  ]);
});

scenario('Tells the GA4 client and the session of the Measurement ID', () => {
  data.measurementId = ' g-shop ';
  analytics.sessions.unshift({ measurement_id: 'G-OTHER', session_id: '1', session_number: 1 });
  openLetter();
  const report = click().report;
  assertThat(report.ga_client_id).isEqualTo('1234567890.1700000000');
  assertThat(report.ga_session_id).isEqualTo('1763690000');
  assertThat(page.lines[1]).isEqualTo(
    'Tilltag: a click on a payment link is told: letter / email / autumn, with its GA4 session.',
  );
});

scenario('Tells no session rather than that of another Measurement ID', () => {
  data.measurementId = 'G-ELSE';
  openLetter();
  const report = click().report;
  assertThat(report.ga_client_id).isDefined();
  assertThat(report.ga_session_id).isUndefined();
  assertThat(page.lines[1]).contains('without a GA4 session, because none of G-ELSE is known here.');
});

scenario('Without a Measurement ID tells the only session, and none of several', () => {
  data.measurementId = '';
  openLetter();
  assertThat(click().report.ga_session_id).isEqualTo('1763690000');
  analytics.sessions.push({ measurement_id: 'G-OTHER', session_id: '1', session_number: 1 });
  assertThat(click().report.ga_session_id).isUndefined();
  assertThat(page.lines[2]).contains('enter the Measurement ID to say which one is meant');
});

scenario('Tells no id of GA that is longer than the function takes', () => {
  const long = 'abcdefghijklmnopq'.split('').join('0123456789abcdef');
  analytics.client_id = long.slice(0, 256);
  openLetter();
  assertThat(click().report.ga_client_id).isEqualTo(long.slice(0, 256));
  analytics.client_id = long.slice(0, 257);
  assertThat(click().report.ga_client_id).isUndefined();
});

scenario('Reads the cookies of GA under their prefix', () => {
  data.gaCookiePrefix = ' shop ';
  openLetter();
  click();
  assertApi('readAnalyticsStorage').wasCalledWith({ cookie_prefix: 'shop' });
});

scenario('Reads GA at each click, because on a first visit its cookie comes after the page', () => {
  mock('readAnalyticsStorage', () => (page.nowMs > 1763700000000 ? analytics : undefined));
  openLetter();
  assertThat(click().report.ga_client_id).isUndefined();
  assertThat(page.lines[1]).contains('because no Google tag has set its cookie');
  page.nowMs += 1;
  assertThat(click().report.ga_client_id).isDefined();
});

scenario('Puts the click id of Google Ads of the visit into the passport, gclid before the others', () => {
  query['wbraid'] = 'w1';
  query['gclid'] = 'g1';
  cookies['_gcl_aw'] = 'GCL.1763600000.old';
  view();
  assertThat(googleClick()).isEqualTo('gg1');
});

scenario('Puts gbraid or wbraid into the passport where the visit has no gclid', () => {
  query['wbraid'] = 'w1';
  view();
  assertThat(googleClick()).isEqualTo('ww1');
});

scenario('Reads the click id from the cookie of the conversion linker in all its forms', () => {
  openLetter();
  [
    ['GCL.1763600000.Cj0K', 'Cj0K'],
    ['2.1.kCj0K$i1763600000', 'Cj0K'],
    ['2.1.i1763600000$kCj0K-x_y$u1', 'Cj0K-x_y'],
  ].forEach((pair) => {
    cookies['_gcl_aw'] = pair[0] || '';
    assertThat(googleClick(), pair[0]).isEqualTo('g' + pair[1]);
  });
  ['', 'GCL', 'GCL.1763600000.', 'GCL.1763600000.a.b', 'GCL.1.<b>', '2.1.i1763600000', 'nonsense'].forEach((value) => {
    cookies['_gcl_aw'] = value;
    assertThat(googleClick(), value).isEqualTo('');
  });
});

scenario('Tells the ids of Meta where they are what they should be', () => {
  cookies['_fbp'] = 'fb.1.1763600000000.1234567890';
  cookies['_fbc'] = 'fb.2.1763600000000.IwAR_x-y';
  openLetter();
  assertThat(click().report.fbp).isEqualTo('fb.1.1763600000000.1234567890');
  assertThat(click().report.fbc).isEqualTo('fb.2.1763600000000.IwAR_x-y');
  cookies['_fbp'] = 'fb.1.x';
  cookies['_fbc'] = '<b>';
  assertThat(click().report.fbp).isUndefined();
  assertThat(click().report.fbc).isUndefined();
});

scenario('Keeps the id of the click in the cookie, over the next pages too', () => {
  openLetter();
  click();
  assertThat(cookies['_tilltag']).contains('1|1763700000|' + clickId + '|000|');
  openPage('/thanks', { session_id: 'cs_live_a1B2' }, '', 10);
  assertThat(cookies['_tilltag']).contains(clickId);
});

scenario('Forgets the click where another campaign brings the visitor later', () => {
  openLetter();
  click();
  openPage('/', {}, '', 60);
  assertThat(cookies['_tilltag']).contains(clickId);
  openPage('/', { utm_source: 'ads' }, '', 60);
  assertThat((cookies['_tilltag'] || '').indexOf(clickId)).isEqualTo(-1);
});

scenario('Keeps no click id that the loader cannot have made', () => {
  openLetter();
  const before = cookies['_tilltag'];
  page.describe('<b>', 'click');
  assertThat(cookies['_tilltag']).isEqualTo(before);
});

scenario('Pushes begin_checkout where the field says so, at clicks alone', () => {
  openLetter();
  assertThat(click().push).isUndefined();
  data.pushBeginCheckout = true;
  data.dataLayerName = 'shopLayer';
  openLetter();
  assertThat(click().push).isEqualTo({ dataLayer: 'shopLayer', messages: [{ event: 'begin_checkout' }] });
  const shown = page.describe(clickId, 'element');
  assertThat(shown && shown.push).isUndefined();
  const held = page.describe(clickId, 'menu');
  assertThat(held && held.push).isUndefined();
  assertThat(held && held.report).isEqualTo(click().report);
  data.dataLayerName = '';
  openLetter();
  assertThat(click().push).isEqualTo({ dataLayer: 'dataLayer', messages: [{ event: 'begin_checkout' }] });
});

scenario('Tells what this page knows where the cookie was deleted in between', () => {
  openLetter();
  cookies['_tilltag'] = '';
  const report = click().report;
  assertThat(report.visit && report.visit.parameters['utm_source']).isEqualTo('letter');
});
