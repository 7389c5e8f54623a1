// That one payment becomes one event, and which page it comes from.
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { checkout, data, sessionId } from './checkout.ts';
import { expectSuccess, page, visit } from './page.ts';

scenario('Pushes a purchase with value, items and e-mail, behind a message that clears the last one', () => {
  visit();
  assertThat(page.pushed).isEqualTo([
    { ecommerce: null },
    {
      event: 'purchase',
      event_id: 'purchase:' + sessionId,
      status: 'paid',
      livemode: true,
      mode: 'payment',
      customer_id: 'cus_buyer',
      customer_email: 'buyer@example.com',
      customer_type: 'new',
      client_reference_id: 'order-77',
      payment_link: 'plink_shop',
      subscription_id: null,
      utm_source: 'newsletter',
      utm_medium: 'email',
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      ecommerce: checkout.ecommerce,
      user_data: checkout.user_data,
      meta_user_data: checkout.meta_user_data,
    },
  ]);
  expectSuccess('pushed purchase 49.50 EUR.');
});

scenario('Loads the script of the endpoint and asks once, about this property and session', () => {
  data.endpoint = ' https://tags.example.com/base/ ';
  visit();
  assertThat(page.scripts).isEqualTo(['https://tags.example.com/base/checkout/tilltag.v1.js']);
  assertThat(page.asked).isEqualTo([
    {
      endpoint: 'https://tags.example.com/base',
      query: {
        property_id: 'prop_12345678',
        checkout_session_id: sessionId,
        consent: 'uuuu',
      },
      timeoutMs: 5000,
      remember: true,
    },
  ]);
});

scenario('Ends at once and silently on a page without a session id', () => {
  data.checkoutSessionId = ' ';
  visit();
  assertApi('gtmOnSuccess').wasCalled();
  assertApi('gtmOnFailure').wasNotCalled();
  assertApi('injectScript').wasNotCalled();
  assertThat(page.lines).isEmpty();
});

scenario('Pushes nothing for a purchase that was pushed before', () => {
  checkout.first_view = false;
  visit();
  assertThat(page.pushed).isEmpty();
  expectSuccess('nothing pushed: purchase of this session was pushed before, or another tab is at it.');
});

scenario('Pushes nothing that another tag on the page has pushed', () => {
  page.outcome = 'already_pushed';
  visit();
  assertThat(page.pushed).isEmpty();
  expectSuccess('nothing pushed: purchase of this session was pushed on this page before.');
});
