// HTTP requests of server templates.
import { describe, expect, test } from 'vitest';
import { everyPermission } from '../../../../../scripts/simulator/permissions/settings.ts';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import type { HttpAnswer, OutgoingRequest } from '../../../../../scripts/simulator/server/server-host.ts';
import { evaluateOnServer, permit, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

const permissions = permit({ send_http: { allowedUrls: 'specific', urls: ['https://api.example.com/*'] } });
const asking = "require('sendHttpRequest')('https://api.example.com/v1'";

function answering(answer: HttpAnswer | ((request: OutgoingRequest) => HttpAnswer | Promise<HttpAnswer>)) {
  return createFakeServer({ onRequest: (request) => (typeof answer === 'function' ? answer(request) : answer) });
}

describe('sendHttpRequest', () => {
  test('resolves with status, headers and body', async () => {
    const server = answering({ statusCode: 201, headers: { 'X-Id': '7' }, body: 'made' });
    const { notes } = await settleOnServer(`${asking}).then(note);`, { permissions, server });
    expect(notes).toEqual([{ statusCode: 201, headers: { 'x-id': '7' }, body: 'made' }]);
  });

  test('sends method, headers, body and time-out', async () => {
    const server = answering({ statusCode: 204 });
    const code = `${asking}, { method: 'post', headers: { 'X-A': 1, 'X-B': null }, timeout: 500 }, 'text');`;
    await settleOnServer(code, { permissions, server });
    expect(server.sent).toEqual([
      {
        method: 'POST',
        url: 'https://api.example.com/v1',
        headers: { 'X-A': '1' },
        body: 'text',
        timeoutMs: 500,
      },
    ]);
  });

  test('is a GET that may take 15 seconds by default', async () => {
    const server = answering({ statusCode: 200 });
    await settleOnServer(`${asking});`, { permissions, server });
    expect(server.sent).toEqual([
      { method: 'GET', url: 'https://api.example.com/v1', headers: {}, body: undefined, timeoutMs: 15_000 },
    ]);
  });

  test.each([['0'], ['-1'], ["'500'"]])('may take 15 seconds where the time-out is %s', async (timeout) => {
    const server = answering({ statusCode: 200 });
    await settleOnServer(`${asking}, { timeout: ${timeout} });`, { permissions, server });
    expect(server.sent).toMatchObject([{ timeoutMs: 15_000 }]);
  });

  test('resolves after the current turn', () => {
    const server = answering({ statusCode: 200 });
    expect(evaluateOnServer(`${asking}).then(note);`, { permissions, server }).notes).toEqual([]);
  });

  test('a status of 500 resolves', async () => {
    const server = answering({ statusCode: 500 });
    const { notes } = await settleOnServer(`${asking}).then((r) => note(r.statusCode));`, { permissions, server });
    expect(notes).toEqual([500]);
  });

  test('rejects with the reason failed where no network is', async () => {
    const { notes } = await settleOnServer(`${asking}).catch(note);`, { permissions });
    expect(notes).toEqual([{ reason: 'failed' }]);
  });

  test('rejects with the reason timed_out when the time is over, and not before', async () => {
    const server = answering(() => new Promise(() => undefined));
    const { notes } = await settleOnServer(`${asking}, { timeout: 200 }).catch(note);`, { permissions, server });
    await server.advance(199);
    expect(notes).toEqual([]);
    await server.advance(1);
    expect(notes).toEqual([{ reason: 'timed_out' }]);
  });

  test('an answer after eight seconds still counts, because five seconds limit only made promises', async () => {
    let answer: (value: HttpAnswer) => void = () => undefined;
    const server = answering(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const { notes } = await settleOnServer(`${asking}).then((r) => note(r.statusCode));`, { permissions, server });
    await server.advance(8000);
    answer({ statusCode: 200 });
    await server.settle();
    expect(notes).toEqual([200]);
  });

  test('an address that is no URL fails without being sent', async () => {
    const server = answering({ statusCode: 200 });
    const code = "require('sendHttpRequest')('nowhere').catch(note);";
    const { notes } = await settleOnServer(code, { permissions: everyPermission, server });
    expect([notes, server.sent]).toEqual([[{ reason: 'failed' }], []]);
  });

  test('an address outside the permission throws and sends nothing', async () => {
    const server = answering({ statusCode: 200 });
    const evaluation = await settleOnServer("require('sendHttpRequest')('https://other.example.com/');", {
      permissions,
      server,
    });
    expect([refusalOf(evaluation), server.sent]).toEqual(['permission_denied', []]);
  });

  test.each([
    ["require('sendHttpRequest')();", 'missing_argument'],
    ["require('sendHttpRequest')(7);", 'wrong_argument_type'],
    [`${asking}, 'options');`, 'wrong_argument_type'],
    [`${asking}, {}, { a: 1 });`, 'wrong_argument_type'],
    [`${asking}, () => 1, 'options');`, 'wrong_argument_type'],
  ])('%s stops the template as %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code, { permissions }))).toBe(refusal);
  });
});

describe('sendHttpRequest with a callback', () => {
  const call = `const returned = ${asking}, (status, headers, body) => note([status, headers, body]), {
    method: 'POST' }, 'text'); note(returned);`;

  test('calls back with status, headers and body and returns nothing', async () => {
    const server = answering({ statusCode: 200, headers: { A: 'b' }, body: 'done' });
    const { notes } = await settleOnServer(call, { permissions, server });
    expect(notes).toEqual([undefined, [200, { a: 'b' }, 'done']]);
    expect(server.sent[0]).toMatchObject({ method: 'POST', body: 'text' });
  });

  test('calls back with 0 after a failure', async () => {
    const { notes } = await settleOnServer(call, { permissions });
    expect(notes.at(-1)).toEqual([0, {}, undefined]);
  });

  test('calls back with -1 after a time-out', async () => {
    const server = answering(() => new Promise(() => undefined));
    const { notes } = await settleOnServer(call, { permissions, server });
    await server.advance(15_000);
    expect(notes.at(-1)).toEqual([-1, {}, undefined]);
  });

  test('an error in the callback is reported', async () => {
    const server = answering({ statusCode: 200 });
    const code = `${asking}, () => require('nothing'));`;
    const { errors } = await settleOnServer(code, { permissions, server });
    expect(errors).toMatchObject([{ code: 'unknown_api' }]);
  });
});

describe('sendHttpGet', () => {
  const get = "require('sendHttpGet')('https://api.example.com/v1'";

  test('resolves like sendHttpRequest and is a GET whatever the options say', async () => {
    const server = answering({ statusCode: 200, body: 'text' });
    const code = `${get}, { method: 'POST', headers: { a: 'b' }, timeout: 100 }).then((r) => note(r.body));`;
    const { notes } = await settleOnServer(code, { permissions, server });
    expect(notes).toEqual(['text']);
    expect(server.sent).toMatchObject([{ method: 'GET', headers: { a: 'b' }, timeoutMs: 100 }]);
  });

  test('takes a callback in second place', async () => {
    const server = answering({ statusCode: 200, body: 'text' });
    const { notes } = await settleOnServer(`${get}, (status, headers, body) => note([status, body]));`, {
      permissions,
      server,
    });
    expect(notes).toEqual([[200, 'text']]);
  });

  test('needs the permission', () => {
    expect(refusalOf(evaluateOnServer(`${get});`))).toBe('permission_denied');
  });
});
