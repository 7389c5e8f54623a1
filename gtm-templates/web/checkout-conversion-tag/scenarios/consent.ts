// What is pushed, asked and remembered under each choice of visitor and marketer.
import { assertThat, mock, scenario } from 'sandbox:test';
import { checkout, data } from './checkout.ts';
import { denied, eventValue, expectSuccess, page, startVisit, visit } from './page.ts';

scenario('Pushes hashes alone where the field says so, and asks for nothing else', () => {
  data.personalData = 'hashed';
  visit();
  assertThat(page.asked.map((one) => one.query.personal_data)).isEqualTo(['hashed']);
  assertThat(eventValue('customer_email')).isNull();
  assertThat(eventValue('user_data')).isEqualTo({
    sha256_email_address: 'hash of the address',
    address: { sha256_first_name: 'hash of the name' },
  });
});

scenario('Pushes no user data where the field wants hashes and there are none', () => {
  data.personalData = 'hashed';
  checkout.user_data = { email: 'buyer@example.com', address: { city: 'Berlin' } };
  visit();
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(eventValue('user_data')).isUndefined();
});

scenario('Pushes no personal data where the field says none', () => {
  data.personalData = 'none';
  visit();
  assertThat(page.asked.map((one) => one.query.personal_data)).isEqualTo(['none']);
  assertThat(eventValue('customer_email')).isNull();
  assertThat(eventValue('user_data')).isUndefined();
  assertThat(eventValue('meta_user_data')).isUndefined();
});

scenario('Pushes no personal data where ad_user_data is denied', () => {
  denied.push('ad_user_data');
  visit();
  assertThat(page.asked.map((one) => one.query.personal_data)).isEqualTo(['none']);
  assertThat(eventValue('customer_email')).isNull();
  assertThat(eventValue('user_data')).isUndefined();
  assertThat(eventValue('meta_user_data')).isUndefined();
  assertThat(eventValue('event')).isEqualTo('purchase');
});

scenario('Pushes no click ids and no ids of Meta cookies where ad_storage is denied', () => {
  denied.push('ad_storage');
  checkout.click = { gclid: 'click-1' };
  visit();
  assertThat(eventValue('gclid')).isUndefined();
  assertThat(eventValue('meta_user_data')).isEqualTo({ em: 'hash of the address' });
  assertThat(eventValue('customer_email')).isEqualTo('buyer@example.com');
});

scenario('Remembers nothing in the browser where analytics_storage is denied', () => {
  denied.push('analytics_storage');
  checkout.client_reference_id = 'tt1_ids-of-click-and-visitor';
  visit();
  assertThat(page.asked.map((one) => one.remember)).isEqualTo([false]);
  assertThat(eventValue('client_reference_id')).isNull();
});

scenario('Pushes the reference of Tilltag, which holds ids, under full consent alone', () => {
  checkout.client_reference_id = 'tt1_ids-of-click-and-visitor';
  visit();
  assertThat(eventValue('client_reference_id')).isEqualTo('tt1_ids-of-click-and-visitor');
  denied.push('ad_storage');
  visit();
  assertThat(eventValue('client_reference_id')).isNull();
});

scenario('Pushes a reference of the shop whatever is denied, and none where there is none', () => {
  denied.push('ad_storage', 'analytics_storage');
  visit();
  assertThat(eventValue('client_reference_id')).isEqualTo('order-77');
  checkout.client_reference_id = null;
  visit();
  assertThat(eventValue('client_reference_id')).isNull();
});

scenario('Waits for a denied consent as long as the field says, then pushes what is allowed', () => {
  data.consentWaitMs = '700';
  denied.push('ad_user_data');
  startVisit();
  assertThat(page.waits).isEqualTo([700]);
  assertThat(page.listened).isEqualTo(['ad_user_data', 'ad_storage', 'analytics_storage']);
  assertThat(page.asked).isEmpty();
  page.onTimeUp();
  page.onResult({ ok: true, answer: checkout });
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(eventValue('customer_email')).isNull();
});

scenario('Goes on as soon as consent is granted, and only once', () => {
  denied.push('ad_user_data');
  startVisit();
  assertThat(page.asked).isEmpty();
  denied.pop();
  page.onConsentChange('ad_user_data', true);
  page.onConsentChange('ad_user_data', false);
  page.onTimeUp();
  assertThat(page.asked).hasLength(1);
  assertThat(page.asked.filter((one) => one.query.personal_data !== undefined)).isEmpty();
  page.onResult({ ok: true, answer: checkout });
  expectSuccess('pushed purchase 49.50 EUR.');
});

scenario('Counts the loading of the script as waiting', () => {
  denied.push('ad_user_data');
  page.nowMs = 5000;
  mock('injectScript', (_url, onSuccess) => {
    page.nowMs = 5600;
    onSuccess();
  });
  startVisit();
  assertThat(page.waits).isEqualTo([400]);
});

scenario('Waits one second for consent, and five for the answer, where the fields hold no number', () => {
  denied.push('ad_user_data');
  ['', 'soon', '-5'].forEach((time) => {
    data.consentWaitMs = time;
    data.timeoutMs = time;
    visit();
  });
  assertThat(page.waits).isEqualTo([1000, 1000, 1000]);
  assertThat(page.asked.map((one) => one.timeoutMs)).isEqualTo([5000, 5000, 5000]);
});

scenario('Waits for no consent where the field says 0', () => {
  data.consentWaitMs = '0';
  denied.push('ad_storage');
  visit();
  assertThat(page.waits).isEmpty();
  assertThat(eventValue('event')).isEqualTo('purchase');
});

scenario('Pushes no personal data where consent is withdrawn between question and answer', () => {
  startVisit();
  denied.push('ad_user_data');
  page.onResult({ ok: true, answer: checkout });
  assertThat(eventValue('event')).isEqualTo('purchase');
  assertThat(eventValue('customer_email')).isNull();
});

scenario('Tells consent with the question, purpose by purpose', () => {
  denied.push('ad_storage', 'ad_personalization');
  visit();
  assertThat(page.asked.map((one) => one.query.consent)).isEqualTo(['dggd']);
  denied.splice(0, 2);
  denied.push('analytics_storage', 'ad_user_data');
  visit();
  assertThat(page.asked[1] && page.asked[1].query.consent).isEqualTo('gddg');
});

scenario('Tells consent as granted where a consent mode is in use, and as unset where there is none', () => {
  page.usesConsentMode = true;
  visit();
  page.usesConsentMode = false;
  visit();
  assertThat(page.asked.map((one) => one.query.consent)).isEqualTo(['gggg', 'uuuu']);
});

scenario('Tells the consent that the visitor gives while the tag waits for it', () => {
  page.usesConsentMode = true;
  denied.push('analytics_storage');
  startVisit();
  denied.pop();
  page.onConsentChange('analytics_storage', true);
  assertThat(page.asked.map((one) => one.query.consent)).isEqualTo(['gggg']);
});
