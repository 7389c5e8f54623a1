// The page's script: from memory for an hour, then as the function says, and an old one rather than none.
import { assertThat, scenario } from 'sandbox:test';
import { expectError, expectStatus, handle, request, server } from './server.ts';

const hourMs = 3600000;

/** Asks for the script, after so much time; the function has this version of it. */
function load(laterMs: number, version: string, then: () => void): void {
  request.path = '/checkout/tilltag.v1.js';
  server.nowMs += laterMs;
  server.returned = 0;
  server.responseBody = '';
  server.replies.push({
    statusCode: version === '' ? 304 : 200,
    headers: { 'content-type': 'text/javascript; charset=utf-8', etag: 'W/"' + version + '"' },
    body: version === '' ? '' : 'script ' + version,
  });
  handle(then);
}

/** The function is down from now on. */
function goDown(): void {
  server.replies.splice(0, server.replies.length);
}

/** What the function was told to be known already, by each request. */
function knownVersions(): unknown[] {
  return server.asked.map((asked) => asked.options.headers && asked.options.headers['If-None-Match']);
}

scenario('Fetches the script once and serves it for an hour', () => {
  load(0, 'one', () => {
    load(hourMs - 1, 'two', () => {
      expectStatus(200);
      assertThat(server.responseBody).isEqualTo('script one');
      assertThat(server.asked).hasLength(1);
      assertThat(server.asked[0] && server.asked[0].url).isEqualTo(
        'https://tilltag.run.app/base/checkout/tilltag.v1.js',
      );
    });
  });
});

scenario('Serves it with the headers of the function', () => {
  load(0, 'one', () => {
    assertThat(server.headers).isEqualTo({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
      etag: 'W/"one"',
      vary: 'Accept-Encoding',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
  });
});

scenario('Asks after an hour whether there is a newer one, and goes on with what it has where there is none', () => {
  load(0, 'one', () => {
    load(hourMs, '', () => {
      expectStatus(200);
      assertThat(server.responseBody).isEqualTo('script one');
      load(hourMs - 1, 'two', () => {
        assertThat(server.responseBody).isEqualTo('script one');
        assertThat(knownVersions()).isEqualTo([undefined, 'W/"one"']);
      });
    });
  });
});

scenario('Serves the newer one after an hour where there is one', () => {
  load(0, 'one', () => {
    load(hourMs, 'two', () => {
      assertThat(server.responseBody).isEqualTo('script two');
      assertThat(server.headers['etag']).isEqualTo('W/"two"');
    });
  });
});

scenario('Answers a browser that has this version without sending it again', () => {
  request.headers['if-none-match'] = '"older", "one"';
  load(0, 'one', () => {
    expectStatus(304);
    assertThat(server.responseBody).isEqualTo('');
    assertThat(server.headers['etag']).isEqualTo('W/"one"');
    request.headers['if-none-match'] = '"older"';
    load(1, 'one', () => {
      expectStatus(200);
    });
  });
});

scenario('Sends no body to a browser that asks for the head alone', () => {
  request.method = 'HEAD';
  load(0, 'one', () => {
    expectStatus(200);
    assertThat(server.responseBody).isEqualTo('');
    assertThat(server.asked[0] && server.asked[0].options.method).isEqualTo('GET');
  });
});

scenario('Serves the old one where the function is down, and leaves the function alone for a minute', () => {
  load(0, 'one', () => {
    server.nowMs += hourMs;
    goDown();
    server.returned = 0;
    handle(() => {
      expectStatus(200);
      assertThat(server.responseBody).isEqualTo('script one');
      load(59999, 'two', () => {
        assertThat(server.responseBody).isEqualTo('script one');
        assertThat(server.asked).hasLength(2);
        load(1, 'two', () => {
          assertThat(server.asked).hasLength(3);
          assertThat(server.responseBody).isEqualTo('script two');
        });
      });
    });
  });
});

scenario('Serves the old one where something else than the function answers', () => {
  load(0, 'one', () => {
    server.nowMs += hourMs;
    server.returned = 0;
    goDown();
    server.replies.push({ statusCode: 200, headers: { 'content-type': 'text/html' }, body: 'Maintenance' });
    handle(() => {
      assertThat(server.responseBody).isEqualTo('script one');
      load(60000, 'two', () => {
        assertThat(server.responseBody).isEqualTo('script two');
      });
    });
  });
});

scenario('Says that nobody answers where the function is down and there is no old one', () => {
  request.path = '/checkout/tilltag.v1.js';
  handle(() => {
    expectError(503, 'stripe_unavailable');
  });
});

scenario('Passes on what is no script, and does not keep it', () => {
  request.path = '/checkout/tilltag.v1.js';
  server.replies.push({ statusCode: 500, headers: { 'content-type': 'application/json' }, body: '{"error":{}}' });
  handle(() => {
    expectStatus(500);
    assertThat(server.responseBody).isEqualTo('{"error":{}}');
    load(1, 'one', () => {
      assertThat(server.responseBody).isEqualTo('script one');
    });
  });
});
