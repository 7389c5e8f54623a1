// A thank-you page where the server sends: the page is answered first, then the container runs in its place.
import { JSON } from 'sandbox:shared';
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { data, granted, purchase, sessionId } from './checkout.ts';
import { eventValue, expectStatus, handle, reply, request, server } from './server.ts';

const ownClaim = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** What the page is answered. */
function pageAnswer(sender: string, status: string): Record<string, unknown> {
  return {
    version: 1,
    event_id: 'purchase:' + sessionId,
    event: 'purchase',
    sender: sender,
    status: status,
    livemode: true,
    first_view: true,
  };
}

/** A page asks; the function answers it, and then gives the container this event. */
function visit(answer: Record<string, unknown>, forwarded: object | undefined, then: () => void): void {
  request.query =
    'property_id=prop_12345678&claim=claim-of-the-page&checkout_session_id=' + sessionId + '&consent=gggg';
  reply(200, answer, { 'content-type': 'application/json' });
  reply(200, { version: 1, forwarded: forwarded }, {});
  reply(204, {}, {});
  handle(then);
}

scenario('Runs the container for a page where the server sends, after the page was answered', () => {
  visit(pageAnswer('server', 'paid'), purchase({}), () => {
    expectStatus(200);
    assertThat(server.eventsBefore, 'events run before the answer').isEqualTo(0);
    assertThat(server.events).hasLength(1);
    assertThat(eventValue('event_name')).isEqualTo('purchase');
    assertThat(JSON.parse(server.responseBody)).isEqualTo(pageAnswer('server', 'paid'));
  });
});

scenario('Asks for the event with a claim of its own, and reports with the same', () => {
  visit(pageAnswer('server', 'paid'), purchase({}), () => {
    const headers = (at: number) => {
      const asked = server.asked[at];
      return (asked && asked.options.headers) || {};
    };
    assertThat(server.asked).hasLength(3);
    assertThat(server.asked[1] && server.asked[1].url).isEqualTo(
      'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=' +
        sessionId +
        '&consent=gggg&claim=' +
        ownClaim,
    );
    assertThat(server.asked[2] && server.asked[2].url).isEqualTo('https://tilltag.run.app/base/checkout/reports');
    assertThat(JSON.parse((server.asked[2] && server.asked[2].body) || '')).isEqualTo({
      property_id: 'prop_12345678',
      checkout_session_id: sessionId,
      event_id: 'purchase:' + sessionId,
      claim: ownClaim,
    });
    assertThat([headers(0)['Tilltag-Sends'], headers(1)['Tilltag-Sends'], headers(2)['Tilltag-Sends']]).isEqualTo([
      undefined,
      '1',
      '1',
    ]);
    assertThat(headers(1)['Tilltag-Visitor-Origin']).isEqualTo('https://shop.example.com');
  });
});

scenario('Adds what the request says of the visitor', () => {
  request.cookies['_ga'] = ['GA1.1.5.6'];
  request.cookies['_fbp'] = ['fb.1.1.77'];
  request.cookies['_fbc'] = ['fb.1.1.click'];
  visit(pageAnswer('server', 'free'), purchase({ event: 'trial_start', ids: {} }), () => {
    assertThat(eventValue('ip_override')).isEqualTo('203.0.113.9');
    assertThat(eventValue('user_agent')).isEqualTo('Browser of the buyer');
    assertThat(eventValue('client_id')).isEqualTo('5.6');
    assertThat(eventValue('x-fb-ck-fbp')).isEqualTo('fb.1.1.77');
    assertThat(eventValue('x-fb-ck-fbc')).isEqualTo('fb.1.1.click');
  });
});

scenario('Prefers what the click told to the cookies of the request', () => {
  request.cookies['_ga'] = ['GA1.1.5.6'];
  request.cookies['_fbp'] = ['fb.1.1.77'];
  visit(pageAnswer('server', 'paid'), purchase({}), () => {
    assertThat(eventValue('client_id')).isEqualTo('111.222');
    assertThat(eventValue('x-fb-ck-fbp')).isEqualTo('fb.1.1.2');
  });
});

