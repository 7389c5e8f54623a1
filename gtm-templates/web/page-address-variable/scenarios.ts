// What the page address variable does, as the tests that GTM shows beside it.
import { assertThat, mock, runCode, scenario } from 'sandbox:test';
import type { Data } from './form.ts';

const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

/** A page with this query, reached from this host. */
function openPage(query: string, referrer: string): void {
  mock('getUrl', (part) => (part === 'query' ? query : 'https://shop.example.com/thanks' + (query && '?' + query)));
  mock('getReferrerUrl', referrer);
}

function readLocation(): unknown {
  return runCode<Data>({ part: 'page_location' });
}

function readIgnore(paymentDomains: string): unknown {
  return runCode<Data>({ part: 'ignore_referrer', paymentDomains: paymentDomains });
}

scenario('Takes session id and campaign out of the address that Stripe sends the buyer to', () => {
  openPage('lang=de&session_id=' + sessionId + '&utm_source=ads&UTM_medium=cpc&ref=1', 'checkout.stripe.com');
  assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks?lang=de&ref=1');
  assertThat(readIgnore('')).isEqualTo('true');
});

scenario('Knows a return without a referrer by its session id', () => {
  openPage('utm_source=ads&checkout=' + sessionId, '');
  assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks');
  assertThat(readIgnore('')).isEqualTo('true');
});

scenario('Takes out the placeholder that Stripe did not replace', () => {
  openPage('session_id=%7BCHECKOUT_SESSION_ID%7D', '');
  assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks');
});

scenario('Knows a return without a session id by its referrer', () => {
  openPage('utm_source=ads&a=1', 'buy.stripe.com');
  assertThat(readLocation()).isEqualTo('https://shop.example.com/thanks?a=1');
});

scenario('Knows an own payment domain of the shop where the field names it', () => {
  openPage('a=1', 'pay.example.com');
  assertThat(readIgnore('')).isUndefined();
  assertThat(readIgnore('pay.example.com')).isEqualTo('true');
});

scenario('Leaves everything to GA4 on other pages, whatever campaign brought the visitor', () => {
  openPage('utm_source=ads&session_id=42', 'www.google.com');
  assertThat(readLocation()).isUndefined();
  assertThat(readIgnore('')).isUndefined();
});

scenario('Leaves the address alone where there is nothing to take out', () => {
  openPage('', 'checkout.stripe.com');
  assertThat(readLocation()).isUndefined();
});
