// A forwarded event in the names of common event data.
import { JSON } from 'sandbox:shared';
import { assertThat, scenario } from 'sandbox:test';
import { data, granted, purchase, sessionId } from './checkout.ts';
import { eventValue, forward, request, server } from './server.ts';

scenario('Gives tags the purchase under common names, with consent, click and campaign', () => {
  data.measurementId = 'G-SHOP123';
  forward(purchase({}), () => {
    assertThat(server.events[0]).isEqualTo({
      event_name: 'purchase',
      event_id: 'purchase:' + sessionId,
      event_time: 1767225600,
      transaction_id: sessionId,
      value: 49.5,
      currency: 'EUR',
      tax: 7.9,
      shipping: 0,
      discount: 5,
      coupon: 'LAUNCH',
      items: [{ item_id: 'prod_mug', item_name: 'Mug', price: 24.75, quantity: 2, discount: 2.5 }],
      client_id: '111.222',
      ga_session_id: '1767225000',
      'x-ga-measurement_id': 'G-SHOP123',
      page_location: 'https://shop.example.com/spring?gclid=Cj0KCQ',
      page_referrer: 'https://news.example.net/',
      gclid: 'Cj0KCQ',
      'x-fb-ck-fbp': 'fb.1.1.2',
      'x-fb-ck-fbc': 'fb.1.1.3',
      consent: {
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
      'x-ga-gcs': 'G111',
      'x-ga-gcd': '11t1t1t1t5',
      livemode: true,
      mode: 'payment',
      checkout_session_id: sessionId,
      customer_id: 'cus_buyer',
      customer_type: 'new',
      new_customer: true,
      client_reference_id: 'order-77',
      tilltag_source: 'newsletter',
      tilltag_medium: 'email',
      tilltag_campaign: 'spring',
      tilltag_payment_link: 'plink_shop',
    });
  });
});

scenario('Says nothing of whoever asks, because that is the function', () => {
  request.cookies['_ga'] = ['GA1.1.5.6'];
  forward(purchase({ ids: {} }), () => {
    assertThat(eventValue('ip_override')).isUndefined();
    assertThat(eventValue('user_agent')).isUndefined();
    assertThat(eventValue('ga_session_id')).isUndefined();
    assertThat(eventValue('client_id')).isNotEqualTo('5.6');
  });
});

scenario('Derives a client id from the session where none is known, the same at every attempt', () => {
  forward(purchase({ ids: {} }), () => {
    const first = eventValue('client_id');
    server.nowMs += 400000;
    forward(purchase({ ids: {} }), () => {
      assertThat(eventValue('client_id')).isEqualTo(first);
      assertThat(('' + first).match('^[0-9]{1,10}[.][0-9]{1,10}$')).isNotNull();
    });
  });
});

scenario('Puts one click id of Google into the address, the best one', () => {
  forward(purchase({ click: { wbraid: 'w', gbraid: 'g', landing_page: 'shop.example.com/' } }), () => {
    assertThat(eventValue('page_location')).isEqualTo('https://shop.example.com/?gbraid=g');
    assertThat(eventValue('gbraid')).isEqualTo('g');
    assertThat(eventValue('wbraid')).isEqualTo('w');
  });
});

scenario('Puts the click id onto the first page of the site where the landing page is not known', () => {
  request.headers['host'] = 'tags.shop.example.co.uk';
  forward(purchase({ click: { gclid: 'a b' } }), () => {
    assertThat(eventValue('page_location')).isEqualTo('https://example.co.uk/?gclid=a%20b');
  });
});

scenario('Has no address where neither page nor click is known', () => {
  forward(purchase({ click: {} }), () => {
    assertThat(eventValue('page_location')).isUndefined();
    assertThat(eventValue('page_referrer')).isUndefined();
  });
});

scenario('Keeps the address within a thousand characters, without half a click id', () => {
  let long = 'x';
  while (long.length < 990) {
    long += 'x';
  }
  forward(purchase({ click: { gclid: long, landing_page: 'shop.example.com/' } }), () => {
    assertThat(eventValue('page_location')).isEqualTo('https://shop.example.com/');
    assertThat(eventValue('gclid')).isEqualTo(long);
  });
});

scenario('Hands over every known click id, those that the form names, and nothing else that a click holds', () => {
  data.extraClickIds = 'cjevent, value, utm_id';
  const click = {
    fbclid: 'f',
    msclkid: 'm',
    cjevent: 'c',
    value: '9999',
    utm_id: 'u',
    event_name: 'other',
    landing_page: 'shop.example.com/',
    first: { gclid: 'of the first touch' },
    ttclid: 7,
  };
  forward(purchase({ click: click }), () => {
    assertThat(eventValue('fbclid')).isEqualTo('f');
    assertThat(eventValue('msclkid')).isEqualTo('m');
    assertThat(eventValue('cjevent')).isEqualTo('c');
    assertThat(eventValue('value')).isEqualTo(49.5);
    assertThat(eventValue('event_name')).isEqualTo('purchase');
    assertThat(eventValue('utm_id')).isUndefined();
    assertThat(eventValue('gclid')).isUndefined();
    assertThat(eventValue('ttclid')).isUndefined();
    assertThat(eventValue('first')).isUndefined();
  });
});

scenario('Has no click id, no address with one and no id of Meta where ad_storage is denied', () => {
  const consent = {
    ad_storage: 'denied',
    analytics_storage: granted.analytics_storage,
    ad_user_data: granted.ad_user_data,
    ad_personalization: granted.ad_personalization,
  } as const;
  forward(purchase({ consent: consent }), () => {
    assertThat(eventValue('gclid')).isUndefined();
    assertThat(eventValue('page_location')).isEqualTo('https://shop.example.com/spring');
    assertThat(eventValue('x-fb-ck-fbp')).isUndefined();
    assertThat(eventValue('x-fb-ck-fbc')).isUndefined();
    assertThat(eventValue('x-ga-gcs')).isEqualTo('G101');
    assertThat(eventValue('x-ga-gcd')).isEqualTo('11p1t1t1t5');
  });
});

scenario('Tells each denial apart in the codes of Google', () => {
  const consent = {
    ad_storage: 'granted',
    analytics_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
  } as const;
  forward(purchase({ consent: consent }), () => {
    assertThat(eventValue('x-ga-gcs')).isEqualTo('G110');
    assertThat(eventValue('x-ga-gcd')).isEqualTo('11t1p1p1p5');
    assertThat(eventValue('consent')).isEqualTo(consent);
  });
});

scenario('Has no money where none moves', () => {
  const event = purchase({ event: 'checkout_expired' });
  event.ecommerce = null;
  event.customer_type = null;
  forward(event, () => {
    assertThat(eventValue('value')).isUndefined();
    assertThat(eventValue('currency')).isUndefined();
    assertThat(eventValue('items')).isUndefined();
    assertThat(eventValue('transaction_id')).isEqualTo(sessionId);
    assertThat(eventValue('new_customer')).isUndefined();
  });
});

scenario('Never names a campaign as GA4 would read it', () => {
  forward(purchase({}), () => {
    const text = JSON.stringify(server.events[0]) || '';
    ['"source"', '"medium"', '"campaign"', '"term"', '"content"', '"utm_'].forEach((name) => {
      assertThat(text.indexOf(name), name).isEqualTo(-1);
    });
  });
});
