// A client's work: claiming requests, running the container, and reading event data.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import type { ServerEvent } from '../../../../../scripts/simulator/server/server-host.ts';
import { evaluateOnServer, permit, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

const permissions = permit({
  read_event_data: { eventDataAccess: 'any' },
  read_event_metadata: {},
  run_container: {},
});
const turn = () => ({ isRunning: true, hasClaimed: false });

describe('claimRequest', () => {
  test('a client claims the request', () => {
    const client = turn();
    expect(evaluateOnServer("require('claimRequest')();", { client }).thrown).toBeUndefined();
    expect(client.hasClaimed).toBe(true);
  });

  test('a client that does not call it claims nothing', () => {
    const client = turn();
    evaluateOnServer('return 1;', { client });
    expect(client.hasClaimed).toBe(false);
  });

  test('throws after the client has returned', async () => {
    const client = turn();
    const { errors } = await settleOnServer("require('callLater')(() => require('claimRequest')());", { client });
    expect(errors).toMatchObject([
      { code: 'wrong_turn', message: expect.stringContaining('Tried to claim a request after a Client had returned') },
    ]);
    expect(client.hasClaimed).toBe(false);
  });

  test('throws in a tag or a variable', () => {
    expect(refusalOf(evaluateOnServer("require('claimRequest')();"))).toBe('wrong_turn');
  });
});

describe('getAllEventData and getEventData', () => {
  const event = { event_name: 'purchase', items: [{ id: 'a' }], user_data: { address: { city: 'Ulm' } } };
  const read = (call: string) => evaluateOnServer(`return require(${call};`, { permissions, event }).returned;

  test('getAllEventData is a copy of everything', () => {
    expect(read("'getAllEventData')()")).toEqual(event);
    evaluateOnServer("require('getAllEventData')().user_data.address.city = 'Bonn';", { permissions, event });
    expect(event.user_data.address.city).toBe('Ulm');
  });

  test.each([
    ["'event_name'", 'purchase'],
    ["'items.0.id'", 'a'],
    ["'items'", [{ id: 'a' }]],
    ["'user_data.address.city'", 'Ulm'],
    ["'items.length'", undefined],
    ["'event_name.length'", undefined],
    ["'missing.deeper'", undefined],
    ["'toString'", undefined],
  ])('getEventData(%s) is %j', (path, value) => {
    expect(read(`'getEventData')(${path})`)).toEqual(value);
  });

  test('getEventData is a copy', () => {
    evaluateOnServer("require('getEventData')('items')[0].id = 'b';", { permissions, event });
    expect(event.items).toEqual([{ id: 'a' }]);
  });

  test('without an event both are undefined', () => {
    const code = "return [require('getAllEventData')(), require('getEventData')('a')];";
    expect(evaluateOnServer(code, { permissions, event: null }).returned).toEqual([undefined, undefined]);
  });

  test('a permission for some keys covers those alone', () => {
    const some = permit({
      read_event_data: { eventDataAccess: 'specific', keyPatterns: ['event_name', 'user_data.*'] },
    });
    const ask = (call: string) => refusalOf(evaluateOnServer(`require(${call};`, { permissions: some, event }));
    expect([
      ask("'getEventData')('event_name')"),
      ask("'getEventData')('user_data.address.city')"),
      ask("'getEventData')('items')"),
      ask("'getAllEventData')()"),
    ]).toEqual([undefined, undefined, 'permission_denied', 'permission_denied']);
  });

  test('a key path must be a text', () => {
    expect(refusalOf(evaluateOnServer("require('getEventData')(0);", { permissions }))).toBe('wrong_argument_type');
  });
});

describe('runContainer', () => {
  test('calls onStart at once and onComplete after the tags', async () => {
    const server = createFakeServer({ onEvent: () => [] });
    const code = `require('runContainer')({ event_name: 'a' }, () => note('complete'), () => note('start'));
      note('returned');`;
    const { notes } = await settleOnServer(code, { permissions, server, client: turn(), event: null });
    expect(notes).toEqual(['start', 'returned', 'complete']);
    expect(server.events.map(({ data }) => data)).toEqual([{ event_name: 'a' }]);
  });

  test('the event is a copy', async () => {
    const code = "const e = { list: [1] }; require('runContainer')(e); e.list.push(2);";
    const { server } = await settleOnServer(code, { permissions });
    expect(server.events[0]?.data).toEqual({ list: [1] });
  });

  test('bindToEvent runs an API in the scope of the event, and only there', async () => {
    const code = `const getEventData = require('getEventData');
      require('runContainer')({ n: 1 }, (bindToEvent) => {
        note(bindToEvent(getEventData)('n'));
        note(getEventData('n'));
        note(bindToEvent('no function'));
      });`;
    const { notes } = await settleOnServer(code, { permissions, client: turn(), event: null });
    expect(notes).toEqual([1, undefined, 'no function']);
  });

  test('a client hears of its event’s end', async () => {
    const server = createFakeServer({
      onEvent: () => [{ id: '7', status: 'success', executionTimeMs: 12, metadata: { team: 'shop' } }],
      container: { publicId: 'GTM-ABC' },
    });
    const code = `require('runContainer')({}, (bindToEvent) => {
        bindToEvent(require('addEventCallback'))((id, event) => note([id, event]));
      });`;
    const { notes } = await settleOnServer(code, { permissions, server, client: turn(), event: null });
    expect(notes).toEqual([['GTM-ABC', { tags: [{ id: '7', status: 'success', executionTime: 12, team: 'shop' }] }]]);
  });

  test('several events are told apart', async () => {
    const code = `[1, 2].forEach((n) => require('runContainer')({ n: n }, (bind) => note(bind(require('getEventData'))('n'))));`;
    expect((await settleOnServer(code, { permissions })).notes).toEqual([1, 2]);
  });

  test('an error in a callback is reported', async () => {
    const { errors } = await settleOnServer("require('runContainer')({}, () => require('nothing'));", { permissions });
    expect(errors).toMatchObject([{ code: 'unknown_api' }]);
  });

  test.each([
    ["require('runContainer')();", 'missing_argument'],
    ["require('runContainer')([]);", 'wrong_argument_type'],
    ["require('runContainer')({}, 'f');", 'wrong_argument_type'],
  ])('%s stops the template as %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code, { permissions }))).toBe(refusal);
  });

  test('needs its permission', () => {
    expect(refusalOf(evaluateOnServer("require('runContainer')({});"))).toBe('permission_denied');
  });
});

