// Which requests are the client's own, and what it answers without the function.
import { assertApi, assertThat, mock, scenario } from 'sandbox:test';
import { data } from './checkout.ts';
import { answered, expectError, expectStatus, handle, reply, request, server } from './server.ts';

const browserRoutes = ['/sessions.json', '/reports', '/clicks', '/tilltag.v1.js'];

scenario('Leaves every other request alone, and reads nothing of it but its path', () => {
  [
    '/',
    '/checkout',
    '/checkout/',
    '/checkout/orders',
    '/checkout/sessions.json/x',
    '/g/collect',
    '/shop/checkout/events',
  ].forEach((path) => {
    request.path = path;
    handle(() => undefined);
  });
  assertApi('claimRequest').wasNotCalled();
  assertApi('getRequestMethod').wasNotCalled();
  assertApi('getRequestHeader').wasNotCalled();
  assertApi('sendHttpRequest').wasNotCalled();
  assertApi('setResponseStatus').wasNotCalled();
  assertApi('returnResponse').wasNotCalled();
  assertApi('logToConsole').wasNotCalled();
});

scenario('Claims what lies below its path', () => {
  browserRoutes.concat(['/events']).forEach((below) => {
    server.isClaimed = false;
    request.path = '/checkout' + below;
    handle(() => undefined);
    assertThat(server.isClaimed, below).isTrue();
  });
});

scenario('Answers under another path, and asks the function under its own', () => {
  data.path = ' metrics/checkout/ ';
  request.path = '/metrics/checkout/sessions.json';
  request.query = 'property_id=prop_12345678';
  reply(200, {}, {});
  handle(() => {
    assertThat(server.asked[0] && server.asked[0].url).isEqualTo(
      'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678',
    );
  });
});

scenario('Answers under checkout where the field is empty', () => {
  data.path = '';
  handle(() => {
    assertThat(server.isClaimed).isTrue();
  });
});

scenario('Answers a preflight by itself, with the methods of the address', () => {
  request.method = 'OPTIONS';
  browserRoutes.forEach((below) => {
    request.path = '/checkout' + below;
    handle(() => undefined);
    assertThat(server.status).isEqualTo(204);
    assertThat(server.headers).isEqualTo({
      allow: server.headers['access-control-allow-methods'] || '',
      'access-control-allow-origin': '*',
      'access-control-allow-methods':
        below === '/sessions.json'
          ? 'GET, OPTIONS'
          : below === '/tilltag.v1.js'
            ? 'GET, HEAD, OPTIONS'
            : 'POST, OPTIONS',
      'access-control-allow-headers': 'Content-Type',
      'access-control-max-age': '86400',
      'cache-control': 'no-store',
    });
  });
  assertThat(server.returned).isEqualTo(4);
  assertApi('sendHttpRequest').wasNotCalled();
});

scenario('Says that it is not set up where the secret is empty, and asks nobody', () => {
  data.secret = ' ';
  handle(() => {
    expectError(500, 'internal');
    assertThat(server.lines).isEqualTo([
      'Tilltag: The Container secret is empty. Paste the one that your property has.',
    ]);
    assertApi('sendHttpRequest').wasNotCalled();
  });
});

scenario('Says that it is not set up where the endpoint or the Property ID is none', () => {
  data.functionEndpoint = 'http://tilltag.run.app';
  handle(() => undefined);
  data.functionEndpoint = 'https://tilltag.run.app';
  data.propertyId = 'short';
  handle(() => {
    assertThat(server.lines[0]).contains('The Function endpoint is not an address that begins with https');
    assertThat(server.lines[1]).contains('The Property ID is empty or incomplete.');
    assertThat(server.status).isEqualTo(500);
    assertApi('sendHttpRequest').wasNotCalled();
  });
});

scenario(
  'Says that it is not set up where it was built for another function, instead of leaving the page without an answer',
  () => {
    mock('queryPermission', false);
    handle(() => {
      expectError(500, 'internal');
      assertThat(server.lines[0]).contains(
        'may not ask https://tilltag.run.app/base. Build or download it again for this Function endpoint',
      );
      assertApi('queryPermission').wasCalledWith('send_http', 'https://tilltag.run.app/base/checkout/sessions.json');
      assertApi('sendHttpRequest').wasNotCalled();
    });
  },
);

scenario('Keeps silent where the form says so', () => {
  data.logType = 'no';
  data.secret = '';
  handle(() => {
    assertApi('logToConsole').wasNotCalled();
  });
});

scenario('Tells the function that it is there when the function checks the secret, and runs nothing', () => {
  request.path = '/checkout/events';
  request.headers['authorization'] = 'Bearer secret of the container';
  handle(() => {
    expectStatus(200);
    assertThat(answered()).isEqualTo({ version: 1 });
    assertApi('runContainer').wasNotCalled();
  });
});

scenario('Refuses any other method for events', () => {
  request.path = '/checkout/events';
  request.method = 'PUT';
  request.headers['authorization'] = 'Bearer secret of the container';
  handle(() => {
    expectError(405, 'method_not_allowed');
    assertThat(server.headers['allow']).isEqualTo('GET, POST');
  });
});
