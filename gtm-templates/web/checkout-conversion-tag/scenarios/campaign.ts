// Where the campaign of an event comes from.
import { assertThat, scenario } from 'sandbox:test';
import { checkout, data, sessionId } from './checkout.ts';
import { eventValue, page, query, visit } from './page.ts';

scenario('Fills in what is unknown of the campaign from the address of the page', () => {
  query['utm_source'] = 'of the address';
  query['utm_campaign'] = 'summer';
  query['utm_term'] = 'books';
  checkout.utm_term = 'of Tilltag';
  checkout.utm_content = 'of Tilltag';
  visit();
  assertThat(eventValue('utm_source')).isEqualTo('newsletter');
  assertThat(eventValue('utm_medium')).isEqualTo('email');
  assertThat(eventValue('utm_campaign')).isEqualTo('summer');
  assertThat(eventValue('utm_term')).isEqualTo('of Tilltag');
  assertThat(eventValue('utm_content')).isEqualTo('of Tilltag');
});

scenario('Sends the campaign of the address with the question', () => {
  query['utm_source'] = 'letter';
  query['utm_medium'] = 'post';
  query['utm_campaign'] = 'summer';
  query['utm_term'] = 'books';
  query['utm_content'] = 'cover';
  visit();
  assertThat(page.asked.map((one) => one.query)).isEqualTo([
    {
      property_id: 'prop_12345678',
      checkout_session_id: sessionId,
      consent: 'uuuu',
      utm_source: 'letter',
      utm_medium: 'post',
      utm_campaign: 'summer',
      utm_term: 'books',
      utm_content: 'cover',
    },
  ]);
});

scenario('Keeps to itself what is longer than Stripe hands on, and pushes it all the same', () => {
  const long = 'abcdefghij'.split('').join('abcdefghijklmno') + 'abcdef';
  query['utm_term'] = long.slice(0, 150);
  query['utm_campaign'] = long;
  visit();
  assertThat(long).hasLength(151);
  assertThat(page.asked.map((one) => [one.query.utm_campaign, one.query.utm_term])).isEqualTo([
    [undefined, long.slice(0, 150)],
  ]);
  assertThat(eventValue('utm_campaign')).isEqualTo(long);
});

scenario('Leaves out a campaign with an e-mail address in it', () => {
  query['utm_campaign'] = 'buyer@example.com';
  query['utm_term'] = 'to-buyer%40example.com';
  visit();
  assertThat(page.asked.map((one) => [one.query.utm_campaign, one.query.utm_term])).isEqualTo([[undefined, undefined]]);
  assertThat(eventValue('utm_campaign')).isNull();
  assertThat(eventValue('utm_term')).isNull();
});

scenario('Pushes click ids beside the event, never in the place of one of its own keys', () => {
  checkout.click = { gclid: 'click-1', event: 'other', utm_source: 'other', first: { gclid: 'click-0' } };
  visit();
  assertThat(eventValue('gclid')).isEqualTo('click-1');
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(eventValue('utm_source')).isEqualTo('newsletter');
  assertThat(eventValue('first')).isUndefined();
});

scenario('Pushes no click id in the place of a key that the event lacks or that GTM takes for its own', () => {
  data.personalData = 'none';
  checkout.ecommerce = null;
  checkout.click = { gclid: 'click-1' };
  const names = ['ecommerce', 'user_data', 'meta_user_data', 'first_touch', 'last_touch', 'eventModel', 'gtm'];
  names.forEach((name) => {
    checkout.click[name] = 'forged';
  });
  visit();
  assertThat(eventValue('gclid')).isEqualTo('click-1');
  assertThat(names.map(eventValue)).isEqualTo(names.map(() => undefined));
});
