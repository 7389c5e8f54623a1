// That a session costs one question, however many tags want to know.

import { callLater } from 'sandbox:shared';
import { assertThat, scenario } from 'sandbox:test';
import { data, event, read, readInto, server, session } from './server.ts';

scenario('Asks once for tags that want the session at the same time, whatever each wants of it', () => {
  const values: unknown[] = [];
  readInto(values);
  data.output = 'ecommerce.currency';
  readInto(values);
  data.output = 'status';
  readInto(values);
  callLater(() => {
    assertThat(values).containsExactly(session, 'EUR', 'paid');
    assertThat(server.asked).hasLength(1);
  });
});

scenario('Asks once where the question fails for all of them', () => {
  server.reply = undefined;
  const values: unknown[] = [];
  readInto(values);
  readInto(values);
  callLater(() => {
    assertThat(values).isEqualTo([undefined, undefined]);
    assertThat(server.asked).hasLength(1);
    assertThat(server.lines).hasLength(1);
  });
});

scenario('Asks for each session by itself', () => {
  const values: unknown[] = [];
  readInto(values);
  event['checkout_session_id'] = 'cs_live_ofAnotherBuyer1';
  readInto(values);
  callLater(() => {
    assertThat(values).hasLength(2);
    assertThat(server.asked).hasLength(2);
  });
});

scenario('Remembers the session for a minute', () => {
  read(() => {
    server.nowMs += 59999;
    read((value) => {
      assertThat(value).isEqualTo(session);
      assertThat(server.asked).hasLength(1);
      server.nowMs += 1;
      read(() => {
        assertThat(server.asked).hasLength(2);
      });
    });
  });
});

scenario('Remembers for five seconds that there is no session', () => {
  const found = server.reply;
  server.reply = undefined;
  read(() => {
    server.reply = found;
    server.nowMs += 4999;
    read((value) => {
      assertThat(value).isUndefined();
      assertThat(server.asked).hasLength(1);
      server.nowMs += 1;
      read((later) => {
        assertThat(later).isEqualTo(session);
      });
    });
  });
});
