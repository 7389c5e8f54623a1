// What the tag says where its form holds what cannot work.
import { assertApi, assertThat, mock, scenario } from 'sandbox:test';
import { data } from './checkout.ts';
import { expectFailure, page, visit } from './page.ts';

scenario('Names the redirect URL where Stripe left the placeholder in the address', () => {
  data.checkoutSessionId = '{CHECKOUT_SESSION_ID}';
  visit();
  assertThat(page.scripts).isEmpty();
  expectFailure('enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this');
});

scenario('Says what a session id looks like where the address holds another or a part of one', () => {
  data.checkoutSessionId = 'cs_live_shortened';
  visit();
  assertThat(page.scripts).isEmpty();
  expectFailure('it begins with cs_live_ or cs_test_');
});

scenario('Asks for the Property ID where it is missing', () => {
  data.propertyId = '';
  visit();
  assertThat(page.scripts).isEmpty();
  expectFailure('The Property ID is empty or incomplete');
});

scenario('Asks for an https address where the endpoint is none', () => {
  ['', 'tags.example.com', 'http://tags.example.com', 'https://'].forEach((endpoint) => {
    data.endpoint = endpoint;
    visit();
    assertThat(page.lines.pop()).contains('The Endpoint is not an address that begins with https://');
  });
  assertThat(page.scripts).isEmpty();
  assertApi('gtmOnSuccess').wasNotCalled();
});

scenario('Says so where the template was built for another host', () => {
  mock('queryPermission', (permission, url) => permission !== 'inject_script' || url === 'https://other.example.com/');
  visit();
  assertThat(page.scripts).isEmpty();
  expectFailure(
    'This template was built for another host and may not load https://tags.example.com/checkout/tilltag.v1.js',
  );
});
