// Which session the variable is about, and what it tells the function of the visitor.
import { assertApi, assertThat, scenario } from 'sandbox:test';
import { data, event, headers, read, server, session, sessionId } from './server.ts';

scenario('Gives the whole session that the event is about', () => {
  read((value) => {
    assertThat(value).isEqualTo(session);
    assertThat(server.lines).isEmpty();
  });
});

scenario('Asks the function as the container of the property, in the name of the visitor', () => {
  read(() => {
    assertThat(server.asked).isEqualTo([
      {
        url:
          'https://tilltag.run.app/base/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=' +
          sessionId,
        options: {
          method: 'GET',
          timeout: 3000,
          headers: {
            Authorization: 'Bearer secret of the container',
            'Tilltag-Visitor-Origin': 'https://shop.example.com',
            'Tilltag-Visitor-Address': '203.0.113.9',
            'User-Agent': 'Browser of the buyer',
          },
        },
      },
    ]);
  });
});

scenario('Names the page of the event where the request names none', () => {
  headers['origin'] = '';
  event['page_location'] = 'https://www.shop.example.com/spring?gclid=x';
  read(() => {
    const asked = server.asked[0];
    const told = (asked && asked.options.headers) || {};
    assertThat(told['Tilltag-Visitor-Origin']).isEqualTo('https://www.shop.example.com');
  });
});

scenario('Asks as the container itself, and names no visitor, for an event that the function forwarded', () => {
  headers['authorization'] = 'Bearer secret of the container';
  headers['origin'] = '';
  event['page_location'] = 'https://landing.example.net/spring';
  read((value) => {
    assertThat(value).isEqualTo(session);
    const asked = server.asked[0];
    const told = (asked && asked.options.headers) || {};
    assertThat(told['Tilltag-Sends']).isEqualTo('1');
    assertThat(told['Authorization']).isEqualTo('Bearer secret of the container');
    ['Tilltag-Visitor-Origin', 'Tilltag-Visitor-Address', 'User-Agent'].forEach((name) => {
      assertThat(told[name], name).isUndefined();
    });
    assertThat(asked ? asked.url.indexOf('claim') : 0).isEqualTo(-1);
  });
});

scenario('Asks in the name of the visitor where a request has another secret', () => {
  headers['authorization'] = 'Bearer somebody else';
  read(() => {
    const asked = server.asked[0];
    const told = (asked && asked.options.headers) || {};
    assertThat(told['Tilltag-Visitor-Origin']).isEqualTo('https://shop.example.com');
    assertThat(told['Tilltag-Sends']).isUndefined();
  });
});

scenario('Reads the id from the address of the page where the event has none of its own', () => {
  event['checkout_session_id'] = undefined;
  event['page_location'] = 'https://shop.example.com/thanks?session_id=' + sessionId;
  read((value) => {
    assertThat(value).isEqualTo(session);
  });
});

scenario('Takes the id of the field before that of the event', () => {
  data.checkoutSessionId = ' cs_test_Z9Y8X7W6V5U4 ';
  read(() => {
    assertThat(server.asked[0] && server.asked[0].url).contains('checkout_session_id=cs_test_Z9Y8X7W6V5U4');
  });
});

scenario('Is undefined and asks nobody for events about no session', () => {
  event['checkout_session_id'] = undefined;
  ['', 'https://shop.example.com/', 'https://shop.example.com/?session_id=1767225600'].forEach((address) => {
    event['page_location'] = address;
    read((value) => {
      assertThat(value).isUndefined();
    });
  });
  assertApi('sendHttpRequest').wasNotCalled();
  assertApi('logToConsole').wasNotCalled();
});

scenario('Asks for nothing personal where the event says that ad_user_data is denied', () => {
  event['consent.ad_user_data'] = 'denied';
  read(() => {
    assertThat(server.asked[0] && server.asked[0].url).contains('&personal_data=none');
  });
});

scenario('Asks for nothing personal where the code of Google says so', () => {
  event['x-ga-gcd'] = '13r3r3q3r5l1';
  read(() => {
    assertThat(server.asked[0] && server.asked[0].url).contains('&personal_data=none');
  });
});

scenario('Asks for all where another purpose is denied, or none is set', () => {
  ['13q3q3r3q5l1', '13l3l3l3l1l1', '11t1t1t1t5'].forEach((code, at) => {
    event['x-ga-gcd'] = code;
    event['checkout_session_id'] = 'cs_live_ofBuyerNumber' + at.toString();
    read(() => {
      const asked = server.asked[at];
      assertThat(asked ? asked.url.indexOf('personal_data') : 0, code).isEqualTo(-1);
    });
  });
});

scenario('Never hands what others may see to a tag that may see less', () => {
  read(() => {
    event['consent.ad_user_data'] = 'denied';
    read(() => {
      assertThat(server.asked).hasLength(2);
    });
  });
});
