// Events that the function sends: who may send them, and what the function is told of how they went.
import { JSON } from 'sandbox:shared';
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { data, purchase } from './checkout.ts';
import { answered, eventValue, expectError, expectStatus, forward, handle, request, server } from './server.ts';

/** What the tags come to, one after the other. */
function tagsEnd(statuses: readonly string[]): void {
  server.tags = statuses.map((status, at) => ({ id: at.toString(), status: status, executionTime: 1 }));
}

scenario('Runs the container for a forwarded purchase, and says so after the tags ran', () => {
  forward(purchase({}), () => {
    expectStatus(204);
    assertThat(server.events).hasLength(1);
    assertThat(eventValue('event_name')).isEqualTo('purchase');
    assertThat(server.eventsBefore, 'events run before the answer').isEqualTo(1);
    assertThat(server.lines).isEqualTo(['Tilltag: purchase: 1 tag fired.']);
    assertApi('sendHttpRequest').wasNotCalled();
  });
});

scenario('Runs refunds and all the rest under their own names', () => {
  forward(purchase({ event: 'refund' }), () => {
    expectStatus(204);
    assertThat(eventValue('event_name')).isEqualTo('refund');
    assertThat(eventValue('value')).isEqualTo(49.5);
  });
});

/** The event is refused once this part of its text is another one. */
function expectRefused(part: string, broken: string): void {
  const whole = JSON.stringify(purchase({})) || '';
  const body = whole.replace(part, broken);
  assertThat(body).isNotEqualTo(whole);
  forward(JSON.parse(body), () => {
    expectStatus(400);
    assertThat(server.events).isEqualTo([]);
  });
}

scenario('Takes no event with an item that is none', () => {
  expectRefused('"items":[', '"items":[null,');
});

scenario('Takes no event with an amount that is no number', () => {
  expectRefused('"value":49.5', '"value":["a"]');
});

scenario('Takes no event with a time that is no number', () => {
  expectRefused('"event_time":1767225600', '"event_time":"now"');
});

scenario('Answers everybody without the secret alike, whatever they ask', () => {
  const answers = [
    undefined,
    '',
    'Bearer',
    'Bearer wrong',
    'Basic secret of the container',
    'secret of the container',
  ].map((authorization) => {
    request.path = '/checkout/events';
    request.method = authorization === '' ? 'GET' : 'POST';
    request.body = 'anything';
    request.headers['authorization'] = authorization || '';
    handle(() => undefined);
    assertThat(server.status).isEqualTo(401);
    return server.responseBody;
  });
  answers.forEach((answer) => {
    assertThat(answer).isEqualTo(answers[0] || 'something');
  });
  assertThat(answers[0]).contains('"code":"unauthorized"');
  assertApi('runContainer').wasNotCalled();
  assertApi('logToConsole').wasNotCalled();
});

scenario('Lets nobody in where no secret is set', () => {
  data.secret = '';
  forward(purchase({}), () => {
    expectError(401, 'unauthorized');
    assertApi('runContainer').wasNotCalled();
  });
});

scenario('Knows the secret under any spelling of Bearer', () => {
  request.path = '/checkout/events';
  request.headers['authorization'] = 'bearer  secret of the container ';
  handle(() => {
    assertThat(answered()).isEqualTo({ version: 1 });
  });
});

