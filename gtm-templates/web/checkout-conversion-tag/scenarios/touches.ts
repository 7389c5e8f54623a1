// Where first touch, last touch and click ids of an event come from.
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { checkout, data, sessionId } from './checkout.ts';
import { cookies, denied, eventValue, page, query, visit } from './page.ts';

const clickId = 'AbCdEfGhIjKlMnOpQrStUv';

/** The visitor came with an ad first, and with a letter last. */
const remembered =
  '1|1763700000|' +
  clickId +
  '|011|1763600000&l=shop.example.com%2Foffer&r=www.google.com&s=google&gc=old|1763700000&s=letter&m=post&c=autumn&t=books&n=top&fb=new';

function forgetCampaign(): void {
  checkout.utm_source = null;
  checkout.utm_medium = null;
}

scenario('Sends the click id that the payment links tag has left in its cookie', () => {
  cookies['_tilltag'] = remembered;
  visit();
  assertThat(page.asked.map((one) => one.query.click_id)).isEqualTo([clickId]);
});

scenario('Sends no click id where the cookie has none', () => {
  cookies['_tilltag'] = '1|1763700000||---';
  visit();
  assertThat(page.asked.filter((one) => one.query.click_id !== undefined)).isEmpty();
});

scenario('Reads the cookie that the field names', () => {
  data.cookieName = ' shop_touch ';
  cookies['shop_touch'] = remembered;
  visit();
  assertThat(page.asked.map((one) => one.query.click_id)).isEqualTo([clickId]);
});

scenario('Neither reads the cookie nor sends its click id where analytics_storage is denied', () => {
  cookies['_tilltag'] = remembered;
  forgetCampaign();
  denied.push('analytics_storage');
  visit();
  assertThat(page.asked.filter((one) => one.query.click_id !== undefined)).isEmpty();
  assertThat(eventValue('last_touch')).isUndefined();
  assertThat(eventValue('utm_source')).isNull();
  assertApi('getCookieValues').wasNotCalled();
});

scenario('Pushes the touches and click ids that Tilltag knows, whatever the cookie says', () => {
  cookies['_tilltag'] = remembered;
  checkout.click = {
    gclid: 'click-1',
    landing_page: 'shop.example.com/',
    first: { at: '1', utm_source: 'first', gclid: 'click-0', count: 7 },
    last: { at: '2', utm_source: 'last', gclid: 'click-1' },
  };
  visit();
  assertThat(eventValue('first_touch')).isEqualTo({ at: '1', utm_source: 'first', gclid: 'click-0' });
  assertThat(eventValue('last_touch')).isEqualTo({ at: '2', utm_source: 'last', gclid: 'click-1' });
  assertThat(eventValue('gclid')).isEqualTo('click-1');
  assertThat(eventValue('landing_page')).isEqualTo('shop.example.com/');
  assertThat(eventValue('fbclid')).isUndefined();
});

scenario('Pushes what the cookie remembers where Tilltag knows nothing', () => {
  cookies['_tilltag'] = remembered;
  forgetCampaign();
  visit();
  assertThat(eventValue('first_touch')).isEqualTo({
    at: '1763600000',
    landing_page: 'shop.example.com/offer',
    referrer_host: 'www.google.com',
    utm_source: 'google',
    gclid: 'old',
  });
  assertThat(eventValue('last_touch')).isEqualTo({
    at: '1763700000',
    utm_source: 'letter',
    utm_medium: 'post',
    utm_campaign: 'autumn',
    utm_term: 'books',
    utm_content: 'top',
    fbclid: 'new',
  });
  assertThat(eventValue('fbclid')).isEqualTo('new');
  assertThat(eventValue('at')).isUndefined();
  assertThat(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'].map(eventValue)).isEqualTo([
    'letter',
    'post',
    'autumn',
    'books',
    'top',
  ]);
});

