// Which event stands for what happened, and what it is called.
import { assertThat, scenario } from 'sandbox:test';
import { checkout, data, sessionId } from './checkout.ts';
import { eventValue, expectSuccess, page, visit } from './page.ts';

scenario('Pushes checkout_pending while the money is on its way', () => {
  checkout.event = 'checkout_pending';
  checkout.status = 'pending';
  visit();
  assertThat(eventValue('event')).isEqualTo('checkout_pending');
  assertThat(eventValue('status')).isEqualTo('pending');
  expectSuccess('pushed checkout_pending 49.50 EUR.');
});

scenario('Pushes a purchase of 0 where a discount made it free', () => {
  checkout.status = 'free';
  checkout.ecommerce = {
    transaction_id: sessionId,
    value: 0,
    currency: 'EUR',
    tax: 0,
    shipping: 0,
    discount: 49.5,
    items: [],
  };
  visit();
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(eventValue('status')).isEqualTo('free');
  expectSuccess('pushed purchase 0 EUR.');
});

scenario('Pushes trial_start where a subscription begins without a payment', () => {
  checkout.event = 'trial_start';
  checkout.status = 'free';
  checkout.mode = 'subscription';
  visit();
  assertThat(eventValue('event')).isEqualTo('trial_start');
});

scenario('Pushes setup_complete without money where a payment method was saved', () => {
  checkout.event = 'setup_complete';
  checkout.status = 'free';
  checkout.mode = 'setup';
  checkout.ecommerce = null;
  visit();
  assertThat(eventValue('event')).isEqualTo('setup_complete');
  assertThat(eventValue('ecommerce')).isUndefined();
  expectSuccess('pushed setup_complete.');
});

scenario('Pushes checkout_complete where the server sends the purchase', () => {
  checkout.sender = 'server';
  visit();
  assertThat(eventValue('event')).isEqualTo('checkout_complete');
});

scenario('Pushes checkout_pending also where the server sends the purchase', () => {
  checkout.sender = 'server';
  checkout.event = 'checkout_pending';
  checkout.status = 'pending';
  visit();
  assertThat(eventValue('event')).isEqualTo('checkout_pending');
});

scenario('Gives a purchase the name that the field holds', () => {
  data.eventName = 'sale';
  visit();
  assertThat(eventValue('event')).isEqualTo('sale');
});

scenario('Calls a purchase purchase, and its data layer dataLayer, where the fields are empty', () => {
  data.eventName = '';
  data.dataLayerName = '';
  visit();
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(page.dataLayers).isEqualTo(['dataLayer']);
});

scenario('Leaves the other events their own names', () => {
  data.eventName = 'sale';
  checkout.event = 'trial_start';
  visit();
  assertThat(eventValue('event')).isEqualTo('trial_start');
});

scenario('Puts _test behind the name after a payment in test mode', () => {
  checkout.livemode = false;
  visit();
  assertThat(eventValue('event')).isEqualTo('purchase_test');
});

scenario('Pushes test sessions like live ones where the field says so', () => {
  data.testSessions = 'as_live';
  checkout.livemode = false;
  visit();
  assertThat(eventValue('event')).isEqualTo('purchase');
});

scenario('Pushes nothing in test mode where the field says so', () => {
  data.testSessions = 'ignore';
  checkout.livemode = false;
  visit();
  assertThat(page.pushed).isEmpty();
  expectSuccess('nothing pushed: this is a test session, and the tag is set to ignore those.');
});

scenario('Pushes into the data layer that the field names', () => {
  data.dataLayerName = 'shopLayer';
  visit();
  assertThat(page.dataLayers).isEqualTo(['shopLayer']);
});