scenario('Refuses what is no event of version 1', () => {
  const event = purchase({});
  [
    undefined,
    [],
    {},
    JSON.parse((JSON.stringify(event) || '').split('"version":1').join('"version":2')),
    {
      version: 1,
      event: 'Purchase!',
      event_id: 'x',
      checkout_session_id: 'x',
      consent: {},
      click: {},
      ecommerce: null,
    },
    { version: 1, event: 'purchase', event_id: '', checkout_session_id: 'x', consent: {}, click: {}, ecommerce: null },
    { version: 1, event: 'purchase', event_id: 'x', consent: {}, click: {}, ecommerce: null },
    { version: 1, event: 'purchase', event_id: 'x', checkout_session_id: 'x', click: {}, ecommerce: null },
    { version: 1, event: 'purchase', event_id: 'x', checkout_session_id: 'x', consent: {}, ecommerce: null },
    { version: 1, event: 'purchase', event_id: 'x', checkout_session_id: 'x', consent: {}, click: {} },
  ].forEach((body) => {
    server.returned = 0;
    forward(body, () => undefined);
    expectError(400, 'invalid_request');
  });
  request.body = '<html>';
  server.returned = 0;
  handle(() => undefined);
  expectError(400, 'invalid_request');
  assertApi('runContainer').wasNotCalled();
});

scenario('Marks test sessions in the name', () => {
  forward(purchase({ livemode: false }), () => {
    assertThat(eventValue('event_name')).isEqualTo('purchase_test');
    assertThat(eventValue('livemode')).isEqualTo(false);
  });
});

scenario('Runs test sessions like live ones where the form says so', () => {
  data.testSessions = 'as_live';
  forward(purchase({ livemode: false }), () => {
    assertThat(eventValue('event_name')).isEqualTo('purchase');
  });
});

scenario('Takes test sessions and runs nothing where the form says so', () => {
  data.testSessions = 'ignore';
  forward(purchase({ livemode: false }), () => {
    expectStatus(204);
    assertApi('runContainer').wasNotCalled();
    server.returned = 0;
    forward(purchase({}), () => {
      assertThat(server.events).hasLength(1);
    });
  });
});

scenario('Asks for a purchase again where any tag failed, since receivers know it by its ids', () => {
  tagsEnd(['success', 'failure']);
  forward(purchase({}), () => {
    expectError(500, 'internal');
    assertThat(server.lines).isEqualTo(['Tilltag: purchase: 2 tags fired, 1 tag failed; the event comes again.']);
  });
});

scenario('Counts a tag that broke off as failed', () => {
  tagsEnd(['exception']);
  forward(purchase({}), () => {
    expectError(500, 'internal');
  });
});

scenario('Counts a tag that never came to its end as failed', () => {
  tagsEnd(['success', 'timeout']);
  forward(purchase({}), () => {
    expectError(500, 'internal');
  });
});

scenario('Does not ask for a refund again where one tag succeeded, or that one would count it twice', () => {
  tagsEnd(['success', 'failure']);
  forward(purchase({ event: 'refund' }), () => {
    expectStatus(204);
    assertThat(server.lines[0]).contains('the event is not repeated');
  });
});

scenario('Asks for a refund again where every tag failed', () => {
  tagsEnd(['failure', 'failure']);
  forward(purchase({ event: 'refund' }), () => {
    expectError(500, 'internal');
  });
});

scenario('Takes an event for which no tag fires, and says so', () => {
  tagsEnd([]);
  forward(purchase({ event: 'checkout_expired' }), () => {
    expectStatus(204);
    assertThat(server.lines[0]).contains('No tag fired for checkout_expired.');
  });
});

scenario('Does not run the tags again where the function missed the answer', () => {
  forward(purchase({}), () => {
    server.returned = 0;
    server.nowMs += 299999;
    forward(purchase({}), () => {
      expectStatus(204);
      assertThat(server.events).hasLength(1);
    });
  });
});

scenario('Runs the tags again where they failed', () => {
  tagsEnd(['failure']);
  forward(purchase({}), () => {
    tagsEnd(['success']);
    server.returned = 0;
    forward(purchase({}), () => {
      expectStatus(204);
      assertThat(server.events).hasLength(2);
    });
  });
});

scenario('Runs the tags again after five minutes, and after another version of the container is published', () => {
  forward(purchase({}), () => {
    server.nowMs += 300000;
    forward(purchase({}), () => {
      assertThat(server.events).hasLength(2);
      server.version = '8';
      forward(purchase({}), () => {
        assertThat(server.events).hasLength(3);
      });
    });
  });
});
