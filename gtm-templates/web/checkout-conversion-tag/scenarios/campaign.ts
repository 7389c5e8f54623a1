// Where the campaign of an event comes from.
import { assertThat, scenario } from 'sandbox:test';
import { checkout } from './checkout.ts';
import { eventValue, page, query, visit } from './page.ts';

scenario('Fills in what is unknown of the campaign from the address of the page', () => {
  query['utm_source'] = 'of the address';
  query['utm_campaign'] = 'summer';
  visit();
  assertThat(eventValue('utm_source')).isEqualTo('newsletter');
  assertThat(eventValue('utm_campaign')).isEqualTo('summer');
  assertThat(eventValue('utm_term')).isNull();
});

scenario('Sends the campaign of the address with the question', () => {
  query['utm_campaign'] = 'summer';
  visit();
  assertThat(page.asked.map((one) => one.query.utm_campaign)).isEqualTo(['summer']);
});

scenario('Leaves out a campaign with an e-mail address in it', () => {
  query['utm_campaign'] = 'buyer@example.com';
  query['utm_term'] = 'to-buyer%40example.com';
  visit();
  assertThat(page.asked.map((one) => [one.query.utm_campaign, one.query.utm_term])).isEqualTo([['', '']]);
  assertThat(eventValue('utm_campaign')).isNull();
  assertThat(eventValue('utm_term')).isNull();
});

scenario('Pushes click ids beside the event, never in the place of one of its own keys', () => {
  checkout.click = { gclid: 'click-1', event: 'other', first: { gclid: 'click-0' } };
  visit();
  assertThat(eventValue('gclid')).isEqualTo('click-1');
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(eventValue('first')).isUndefined();
});
