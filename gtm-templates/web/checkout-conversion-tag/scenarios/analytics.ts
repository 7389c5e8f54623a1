// Whose visit in Google Analytics the tag says that the page is.
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { data } from './checkout.ts';
import { analytics, denied, page, startVisit, visit } from './page.ts';

const session = { measurement_id: 'G-SHOP', session_id: '1763690000', session_number: 3 };

scenario('Tells the GA4 client and its session with the question, so that a refund counts for the same visitor', () => {
  analytics.client_id = '1234567890.1700000000';
  analytics.sessions.push(session);
  visit();
  assertThat(page.asked.map((one) => one.query.ga_client_id)).isEqualTo(['1234567890.1700000000']);
  assertThat(page.asked.map((one) => one.query.ga_session_id)).isEqualTo(['1763690000']);
});

scenario('Tells the session of the Measurement ID where the browser has several, and else none', () => {
  analytics.client_id = '1234567890.1700000000';
  analytics.sessions.push({ measurement_id: 'G-OTHER', session_id: '1', session_number: 1 }, session);
  [' g-shop ', ''].forEach((measurementId) => {
    data.measurementId = measurementId;
    visit();
  });
  assertThat(page.asked.map((one) => one.query.ga_session_id)).isEqualTo(['1763690000', undefined]);
});

scenario('Reads the cookies of GA under their prefix', () => {
  data.gaCookiePrefix = ' shop ';
  visit();
  assertApi('readAnalyticsStorage').wasCalledWith({ cookie_prefix: 'shop' });
});

scenario('Reads and tells no ids of GA where analytics_storage is denied', () => {
  analytics.client_id = '1234567890.1700000000';
  analytics.sessions.push(session);
  denied.push('analytics_storage');
  visit();
  assertThat(page.asked).hasLength(1);
  assertThat(page.asked.filter((one) => one.query.ga_client_id !== undefined)).isEmpty();
  assertThat(page.asked.filter((one) => one.query.ga_session_id !== undefined)).isEmpty();
  assertApi('readAnalyticsStorage').wasNotCalled();
});

scenario('Tells the ids where consent comes while the tag waits for it', () => {
  analytics.client_id = '1234567890.1700000000';
  denied.push('analytics_storage');
  startVisit();
  denied.pop();
  page.onConsentChange('analytics_storage', true);
  assertThat(page.asked.map((one) => one.query.ga_client_id)).isEqualTo(['1234567890.1700000000']);
});

scenario('Tells no session where GA has set no client yet', () => {
  analytics.sessions.push(session);
  visit();
  assertThat(page.asked).hasLength(1);
  assertThat(page.asked.filter((one) => one.query.ga_session_id !== undefined)).isEmpty();
});
