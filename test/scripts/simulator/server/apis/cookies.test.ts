// Cookies of a request and its response.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const permissions = permit({
  get_cookies: { cookieAccess: 'any' },
  set_cookies: { allowedCookies: [{ name: '*', domain: '*', path: '*', secure: 'any', session: 'any' }] },
});

describe('getCookieValues', () => {
  const server = createFakeServer({
    request: { headers: { cookie: 'a=1; b=x%20y; a=2; bad=%E0' }, cookies: { c: 'z' } },
  });

  test.each([
    ["'a'", ['1', '2']],
    ["'b'", ['x y']],
    ["'b', true", ['x%20y']],
    ["'bad'", ['%E0']],
    ["'c'", ['z']],
    ["'missing'", []],
  ])('(%s) is %j', (values, cookies) => {
    const code = `return require('getCookieValues')(${values});`;
    expect(evaluateOnServer(code, { permissions, server }).returned).toEqual(cookies);
  });

  test('a request without cookies has none', () => {
    expect(evaluateOnServer("return require('getCookieValues')('a');", { permissions }).returned).toEqual([]);
  });

  test('needs the permission for the name', () => {
    const some = permit({ get_cookies: { cookieAccess: 'specific', cookieNames: ['b'] } });
    const read = (name: string) =>
      refusalOf(evaluateOnServer(`require('getCookieValues')('${name}');`, { permissions: some, server }));
    expect([read('a'), read('b')]).toEqual(['permission_denied', undefined]);
  });

  test('needs a name', () => {
    expect(refusalOf(evaluateOnServer("require('getCookieValues')();", { permissions }))).toBe('missing_argument');
  });
});

describe('setCookie', () => {
  function cookiesOf(values: string, host = 'gtm.shop.co.uk') {
    const server = createFakeServer({ request: { headers: { host } } });
    evaluateOnServer(`require('setCookie')(${values});`, { permissions, server });
    return [...server.response.cookies.values()];
  }

  test('encodes the value and keeps the attributes', () => {
    const options = "{ path: '/', 'max-age': 60, secure: true, httpOnly: true, sameSite: 'lax' }";
    expect(cookiesOf(`'id', 'a b', ${options}`)).toEqual([
      {
        name: 'id',
        value: 'a%20b',
        attributes: { path: '/', 'max-age': 60, secure: true, httponly: true, samesite: 'lax' },
      },
    ]);
  });

  test('does not encode when told so', () => {
    expect(cookiesOf("'id', 'a b', {}, true")).toMatchObject([{ value: 'a b' }]);
  });

  test('attribute names count in any case; unknown ones and undefined do not', () => {
    expect(cookiesOf("'id', '', { SameSite: 'none', HttpOnly: false, priority: 'x', path: undefined }")).toMatchObject([
      { attributes: { samesite: 'none', httponly: false } },
    ]);
  });

  test('the domain auto is the registrable domain of the host', () => {
    expect(cookiesOf("'id', '1', { domain: 'auto' }", 'gtm.shop.co.uk:8080')).toMatchObject([
      { attributes: { domain: 'shop.co.uk' } },
    ]);
  });

  test('a forwarded host comes before the host', () => {
    const server = createFakeServer({
      request: { headers: { host: 'internal.run.app', 'x-forwarded-host': 'sgtm.shop.de' } },
    });
    evaluateOnServer("require('setCookie')('id', '1', { domain: 'auto' });", { permissions, server });
    expect(server.response.cookies.get('id')?.attributes).toEqual({ domain: 'shop.de' });
  });

  test.each([
    ["{ domain: 'auto', fallbackDomain: 'shop.de' }", { domain: 'shop.de' }],
    ["{ domain: 'auto' }", {}],
  ])('where there is none, %j makes the attributes %j', (options, attributes) => {
    expect(cookiesOf(`'id', '1', ${options}`, 'localhost')[0]?.attributes).toEqual(attributes);
  });

  test('a cookie set twice goes out once', () => {
    expect(cookiesOf("'id', '1'); require('setCookie')('id', '2'")).toMatchObject([{ value: '2' }]);
  });

  test('after returnResponse it changes nothing', () => {
    const both = permit({ ...permissions, return_response: {} });
    const code = "require('returnResponse')(); require('setCookie')('id', '1');";
    expect(evaluateOnServer(code, { permissions: both }).server.response.cookies.size).toBe(0);
  });

  test('needs the permission for name and attributes', () => {
    const some = permit({
      set_cookies: {
        allowedCookies: [{ name: 'id', domain: '*', path: '*', secure: 'require_secure', session: 'any' }],
      },
    });
    const set = (values: string) =>
      refusalOf(evaluateOnServer(`require('setCookie')(${values});`, { permissions: some }));
    expect([set("'id', '1', { secure: true }"), set("'id', '1', {}"), set("'other', '1', { secure: true }")]).toEqual([
      undefined,
      'permission_denied',
      'permission_denied',
    ]);
  });

  test.each([
    ["'id'", 'missing_argument'],
    ["'id', 7", 'wrong_argument_type'],
    ["'id', '1', 'options'", 'wrong_argument_type'],
  ])('(%s) stops the template as %s', (values, refusal) => {
    expect(refusalOf(evaluateOnServer(`require('setCookie')(${values});`, { permissions }))).toBe(refusal);
  });
});
