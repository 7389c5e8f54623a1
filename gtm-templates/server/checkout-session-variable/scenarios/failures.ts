// What goes wrong: the value is undefined, no tag waits for ever, and one line says why.
import { JSON } from 'sandbox:shared';
import { assertApi, assertThat, mock, scenario } from 'sandbox:test';
import { data, read, server } from './server.ts';

/** The variable is undefined, and says these words once. */
function expectLine(words: string): void {
  read((value) => {
    assertThat(value).isUndefined();
    assertThat(server.lines).hasLength(1);
    assertThat(server.lines[0]).contains(words);
  });
}

scenario('Is undefined where the function does not answer in time', () => {
  server.reply = undefined;
  expectLine('did not answer within the time-out');
});

scenario('Is undefined where the function refuses, and says with which code', () => {
  server.reply = { statusCode: 409, headers: {}, body: '{"error":{"code":"session_open","message":"words"}}' };
  expectLine('the function answered session_open (HTTP 409)');
});

scenario('Names secret and hostname where the function knows neither page nor container', () => {
  server.reply = { statusCode: 403, headers: {}, body: '{"error":{"code":"host_not_allowed"}}' };
  expectLine('The session is not known: the Container secret is not that of the property, or the page');
});

scenario('Names the Property ID where the function does not know it', () => {
  server.reply = { statusCode: 404, headers: {}, body: '{"error":{"code":"unknown_property"}}' };
  expectLine('there is no such property');
});

scenario('Is undefined where something else answers', () => {
  server.reply = { statusCode: 200, headers: {}, body: '<html>' };
  expectLine('something else than Tilltag answers');
});

scenario('Is undefined where an answer is none of a session', () => {
  server.reply = { statusCode: 200, headers: {}, body: '{"hello":"world"}' };
  expectLine('something else than Tilltag answers');
});

scenario('Asks nobody where the field holds no session id', () => {
  data.checkoutSessionId = '{CHECKOUT_SESSION_ID}';
  expectLine('The Checkout Session ID is not one of');
  assertApi('sendHttpRequest').wasNotCalled();
});

scenario('Asks nobody where the secret is empty', () => {
  data.secret = '';
  expectLine('The Container secret is empty.');
  assertApi('sendHttpRequest').wasNotCalled();
});

scenario('Asks nobody where it was built for another function', () => {
  mock('queryPermission', false);
  expectLine('may not ask https://tilltag.run.app/base.');
  assertApi('sendHttpRequest').wasNotCalled();
});

scenario('Waits as long as the field says, and never as long as GTM gives a promise', () => {
  const waits = ['1500', '60000', ''].map((timeout, at) => {
    data.timeoutMs = timeout;
    server.nowMs += 60000 * at;
    data.checkoutSessionId = 'cs_live_ofBuyerNumber' + at.toString();
    read(() => undefined);
    const asked = server.asked[at];
    return asked && asked.options.timeout;
  });
  assertThat(waits).isEqualTo([1500, 4900, 3000]);
});

scenario('Never writes secret, session or buyer into the log', () => {
  server.reply = { statusCode: 500, headers: {}, body: '{"error":{"code":"internal","message":"buyer@example.com"}}' };
  read(() => {
    const text = JSON.stringify(server.lines) || '';
    ['secret of', 'cs_live', '@'].forEach((part) => {
      assertThat(text.indexOf(part), part).isEqualTo(-1);
    });
    assertThat(server.lines).hasLength(1);
  });
});
