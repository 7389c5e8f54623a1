// The response that server templates build.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const permissions = permit({
  access_response: { writeResponseAccess: 'any', writeHeaderAccess: 'specific' },
  return_response: {},
  send_pixel_from_browser: { allowedUrls: 'specific', urls: ['https://pixel.example.com/*'] },
});

describe('response APIs', () => {
  test('set status, headers and body, and returnResponse sends them', () => {
    const { server } = evaluateOnServer(
      `require('setResponseStatus')(404);
       require('setResponseHeader')('X-Reason', 'gone');
       require('setResponseBody')('nothing here');
       require('returnResponse')();`,
      { permissions },
    );
    expect(server.response).toMatchObject({ status: 404, isReturned: true });
    expect([...server.response.headers]).toEqual([['x-reason', 'gone']]);
    expect(server.responseText()).toBe('nothing here');
  });

  test('without any of them the response is an empty 200 that was not returned', () => {
    const { response } = createFakeServer();
    expect(response).toMatchObject({ status: 200, isReturned: false });
    expect([response.headers.size, response.body.length]).toEqual([0, 0]);
  });

  test.each([['null'], ['undefined']])('a header set to %s goes away', (value) => {
    const code = `require('setResponseHeader')('A', 'b'); require('setResponseHeader')('a', ${value});`;
    expect(evaluateOnServer(code, { permissions }).server.response.headers.size).toBe(0);
  });

  test('the last value of a header counts', () => {
    const code = "require('setResponseHeader')('A', '1'); require('setResponseHeader')('a', 2);";
    expect([...evaluateOnServer(code, { permissions }).server.response.headers]).toEqual([['a', '2']]);
  });

  test.each([
    ['utf8', 'ü', [0xc3, 0xbc]],
    ['latin1', 'ü', [0xfc]],
    ['hex', '00ff', [0, 255]],
    ['base64', 'AP8=', [0, 255]],
    ['utf16le', 'a', [0x61, 0]],
    ['unknown', 'ü', [0xc3, 0xbc]],
  ])('a body in %s becomes its bytes', (encoding, body, bytes) => {
    const code = `require('setResponseBody')('${body}', '${encoding}');`;
    expect([...evaluateOnServer(code, { permissions }).server.response.body]).toEqual(bytes);
  });

  test('setPixelResponse makes a GIF that is not cached', () => {
    const { response } = evaluateOnServer("require('setResponseStatus')(500); require('setPixelResponse')();", {
      permissions,
    }).server;
    expect(response.status).toBe(200);
    expect(Buffer.from(response.body).subarray(0, 6).toString('latin1')).toBe('GIF89a');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/gif',
      'cache-control': expect.stringContaining('no-cache'),
    });
  });

  test('what is set after returnResponse changes nothing', () => {
    const { server } = evaluateOnServer(
      `require('returnResponse')(); require('setResponseStatus')(500); require('setResponseBody')('late');
       require('setPixelResponse')();`,
      { permissions },
    );
    expect([server.response.status, server.responseText()]).toEqual([200, '']);
  });

  test.each([
    ["require('setResponseStatus')('200');", 'wrong_argument_type'],
    ["require('setResponseStatus')();", 'missing_argument'],
    ["require('setResponseHeader')();", 'missing_argument'],
    ["require('setResponseBody')(null);", 'missing_argument'],
    ["require('setResponseBody')({});", 'wrong_argument_type'],
  ])('%s stops the template as %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code, { permissions }))).toBe(refusal);
  });
});

describe('response permissions', () => {
  const some = permit({
    access_response: {
      writeResponseAccess: 'specific',
      writeHeadersAllowed: true,
      writeHeaderAccess: 'specific',
      writeHeaderWhitelist: [{ headerName: 'Access-Control-Allow-Origin' }],
    },
  });

  test('a listed header may be set in any case', () => {
    const code = "require('setResponseHeader')('access-control-allow-origin', '*');";
    expect(evaluateOnServer(code, { permissions: some }).thrown).toBeUndefined();
  });

  test.each([
    ["require('setResponseHeader')('location', '/');"],
    ["require('setResponseStatus')(200);"],
    ["require('setResponseBody')('');"],
    ["require('setPixelResponse')();"],
    ["require('returnResponse')();"],
  ])('%s needs more', (code) => {
    expect(refusalOf(evaluateOnServer(code, { permissions: some }))).toBe('permission_denied');
  });
});

describe('setPixelResponse permissions', () => {
  test.each([
    [{ writeStatusAllowed: true, writeBodyAllowed: true }, undefined],
    [{ writeStatusAllowed: true }, 'permission_denied'],
    [{ writeBodyAllowed: true }, 'permission_denied'],
  ])('with %j it comes to %s', (allowed, refusal) => {
    const granted = permit({ access_response: { writeResponseAccess: 'specific', ...allowed } });
    expect(refusalOf(evaluateOnServer("require('setPixelResponse')();", { permissions: granted }))).toBe(refusal);
  });
});

describe('sendPixelFromBrowser', () => {
  const hit = { path: '/g/collect?v=2&tid=G-1' };
  const send = "return require('sendPixelFromBrowser')('https://pixel.example.com/p');";

  test('is told to the browser that sent a GA4 hit', () => {
    const server = createFakeServer({ request: hit });
    expect(evaluateOnServer(send, { permissions, server }).returned).toBe(true);
    expect(server.response.pixels).toEqual(['https://pixel.example.com/p']);
  });

  test('is false for any other request', () => {
    const { returned, server } = evaluateOnServer(send, { permissions });
    expect([returned, server.response.pixels]).toEqual([false, []]);
  });

  test('is false once the response is returned', () => {
    const server = createFakeServer({ request: hit });
    expect(evaluateOnServer(`require('returnResponse')(); ${send}`, { permissions, server }).returned).toBe(false);
  });

  test('needs the permission for the address', () => {
    const code = "require('sendPixelFromBrowser')('https://other.example.com/p');";
    expect(refusalOf(evaluateOnServer(code, { permissions }))).toBe('permission_denied');
  });
});