describe('addEventCallback', () => {
  test('a tag listens to its own event', () => {
    const event: ServerEvent = { data: {}, listeners: [] };
    const { notes } = evaluateOnServer("require('addEventCallback')((id, event) => note(event.tags));", {
      permissions,
      event,
    });
    event.listeners[0]?.([{ id: '1', status: 'failure', executionTimeMs: 3 }]);
    expect(notes).toEqual([[{ id: '1', status: 'failure', executionTime: 3 }]]);
  });

  test('an error in the callback is reported and does not reach the end of the event', () => {
    const event: ServerEvent = { data: {}, listeners: [] };
    const { errors } = evaluateOnServer("require('addEventCallback')(() => require('nothing'));", {
      permissions,
      event,
    });
    event.listeners[0]?.([]);
    expect(errors).toMatchObject([{ code: 'unknown_api' }]);
  });

  test('a client without bindToEvent has no event to listen to', () => {
    const code = "require('addEventCallback')(() => 1);";
    expect(refusalOf(evaluateOnServer(code, { permissions, client: turn(), event: null }))).toBe('wrong_turn');
  });

  test('needs a function and its permission', () => {
    expect(refusalOf(evaluateOnServer("require('addEventCallback')();", { permissions }))).toBe('missing_argument');
    expect(refusalOf(evaluateOnServer("require('addEventCallback')(() => 1);"))).toBe('permission_denied');
  });
});
