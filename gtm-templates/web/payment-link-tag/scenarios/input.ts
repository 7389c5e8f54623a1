// What the tag makes of addresses, cookies and forms that hold what they should not.
import { assertThat, scenario } from 'sandbox:test';
import { click, cookies, data, openLetter, openPage, page, query, sources, view, written } from './page.ts';

scenario('Leaves out values with an e-mail address in them', () => {
  query['utm_source'] = 'letter';
  query['utm_term'] = 'buyer@example.com';
  query['utm_content'] = 'to-buyer%40example.com';
  page.path = '/bye/buyer@example.com';
  view();
  const last = click().report.last;
  assertThat(last && last.parameters).isEqualTo({ utm_source: 'letter' });
  assertThat(last && last.landing_page).isUndefined();
});

scenario('Keeps letters and emoji of all scripts as they are', () => {
  query['utm_source'] = 'Müller & Söhne';
  query['utm_campaign'] = 'Été 🎁 50%|=&';
  view();
  const last = click().report.last;
  assertThat(last && last.parameters).isEqualTo({ utm_source: 'Müller & Söhne', utm_campaign: 'Été 🎁 50%|=&' });
});

scenario('Cuts a campaign of 1000 characters to 500, and leaves out a click id that is too long', () => {
  const long = 'abcdefghij'
    .split('')
    .join(
      'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz12345678',
    );
  query['utm_source'] = long;
  query['gclid'] = long;
  query['fbclid'] = long.slice(0, 500);
  view();
  assertThat(long.length).isGreaterThan(999);
  const last = click().report.last;
  assertThat(last && last.parameters).isEqualTo({ utm_source: long.slice(0, 500), fbclid: long.slice(0, 500) });
});

scenario('Takes a reload for the same touch though the cookie had to cut the campaign', () => {
  const long = 'abcdefghij'.split('').join('€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€');
  openPage('/', { utm_source: long, utm_medium: long, utm_campaign: long }, '', 0);
  openPage('/', { utm_source: long, utm_medium: long, utm_campaign: long }, '', 1);
  const last = click().report.last;
  assertThat(last && last.parameters['utm_campaign']).isEqualTo(long.slice(0, 40));
  assertThat(last && last.at).isEqualTo(1763700000);
  assertThat((cookies['_tilltag'] || '').length).isLessThanOrEqualTo(1500);
});

scenario('Leaves out click ids that are none, and markup in them', () => {
  query['utm_source'] = 'letter';
  query['gclid'] = '<script>alert(1)</script>';
  query['fbclid'] = 'a b';
  query['ttclid'] = 'x;path=/';
  view();
  const last = click().report.last;
  assertThat(last && last.parameters).isEqualTo({ utm_source: 'letter' });
});

scenario('Takes a cookie that it cannot read for none', () => {
  ['', '1', 'nonsense', '1|99999999999||000', '2|1763700000||---', '1|1763700000||000|<b>'].forEach((value) => {
    cookies['_tilltag'] = value;
    openPage('/', { utm_source: 'letter' }, '', 60);
    assertThat(sources(), value).isEqualTo(['letter', 'letter', 'letter']);
  });
});

scenario('Is not misled by a cookie from the future', () => {
  cookies['_tilltag'] = '1|4000000000||000|4000000000&s=future';
  openLetter();
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
});

scenario('Writes its cookie for the site, for as long and under the name that the fields say', () => {
  data.cookieName = 'shop_touch';
  data.cookieDomain = 'example.com';
  data.cookieDays = '30';
  openLetter();
  assertThat(cookies['_tilltag']).isUndefined();
  assertThat(cookies['shop_touch']).isDefined();
  assertThat(written.options).isEqualTo({
    domain: 'example.com',
    path: '/',
    'max-age': 2592000,
    samesite: 'lax',
    secure: true,
  });
});

scenario('Keeps its cookie for no longer than browsers do, and 90 days where the field holds no number', () => {
  data.cookieDays = '1000';
  openLetter();
  assertThat(written.maxAge).isEqualTo(400 * 86400);
  data.cookieDays = 'long';
  openLetter();
  assertThat(written.maxAge).isEqualTo(90 * 86400);
});

scenario('Falls back to the usual cookie where the fields hold what no cookie can have', () => {
  data.cookieName = 'a; domain=evil.example';
  data.cookieDomain = 'example.com; path=/x';
  data.cookieDays = '-5';
  page.protocol = 'http';
  openLetter();
  assertThat(cookies['_tilltag']).isDefined();
  assertThat(written.options).isEqualTo({
    domain: 'auto',
    path: '/',
    'max-age': 7776000,
    samesite: 'lax',
    secure: false,
  });
});
