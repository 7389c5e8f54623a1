// What a page asks and what it is answered: the function's word, as it came.
import { JSON } from 'sandbox:shared';
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { data } from './checkout.ts';
import { answered, expectError, expectStatus, handle, reply, request, server } from './server.ts';

/** The headers that the function got with the last request. */
function told(name: string): unknown {
  const asked = server.asked[server.asked.length - 1];
  const headers = (asked && asked.options.headers) || {};
  return headers[name];
}

scenario('Passes a lookup on with its query, signed and in the name of the visitor', () => {
  request.query = 'property_id=prop_12345678&checkout_session_id=cs_live_x&utm_term=a%20b';
  reply(404, { error: { code: 'unknown_session' } }, {});
  handle(() => {
    assertThat(server.asked).isEqualTo([
      {
        url: 'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=cs_live_x&utm_term=a%20b',
        options: {
          method: 'GET',
          timeout: 4800,
          headers: {
            Authorization: 'Bearer secret of the container',
            'Tilltag-Visitor-Origin': 'https://shop.example.com',
            'Tilltag-Visitor-Address': '203.0.113.9',
            'User-Agent': 'Browser of the buyer',
          },
        },
        body: undefined,
      },
    ]);
  });
});

scenario('Passes on a report or a click with its body as it stands', () => {
  request.method = 'POST';
  request.headers['content-type'] = 'text/plain;charset=UTF-8';
  request.body = '{"claim":"of the page"}';
  ['reports', 'clicks'].forEach((name) => {
    request.path = '/checkout/' + name;
    reply(204, {}, {});
    handle(() => undefined);
    const asked = server.asked[server.asked.length - 1];
    assertThat(asked && asked.url).isEqualTo('https://tilltag.run.app/base/checkout/' + name);
    assertThat(asked && asked.options.method).isEqualTo('POST');
    assertThat(asked && asked.body).isEqualTo('{"claim":"of the page"}');
    assertThat(told('Content-Type')).isEqualTo('text/plain;charset=UTF-8');
    assertThat(told('Tilltag-Sends')).isUndefined();
  });
});

scenario('Names the page by its referrer where the browser sends no origin', () => {
  request.headers['origin'] = '';
  request.headers['referer'] = 'https://www.shop.example.com/thanks?session_id=cs_live_x';
  handle(() => {
    assertThat(told('Tilltag-Visitor-Origin')).isEqualTo('https://www.shop.example.com');
  });
});

scenario('Names its own host where the browser says that the page is on it', () => {
  request.headers['origin'] = '';
  request.headers['sec-fetch-site'] = 'same-origin';
  handle(() => {
    assertThat(told('Tilltag-Visitor-Origin')).isEqualTo('https://tags.example.com');
  });
});

scenario('Names no page where nothing tells which', () => {
  request.headers['origin'] = '';
  request.headers['sec-fetch-site'] = 'cross-site';
  handle(() => {
    assertThat(told('Tilltag-Visitor-Origin')).isUndefined();
  });
});

scenario('Gives back status, body and the headers that matter to a page', () => {
  reply(
    429,
    { error: { code: 'rate_limited' } },
    {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'Origin',
      'access-control-allow-origin': 'https://shop.example.com',
      'retry-after': '3',
      etag: 'W/"x"',
      'content-encoding': 'gzip',
      'set-cookie': 'a=b',
      server: 'of the cloud',
    },
  );
  handle(() => {
    expectStatus(429);
    assertThat(answered()).isEqualTo({ error: { code: 'rate_limited' } });
    assertThat(server.headers).isEqualTo({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'Origin',
      'access-control-allow-origin': 'https://shop.example.com',
      'retry-after': '3',
      etag: 'W/"x"',
    });
  });
});

scenario('Says that nobody answers where the function is down, and runs nothing', () => {
  handle(() => {
    expectError(503, 'stripe_unavailable');
    assertThat(server.lines).hasLength(1);
    assertApi('runContainer').wasNotCalled();
  });
});

scenario('Waits as long as the field says, and never as long as GTM gives a promise', () => {
  const waits = ['1500', '60000', 'long', '0'].map((timeout) => {
    data.timeoutMs = timeout;
    handle(() => undefined);
    const asked = server.asked[server.asked.length - 1];
    return asked && asked.options.timeout;
  });
  assertThat(waits).isEqualTo([1500, 4900, 4800, 4800]);
});

scenario('Never writes secret, session or answer into the log', () => {
  request.query = 'property_id=prop_12345678&checkout_session_id=cs_live_x';
  handle(() => {
    const text = JSON.stringify(server.lines) || '';
    assertThat(text.indexOf('secret of')).isEqualTo(-1);
    assertThat(text.indexOf('cs_live')).isEqualTo(-1);
  });
});
