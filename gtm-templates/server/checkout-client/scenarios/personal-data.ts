// Where personal data stand in an event, and where they never do.
import { JSON } from 'sandbox:shared';
import { assertThat, scenario } from 'sandbox:test';
import { purchase, sessionId, userData } from './checkout.ts';
import { eventValue, forward, server } from './server.ts';

scenario('Gives tags personal data under the names of Google and Meta', () => {
  forward(purchase({ userData: userData }), () => {
    assertThat(eventValue('user_data')).isEqualTo({
      email_address: 'buyer@example.com',
      phone_number: '+4915112345678',
      address: { first_name: 'Ada', last_name: 'Buyer', city: 'Berlin', postal_code: '10115', country: 'DE' },
    });
  });
});

scenario('Gives tags hashes under the names of hashes', () => {
  const hashed = {
    sha256_email_address: 'hash of the address',
    sha256_phone_number: 'hash of the number',
    address: { sha256_first_name: 'hash of the name', city: 'Berlin' },
  };
  forward(purchase({ userData: hashed }), () => {
    assertThat(eventValue('user_data')).isEqualTo(hashed);
  });
});

scenario('Has no user data where the consent of the event denies them, whatever the function sends', () => {
  const consent = {
    ad_storage: 'granted',
    analytics_storage: 'granted',
    ad_user_data: 'denied',
    ad_personalization: 'granted',
  } as const;
  forward(purchase({ userData: userData, consent: consent }), () => {
    assertThat(eventValue('user_data')).isUndefined();
    assertThat(eventValue('value')).isEqualTo(49.5);
  });
});

scenario('Has no user data where the function has none', () => {
  forward(purchase({}), () => {
    assertThat(eventValue('user_data')).isUndefined();
  });
});

scenario('Has nothing personal and no at sign outside of the user data', () => {
  const changes = {
    userData: userData,
    coupon: 'buyer@example.com',
    itemName: 'Mug @ home for buyer%40example.com',
    source: 'list \uFF20 buyer\uFE6Bexample.com',
    reference: 'buyer@example.com',
    ids: { client_id: 'buyer@example.com', fbp: 'fb@1', fbc: 'fb.1.1.3' },
    click: { gclid: 'a@b.example', fbclid: 'f', landing_page: 'shop.example.com/@buyer', referrer_host: 'a@b.example' },
  };
  forward(purchase(changes), () => {
    const event = server.events[0] || {};
    const rest = JSON.stringify(event) || '';
    const own = JSON.stringify(eventValue('user_data')) || '';
    const outside = rest.split(own).join('');
    ['@', '%40', '\uFF20', '\uFE6B', 'Ada', '4915112345678', 'hash of the address'].forEach((text) => {
      assertThat(outside.indexOf(text), text).isEqualTo(-1);
    });
    assertThat(eventValue('coupon')).isEqualTo('[e-mail]');
    assertThat(eventValue('tilltag_source')).isEqualTo('list (at) [e-mail]');
    assertThat(outside).contains('Mug (at) home for [e-mail]');
    assertThat(eventValue('client_reference_id')).isUndefined();
    assertThat(eventValue('page_location')).isUndefined();
    assertThat(eventValue('checkout_session_id')).isEqualTo(sessionId);
  });
});
