// The cookie of the payment links tag, set again where the visitor agrees.
import { JSON } from 'sandbox:shared';
import { assertThat, scenario } from 'sandbox:test';
import { data } from './checkout.ts';
import { expectStatus, handle, request, server } from './server.ts';

/** The cookie of somebody who opened a page at this second. */
function cookieOf(seconds: number): string {
  return '1|' + seconds.toString() + '|AAAAAAAAAAAAAAAAAAAAAA|000|1767220000&s=a%20b%2Bc&gc=x';
}

const nowSeconds = 1767225600;

function loadWith(cookie: string, then: () => void): void {
  request.path = '/checkout/tilltag.v1.js';
  request.cookies[data.cookieName || ''] = [cookie];
  server.replies.push({
    statusCode: 200,
    headers: { 'content-type': 'text/javascript', etag: '"one"' },
    body: 'script',
  });
  handle(then);
}

function clickWith(consent: object | undefined, then: () => void): void {
  request.method = 'POST';
  request.path = '/checkout/clicks';
  request.body = JSON.stringify({ property_id: data.propertyId, consent: consent });
  request.cookies['_tilltag'] = [cookieOf(1)];
  server.replies.push({ statusCode: 204, headers: {}, body: '' });
  handle(then);
}

scenario('Sets the cookie again as it is with the script, where the page has just written it', () => {
  loadWith(cookieOf(nowSeconds - 3), () => {
    assertThat(server.cookies).isEqualTo([
      {
        name: '_tilltag',
        value: cookieOf(nowSeconds - 3),
        options: {
          domain: 'auto',
          path: '/',
          'max-age': 7776000,
          sameSite: 'lax',
          secure: true,
          httpOnly: false,
        },
        noEncode: true,
      },
    ]);
  });
});

scenario('Keeps an answer with a cookie out of caches that others share', () => {
  loadWith(cookieOf(nowSeconds), () => {
    assertThat(server.headers['cache-control']).isEqualTo('private, max-age=3600, stale-while-revalidate=86400');
    request.cookies['_tilltag'] = [];
    handle(() => {
      assertThat(server.headers['cache-control']).isEqualTo('public, max-age=3600, stale-while-revalidate=86400');
    });
  });
});

// The tag leaves a cookie alone, neither read nor written, while it is not known whether a denial is the visitor's own.
scenario('Leaves a cookie that this page did not write, because its visitor may have denied by now', () => {
  loadWith(cookieOf(nowSeconds - 121), () => {
    assertThat(server.cookies).isEmpty();
    loadWith(cookieOf(nowSeconds + 121), () => {
      assertThat(server.cookies).isEmpty();
    });
  });
});

scenario('Sets no cookie where the browser has none', () => {
  request.path = '/checkout/tilltag.v1.js';
  server.replies.push({ statusCode: 200, headers: { 'content-type': 'text/javascript' }, body: 'script' });
  handle(() => {
    expectStatus(200);
    assertThat(server.cookies).isEmpty();
  });
});

scenario('Sets no cookie that is not of the tag, is too long, or is there twice', () => {
  let long = cookieOf(nowSeconds);
  while (long.length < 1600) {
    long += 'x';
  }
  ['other', '2|1767225600||---', '1|now||---', cookieOf(nowSeconds) + '"', long].forEach((value) => {
    loadWith(value, () => {
      assertThat(server.cookies).isEmpty();
    });
  });
  request.cookies['_tilltag'] = [cookieOf(nowSeconds), cookieOf(nowSeconds - 1)];
  handle(() => {
    assertThat(server.cookies).isEmpty();
  });
});

scenario('Sets the cookie under the name and domain that the form says', () => {
  data.cookieName = 'campaign';
  data.cookieDomain = 'shop.example.com';
  loadWith(cookieOf(nowSeconds), () => {
    const cookie = server.cookies[0];
    assertThat(cookie && cookie.name).isEqualTo('campaign');
    assertThat(cookie && cookie.options.domain).isEqualTo('shop.example.com');
  });
});

scenario('Sets no cookie where the box is not ticked', () => {
  data.keepsCookie = false;
  loadWith(cookieOf(nowSeconds), () => {
    clickWith({ analytics_storage: 'granted' }, () => {
      assertThat(server.cookies).isEmpty();
    });
  });
});

scenario('Sets the cookie again with a click where the visitor agrees, or the site has no consent mode', () => {
  clickWith({ analytics_storage: 'granted' }, () => {
    assertThat(server.cookies).hasLength(1);
    assertThat(server.cookies[0] && server.cookies[0].value).isEqualTo(cookieOf(1));
    clickWith({ analytics_storage: 'unset' }, () => {
      assertThat(server.cookies).hasLength(2);
    });
  });
});

scenario('Sets no cookie with a click where the visitor denies it, or says nothing that can be read', () => {
  [{ analytics_storage: 'denied', ad_storage: 'granted' }, {}, undefined].forEach((consent) => {
    clickWith(consent, () => {
      assertThat(server.cookies).isEmpty();
    });
  });
});
