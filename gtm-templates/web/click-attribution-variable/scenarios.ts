// What the click attribution variable does, as the tests that GTM shows beside it.
import { assertApi, assertThat, mock, runCode, scenario } from 'sandbox:test';
import type { ConsentType } from 'sandbox:web';
import type { Data } from './form.ts';

/** The visitor came with an ad first, and with the newsletter last. */
const first = '1763600000&l=shop.example.com%2Foffer&r=www.google.com&s=google&m=cpc&gc=abc-1&_cjevent=c1';
const last =
  '1763700000&l=shop.example.com%2F&s=letter&m=email&c=autumn%20%F0%9F%8E%81&t=books&n=top&i=7&p=Mailer&f=text&a=retention';

const cookies: Record<string, string> = { _tilltag: '1|1763700000|AbCdEfGhIjKlMnOpQrStUv|011|' + first + '|' + last };

const denied: ConsentType[] = [];

mock('getCookieValues', (name) => {
  const value = cookies[name];
  return value === undefined ? [] : [value];
});
mock('isConsentGranted', (type) => denied.indexOf(type) === -1);

function readLast(part: Data['part']): unknown {
  return runCode<Data>({ part: part, touch: 'last', cookieName: '_tilltag' });
}

function readFirst(part: Data['part']): unknown {
  return runCode<Data>({ part: part, touch: 'first', cookieName: '_tilltag' });
}

scenario('Reads each part of the campaign of the last touch', () => {
  assertThat(readLast('utm_source')).isEqualTo('letter');
  assertThat(readLast('utm_medium')).isEqualTo('email');
  assertThat(readLast('utm_campaign')).isEqualTo('autumn 🎁');
  assertThat(readLast('utm_term')).isEqualTo('books');
  assertThat(readLast('utm_content')).isEqualTo('top');
  assertThat(readLast('utm_id')).isEqualTo('7');
  assertThat(readLast('utm_source_platform')).isEqualTo('Mailer');
  assertThat(readLast('utm_creative_format')).isEqualTo('text');
  assertThat(readLast('utm_marketing_tactic')).isEqualTo('retention');
});

scenario('Reads the first touch where the field says so', () => {
  assertThat(readFirst('utm_source')).isEqualTo('google');
  assertThat(readFirst('gclid')).isEqualTo('abc-1');
});

scenario('Reads landing page and referring site', () => {
  assertThat(readFirst('landing_page')).isEqualTo('shop.example.com/offer');
  assertThat(readFirst('referrer_host')).isEqualTo('www.google.com');
});

scenario('Reads every click id by its name', () => {
  cookies['_tilltag'] =
    '1|1763700000||000|1763700000&gc=1&gb=2&wb=3&dc=4&fb=5&ms=6&tt=7&tw=8&li=9&ep=10&sc=11&rd=12&yc=13&ir=14';
  const parts: Data['part'][] = ['gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'msclkid', 'ttclid'];
  const others: Data['part'][] = ['twclid', 'li_fat_id', 'epik', 'ScCid', 'rdt_cid', 'yclid', 'irclickid'];
  assertThat(parts.map(readLast)).isEqualTo(['1', '2', '3', '4', '5', '6', '7']);
  assertThat(others.map(readLast)).isEqualTo(['8', '9', '10', '11', '12', '13', '14']);
});

scenario('Reads a click id that only this site knows', () => {
  assertThat(runCode<Data>({ part: 'custom', touch: 'first', customName: ' cjevent ' })).isEqualTo('c1');
  assertThat(runCode<Data>({ part: 'custom', touch: 'first', customName: 'gclid' })).isEqualTo('abc-1');
});

scenario('Is undefined for a name that no click id can have', () => {
  ['', '__proto__', 'constructor', 'hasOwnProperty', '9', 'a b', 'utm_source', 'first'].forEach((name) => {
    assertThat(runCode<Data>({ part: 'custom', touch: 'first', customName: name }), name).isUndefined();
  });
});

scenario('Is undefined where the touch has no such part', () => {
  assertThat(readLast('gclid')).isUndefined();
  assertThat(readLast('referrer_host')).isUndefined();
  assertThat(readFirst('utm_campaign')).isUndefined();
});

scenario('Is undefined where nothing is remembered', () => {
  cookies['_tilltag'] = '1|1763700000||--0|1763700000&l=shop.example.com%2F';
  assertThat(readFirst('landing_page')).isUndefined();
  assertThat(readLast('landing_page')).isUndefined();
  mock('getCookieValues', []);
  assertThat(readLast('utm_source')).isUndefined();
});

scenario('Is undefined where the cookie cannot be read', () => {
  ['', '1', 'nonsense', '2|1||---', '1|1||000', '1|1||000|x&s=letter'].forEach((value) => {
    cookies['_tilltag'] = value;
    assertThat(readLast('utm_source'), value).isUndefined();
  });
});

scenario('Reads the cookie that the field names, and the usual one where it names none', () => {
  cookies['shop_touch'] = '1|1||000|1&s=other';
  assertThat(runCode<Data>({ part: 'utm_source', touch: 'last', cookieName: ' shop_touch ' })).isEqualTo('other');
  assertThat(runCode<Data>({ part: 'utm_source', touch: 'last', cookieName: '' })).isEqualTo('letter');
});

scenario('Reads no click id where ad_storage is denied, and the campaign all the same', () => {
  denied.push('ad_storage');
  assertThat(readFirst('gclid')).isUndefined();
  assertThat(runCode<Data>({ part: 'custom', touch: 'first', customName: 'cjevent' })).isUndefined();
  assertThat(readFirst('utm_source')).isEqualTo('google');
  assertThat(readFirst('landing_page')).isEqualTo('shop.example.com/offer');
});

scenario('Does not read the cookie where analytics_storage is denied', () => {
  denied.push('analytics_storage');
  assertThat(readLast('utm_source')).isUndefined();
  assertApi('getCookieValues').wasNotCalled();
});