scenario('Does not mix the campaign of the cookie into another one', () => {
  cookies['_tilltag'] = remembered;
  forgetCampaign();
  query['utm_source'] = 'of the address';
  visit();
  assertThat(eventValue('utm_source')).isEqualTo('of the address');
  assertThat(eventValue('utm_campaign')).isNull();
});

scenario('Pushes no campaign of the cookie where the click is known to have had none', () => {
  cookies['_tilltag'] = remembered;
  forgetCampaign();
  checkout.click = { landing_page: 'shop.example.com/', last: { at: '2', landing_page: 'shop.example.com/' } };
  visit();
  assertThat(eventValue('utm_source')).isNull();
  assertThat(eventValue('last_touch')).isEqualTo({ at: '2', landing_page: 'shop.example.com/' });
});

scenario('Pushes the campaign of the click alone, whatever the address adds', () => {
  checkout.click = { last: { at: '2', utm_source: 'newsletter' } };
  query['utm_source'] = 'shelf';
  query['utm_term'] = 'footer';
  visit();
  assertThat(eventValue('utm_source')).isEqualTo('newsletter');
  assertThat(eventValue('utm_medium')).isEqualTo('email');
  assertThat(eventValue('utm_term')).isNull();
});

scenario('Sends what the cookie remembers of the campaign where the address has one', () => {
  cookies['_tilltag'] = remembered;
  query['utm_source'] = 'letter';
  visit();
  assertThat(page.asked.map((one) => one.query)).isEqualTo([
    {
      property_id: 'prop_12345678',
      checkout_session_id: sessionId,
      consent: 'uuuu',
      utm_source: 'letter',
      click_id: clickId,
      original_utm_source: 'letter',
      original_utm_medium: 'post',
      original_utm_campaign: 'autumn',
      original_utm_term: 'books',
      original_utm_content: 'top',
    },
  ]);
});

scenario('Keeps to itself what the cookie remembers where the address has no campaign', () => {
  cookies['_tilltag'] = remembered;
  visit();
  assertThat(page.asked).hasLength(1);
  assertThat(page.asked.filter((one) => one.query.original_utm_source !== undefined)).isEmpty();
});

scenario('Adds campaign and touches of the cookie where Tilltag knows the passport alone', () => {
  cookies['_tilltag'] = remembered;
  forgetCampaign();
  checkout.click = { gclid: 'of the passport' };
  visit();
  assertThat(eventValue('utm_campaign')).isEqualTo('autumn');
  assertThat(eventValue('gclid')).isEqualTo('of the passport');
  assertThat(eventValue('fbclid')).isUndefined();
  const last = eventValue('last_touch');
  assertThat(last).isNotNull();
  assertThat(last).isDefined();
});

scenario('Pushes touches without click ids where ad_storage is denied', () => {
  cookies['_tilltag'] = remembered;
  checkout.click = {
    gclid: 'click-1',
    landing_page: 'shop.example.com/',
    first: { at: '1', utm_source: 'first', gclid: 'click-0', cjevent: 'c', referrer_host: 'www.google.com' },
  };
  denied.push('ad_storage');
  visit();
  assertThat(eventValue('gclid')).isUndefined();
  assertThat(eventValue('landing_page')).isEqualTo('shop.example.com/');
  assertThat(eventValue('first_touch')).isEqualTo({ at: '1', utm_source: 'first', referrer_host: 'www.google.com' });
  assertThat(eventValue('last_touch')).isEqualTo({
    at: '1763700000',
    utm_source: 'letter',
    utm_medium: 'post',
    utm_campaign: 'autumn',
    utm_term: 'books',
    utm_content: 'top',
  });
});

scenario('Takes a cookie that it cannot read for none', () => {
  cookies['_tilltag'] = '1|x|<b>|000';
  forgetCampaign();
  visit();
  assertThat(eventValue('first_touch')).isUndefined();
  assertThat(eventValue('last_touch')).isUndefined();
  assertThat(eventValue('utm_source')).isNull();
});
