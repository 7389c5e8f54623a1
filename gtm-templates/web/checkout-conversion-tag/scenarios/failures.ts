// What the tag says where a script, the function or the page fails it.
import { assertApi, assertThat, mock, scenario } from 'sandbox:test';
import { data } from './checkout.ts';
import { expectFailure, page, visit, visitWith, visitWithError } from './page.ts';

scenario('Names the three causes where the script does not load', () => {
  mock('injectScript', (_url, _onSuccess, onFailure) => onFailure());
  visit();
  expectFailure('The script of your Tilltag function could not be used');
  assertThat(page.lines[0]).contains('a content blocker stops it');
  assertThat(page.lines[0]).contains('script-src https://tags.example.com; connect-src https://tags.example.com');
  assertThat(page.lines[0]).contains('open https://tags.example.com/checkout/tilltag.v1.js in a new tab');
});

scenario('Names the same causes where a blocker put an empty script in its place', () => {
  mock('callInWindow', undefined);
  visit();
  expectFailure('The script of your Tilltag function could not be used');
});

scenario('Says so where the function does not answer in time', () => {
  data.timeoutMs = '700';
  visitWith({ ok: false, reason: 'timeout' });
  assertThat(page.asked.map((one) => one.timeoutMs)).isEqualTo([700]);
  expectFailure('did not answer within the time-out');
});

scenario('Says so where the function cannot be reached', () => {
  visitWith({ ok: false, reason: 'network' });
  expectFailure('open https://tags.example.com/health in a new tab');
});

scenario('Names the line to add where the Content-Security-Policy forbids the question', () => {
  visitWith({ ok: false, reason: 'csp' });
  expectFailure('connect-src https://tags.example.com');
});

scenario('Names the host of the page where the property does not list it', () => {
  visitWithError('host_not_allowed');
  expectFailure('This page is on shop.example.com, which is not one of the hostnames of the property prop_12345678.');
  assertThat(page.lines[0]).contains('Add shop.example.com to the hostnames of the property');
});

scenario('Says what to change where something is set up wrongly', () => {
  [
    ['placeholder_session_id', 'session_id={CHECKOUT_SESSION_ID} exactly like this'],
    ['unknown_property', 'There is no property prop_12345678 at https://tags.example.com'],
    ['unknown_session', 'belong to the same Stripe account'],
    ['mode_mismatch', 'begins with rk_test_'],
    ['stripe_key_rejected', 'Create a new restricted key'],
    ['read_limit', 'fires once per page'],
    ['unexpected_answer', 'Enter the https address of your Tilltag function'],
  ].forEach((pair) => {
    visitWithError(pair[0] || '');
    assertThat(page.lines.pop(), pair[0]).contains(pair[1]);
  });
  assertApi('gtmOnSuccess').wasNotCalled();
});

scenario('Says what passes by itself or has nothing to push', () => {
  [
    ['session_open', 'not completed yet'],
    ['session_expired', 'expired without a payment'],
    ['session_too_old', 'too old to be answered'],
    ['rate_limited', 'too many questions at once'],
    ['stripe_unavailable', 'a reload of the page asks again'],
    ['store_unavailable', 'A reload of the page asks again'],
    ['internal', 'Its log says what'],
  ].forEach((pair) => {
    visitWithError(pair[0] || '');
    assertThat(page.lines.pop(), pair[0]).contains(pair[1]);
  });
  assertApi('gtmOnSuccess').wasNotCalled();
});

scenario('Passes on an error that only a later function knows', () => {
  visitWithError('of_tomorrow');
  expectFailure('words of the function (of_tomorrow, HTTP 400)');
});

scenario('Asks for the name of the data layer where the page has something else under it', () => {
  page.outcome = 'no_data_layer';
  visit();
  expectFailure('Enter the name from your GTM snippet');
});

scenario('Says so where another script breaks the push', () => {
  page.outcome = undefined;
  visit();
  expectFailure('Another script on this page has put its own push function into dataLayer');
});