scenario('Takes no cookie for an id that is none', () => {
  request.cookies['_ga'] = ['<script>'];
  request.cookies['_fbp'] = ['x'];
  visit(pageAnswer('server', 'paid'), purchase({ ids: {} }), () => {
    assertThat(('' + eventValue('client_id')).match('^[0-9]+[.][0-9]+$')).isNotNull();
    assertThat(eventValue('x-fb-ck-fbp')).isUndefined();
  });
});

scenario(
  'Says nothing of the visitor where analytics_storage is denied, and nothing of Meta where ad_storage is',
  () => {
    request.cookies['_ga'] = ['GA1.1.5.6'];
    request.cookies['_fbp'] = ['fb.1.1.77'];
    const consent = {
      ad_storage: 'denied',
      analytics_storage: 'denied',
      ad_user_data: granted.ad_user_data,
      ad_personalization: granted.ad_personalization,
    } as const;
    visit(pageAnswer('server', 'paid'), purchase({ ids: {}, consent: consent }), () => {
      assertThat(eventValue('ip_override')).isUndefined();
      assertThat(eventValue('user_agent')).isUndefined();
      assertThat(eventValue('client_id')).isNotEqualTo('5.6');
      assertThat(eventValue('x-fb-ck-fbp')).isUndefined();
    });
  },
);

scenario('Runs nothing where the page is the sender', () => {
  ['browser', 'browser_first'].forEach((sender) => {
    server.replies.splice(0, server.replies.length);
    visit(pageAnswer(sender, 'paid'), purchase({}), () => {
      assertThat(server.events).isEmpty();
    });
  });
});

scenario('Runs nothing while the money is on its way', () => {
  visit(pageAnswer('server', 'pending'), purchase({}), () => {
    assertThat(server.asked).hasLength(1);
    assertThat(server.events).isEmpty();
  });
});

scenario('Runs nothing for another property', () => {
  data.propertyId = 'prop_of_another_shop';
  visit(pageAnswer('server', 'paid'), purchase({}), () => {
    expectStatus(200);
    assertThat(server.asked).hasLength(1);
  });
});

scenario('Runs nothing for an answer that is an error', () => {
  request.query = 'property_id=prop_12345678';
  reply(404, pageAnswer('server', 'paid'), {});
  handle(() => {
    expectStatus(404);
    assertThat(server.asked).hasLength(1);
  });
});

scenario('Runs nothing for test sessions where the form ignores them', () => {
  data.testSessions = 'ignore';
  const answer = pageAnswer('server', 'paid');
  answer['livemode'] = false;
  visit(answer, purchase({ livemode: false }), () => {
    assertThat(server.asked).hasLength(1);
  });
});

scenario('Runs nothing where the function gives no event, because somebody else is at it', () => {
  visit(pageAnswer('server', 'paid'), undefined, () => {
    assertThat(server.asked).hasLength(2);
    assertThat(server.events).isEmpty();
  });
});

scenario('Does not report where a tag failed, so that the function sends the event itself', () => {
  server.tags = [{ id: '1', status: 'failure', executionTime: 1 }];
  visit(pageAnswer('server', 'paid'), purchase({}), () => {
    expectStatus(200);
    assertThat(server.events).hasLength(1);
    assertThat(server.asked).hasLength(2);
  });
});

scenario('Does not ask again for an event that its tags ran for', () => {
  visit(pageAnswer('server', 'paid'), purchase({}), () => {
    server.replies.splice(0, server.replies.length);
    visit(pageAnswer('server', 'paid'), purchase({}), () => {
      assertThat(server.events).hasLength(1);
      assertThat(server.asked).hasLength(4);
    });
  });
});

scenario('Leaves the page its answer where the function is down by then', () => {
  request.query = 'property_id=prop_12345678';
  reply(200, pageAnswer('server', 'paid'), {});
  handle(() => {
    expectStatus(200);
    assertApi('runContainer').wasNotCalled();
    assertThat(server.lines).hasLength(1);
  });
});
