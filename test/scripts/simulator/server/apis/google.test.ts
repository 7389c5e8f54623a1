// Google's own services as server templates use them.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

const google = permit({
  send_http: { allowedUrls: 'specific', allowGoogleDomains: true },
  use_google_credentials: { allowedScopes: ['https://www.googleapis.com/auth/datastore'] },
});

describe('getGoogleAuth', () => {
  const auth = "require('getGoogleAuth')({ scopes: ['https://www.googleapis.com/auth/datastore'] })";
  const sendTo = (url: string, authorization: string) =>
    `require('sendHttpRequest')('${url}', { authorization: ${authorization} });`;

  test('adds a header to requests to Google', async () => {
    const server = createFakeServer({ onRequest: () => ({ statusCode: 200 }) });
    await settleOnServer(sendTo('https://firestore.googleapis.com/v1/x', auth), { permissions: google, server });
    expect(server.sent[0]?.headers).toEqual({ authorization: 'Bearer fake-google-token' });
  });

  test.each([
    ['another host', 'https://googleapis.com.example.com/', auth],
    ['an object that it did not make', 'https://firestore.googleapis.com/v1/x', '{}'],
  ])('adds nothing for %s', async (_, url, authorization) => {
    const server = createFakeServer({ onRequest: () => ({ statusCode: 200 }) });
    const permissions = permit({ ...google, send_http: { allowedUrls: 'any' } });
    await settleOnServer(sendTo(url, authorization), { permissions, server });
    expect(server.sent[0]?.headers).toEqual({});
  });

  test('shows the template nothing', () => {
    expect(
      evaluateOnServer(`const a = ${auth}; return [a.scopes, a.token];`, { permissions: google }).returned,
    ).toEqual([undefined, undefined]);
  });

  test.each([
    ["require('getGoogleAuth')({ scopes: ['https://www.googleapis.com/auth/other'] });", 'permission_denied'],
    ["require('getGoogleAuth')();", 'missing_argument'],
    ["require('getGoogleAuth')([]);", 'wrong_argument_type'],
  ])('%s stops the template as %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code, { permissions: google }))).toBe(refusal);
  });
});

describe('getGoogleScript', () => {
  const answering = () =>
    createFakeServer({
      onRequest: ({ url }) => ({
        statusCode: 200,
        headers: { 'Cache-Control': 'private', Expires: 'soon', 'Last-Modified': 'today', Server: 'x' },
        body: `script of ${url}`,
      }),
    });

  test.each([
    ["'ANALYTICS'", 'https://www.google-analytics.com/analytics.js'],
    ["'ANALYTICS', { debug: true }", 'https://www.google-analytics.com/analytics_debug.js'],
    ["'GTAG', { id: 'G-1' }", 'https://www.googletagmanager.com/gtag/js?id=G-1'],
    ["'GTM', { id: 'GTM-A' }", 'https://www.googletagmanager.com/gtm.js?id=GTM-A'],
  ])('(%s) resolves with the script of %s and its caching headers', async (values, url) => {
    const code = `require('getGoogleScript')(${values}).then(note);`;
    const { notes } = await settleOnServer(code, { permissions: google, server: answering() });
    expect(notes).toEqual([
      {
        script: `script of ${url}`,
        metadata: { 'cache-control': 'private', expires: 'soon', 'last-modified': 'today' },
      },
    ]);
  });

  test('takes a callback in second place', async () => {
    const code =
      "require('getGoogleScript')('GTAG', (script, metadata) => note([script, metadata.expires]), { id: 'G-1' });";
    const { notes } = await settleOnServer(code, { permissions: google, server: answering() });
    expect(notes).toEqual([['script of https://www.googletagmanager.com/gtag/js?id=G-1', 'soon']]);
  });

  test('rejects with a reason when the script does not come', async () => {
    const server = createFakeServer({ onRequest: () => ({ statusCode: 404 }) });
    const code = "require('getGoogleScript')('GTAG').catch(note);";
    expect((await settleOnServer(code, { permissions: google, server })).notes).toEqual([{ reason: 'failed' }]);
  });

  test('the callback gets nothing when the script does not come', async () => {
    const code = "require('getGoogleScript')('GTAG', (script, metadata) => note([script, metadata]));";
    expect((await settleOnServer(code, { permissions: google })).notes).toEqual([[undefined, {}]]);
  });

  test('an error in the callback is reported', async () => {
    const code = "require('getGoogleScript')('GTAG', () => require('nothing'));";
    const { errors } = await settleOnServer(code, { permissions: google, server: answering() });
    expect(errors).toMatchObject([{ code: 'unknown_api' }]);
  });

  test('rejects when its own time is over', async () => {
    const server = createFakeServer({ onRequest: () => new Promise(() => undefined) });
    const code = "require('getGoogleScript')('GTAG', { timeout: 100 }).catch(note);";
    const { notes } = await settleOnServer(code, { permissions: google, server });
    await server.advance(100);
    expect(notes).toEqual([{ reason: 'timed_out' }]);
  });

  test.each([
    ["require('getGoogleScript')('JQUERY');", google, 'wrong_argument_type'],
    ["require('getGoogleScript')();", google, 'missing_argument'],
    ["require('getGoogleScript')('GTAG');", {}, 'permission_denied'],
    ["require('getGoogleScript')('GTAG', () => 1);", {}, 'permission_denied'],
  ])('%s stops the template', (code, permissions, refusal) => {
    expect(refusalOf(evaluateOnServer(code, { permissions }))).toBe(refusal);
  });
});

describe('sendEventToGoogleAnalytics', () => {
  const send = `require('sendEventToGoogleAnalytics')({ event_name: 'purchase', 'x-ga-measurement_id': 'G-1',
    client_id: '1.2', value: 5, user_agent: 'Browser' }).then(note, note);`;

  test('sends the event as a GA4 hit', async () => {
    const server = createFakeServer({ onRequest: () => ({ statusCode: 204 }) });
    const { notes } = await settleOnServer(send, { permissions: google, server });
    expect(notes).toEqual([{}]);
    expect(server.sent).toMatchObject([{ method: 'GET', headers: { 'user-agent': 'Browser' } }]);
    const url = new URL(server.sent[0]?.url ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://www.google-analytics.com/g/collect');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      v: '2',
      en: 'purchase',
      tid: 'G-1',
      cid: '1.2',
      'epn.value': '5',
    });
  });

  test('resolves with the location of a redirect', async () => {
    const server = createFakeServer({
      onRequest: () => ({ statusCode: 302, headers: { Location: 'https://www.google.com/x' } }),
    });
    const { notes } = await settleOnServer(send, { permissions: google, server });
    expect(notes).toEqual([{ location: 'https://www.google.com/x' }]);
  });

  test.each([
    ['an answer of 500', createFakeServer({ onRequest: () => ({ statusCode: 500 }) })],
    ['no answer', createFakeServer()],
  ])('rejects with a reason after %s', async (_, server) => {
    expect((await settleOnServer(send, { permissions: google, server })).notes).toEqual([{ reason: 'failed' }]);
  });

  test('needs the permission and an object', () => {
    expect(refusalOf(evaluateOnServer(send))).toBe('permission_denied');
    expect(refusalOf(evaluateOnServer("require('sendEventToGoogleAnalytics')('x');", { permissions: google }))).toBe(
      'wrong_argument_type',
    );
  });
});
