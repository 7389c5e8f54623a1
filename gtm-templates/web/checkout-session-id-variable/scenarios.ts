// What the Checkout Session ID variable does, as the tests that GTM shows beside it.
import { assertApi, assertThat, mock, runCode, scenario } from 'sandbox:test';
import type { Data } from './form.ts';

/** What the page's address has behind its question mark, as getQueryParameters reads it. */
function openPage(query: { readonly [key: string]: string }): void {
  mock('getQueryParameters', (key) => query[key]);
}

const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

scenario('Reads the session id from the address of the thank-you page', () => {
  openPage({ session_id: sessionId, utm_source: 'newsletter' });
  assertThat(runCode<Data>({ parameterName: 'session_id' })).isEqualTo(sessionId);
});

scenario('Reads the parameter that the field names', () => {
  openPage({ session_id: 'of another shop', checkout: sessionId });
  assertThat(runCode<Data>({ parameterName: ' checkout ' })).isEqualTo(sessionId);
  assertApi('getQueryParameters').wasCalledWith('checkout');
});

scenario('Reads session_id where the field is empty', () => {
  openPage({ session_id: sessionId });
  assertThat(runCode<Data>({ parameterName: '' })).isEqualTo(sessionId);
  assertThat(runCode<Data>({})).isEqualTo(sessionId);
});

scenario('Is undefined on a page without the parameter', () => {
  openPage({ utm_source: 'newsletter' });
  assertThat(runCode<Data>({ parameterName: 'session_id' })).isUndefined();
});

scenario('Is undefined where the parameter is empty or blank', () => {
  openPage({ session_id: '', checkout: ' ' });
  assertThat(runCode<Data>({ parameterName: 'session_id' })).isUndefined();
  assertThat(runCode<Data>({ parameterName: 'checkout' })).isUndefined();
});

// The tag says what is wrong with these, so they must reach it.
scenario('Lets through what Stripe left in place of the id, or an id that lost a part', () => {
  openPage({ session_id: '{CHECKOUT_SESSION_ID}', checkout: 'cs_live_short' });
  assertThat(runCode<Data>({ parameterName: 'session_id' })).isEqualTo('{CHECKOUT_SESSION_ID}');
  assertThat(runCode<Data>({ parameterName: 'checkout' })).isEqualTo('cs_live_short');
});
