// What server templates read of the incoming request.
import { describe, expect, test } from 'vitest';
import { createFakeServer, type FakeRequest } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const everything = permit({ read_request: { requestAccess: 'any', headerAccess: 'any', queryParameterAccess: 'any' } });

function ask(call: string, request: FakeRequest, permissions = everything) {
  return evaluateOnServer(`return require(${call};`, { permissions, server: createFakeServer({ request }) });
}

const request: FakeRequest = {
  method: 'post',
  path: '/orders/new?a=1&b=x%20y&a=2&plus=c+d&empty&__proto__=p',
  headers: { Origin: 'https://shop.example.com', 'X-Many': ['one', 'two'] },
  body: '{"a":1}',
  remoteAddress: '198.51.100.7',
};

describe('request APIs', () => {
  test.each([
    ["'getRequestMethod')()", 'POST'],
    ["'getRequestPath')()", '/orders/new'],
    ["'getRequestQueryString')()", 'a=1&b=x%20y&a=2&plus=c+d&empty&__proto__=p'],
    ["'getRequestQueryParameter')('a')", '1'],
    ["'getRequestQueryParameter')('b')", 'x y'],
    ["'getRequestQueryParameter')('plus')", 'c d'],
    ["'getRequestQueryParameter')('empty')", ''],
    ["'getRequestQueryParameter')('missing')", undefined],
    ["'getRequestBody')()", '{"a":1}'],
    ["'getRequestHeader')('origin')", 'https://shop.example.com'],
    ["'getRequestHeader')('X-MANY')", 'one, two'],
    ["'getRequestHeader')('toString')", undefined],
    ["'getRemoteAddress')()", '198.51.100.7'],
  ])('require(%s is %j', (call, value) => {
    expect(ask(call, request).returned).toEqual(value);
  });

  test('getRequestQueryParameters gives repeated names a list, and any name is data', () => {
    const { returned } = ask("'getRequestQueryParameters')()", request);
    expect(Object.entries(returned ?? {})).toEqual([
      ['a', ['1', '2']],
      ['b', 'x y'],
      ['plus', 'c d'],
      ['empty', ''],
      ['__proto__', 'p'],
    ]);
  });

  test('a plain request has no query, no body and no header', () => {
    const asked = ["'getRequestQueryString')()", "'getRequestBody')()", "'getRequestHeader')('host')"];
    expect(asked.map((call) => ask(call, {}).returned)).toEqual(['', undefined, undefined]);
  });

  test('an empty body is no body', () => {
    expect(ask("'getRequestBody')()", { body: '' }).returned).toBeUndefined();
  });

  test('a parameter that cannot be decoded stays as it arrived', () => {
    expect(ask("'getRequestQueryParameter')('a')", { path: '/?a=%E0' }).returned).toBe('%E0');
  });
});

describe('request permissions', () => {
  const some = permit({
    read_request: {
      requestAccess: 'specific',
      headersAllowed: true,
      headerAccess: 'specific',
      headerWhitelist: [{ headerName: 'Origin' }],
      queryParametersAllowed: true,
      queryParameterAccess: 'specific',
      queryParameterWhitelist: [{ queryParameter: 'a' }],
      pathAllowed: true,
    },
  });

  test.each([
    ["'getRequestPath')()"],
    ["'getRequestMethod')()"],
    ["'getRequestHeader')('ORIGIN')"],
    ["'getRequestQueryParameter')('a')"],
  ])('what is listed may be read: require(%s', (call) => {
    expect(ask(call, request, some).thrown).toBeUndefined();
  });

  test.each([
    ["'getRequestBody')()"],
    ["'getRemoteAddress')()"],
    ["'getRequestHeader')('cookie')"],
    ["'getRequestQueryParameter')('b')"],
    ["'getRequestQueryParameters')()"],
    ["'getRequestQueryString')()"],
  ])('what is not listed may not: require(%s', (call) => {
    expect(refusalOf(ask(call, request, some))).toBe('permission_denied');
  });

  test('a header and a parameter need a name', () => {
    expect(refusalOf(ask("'getRequestHeader')()", request))).toBe('missing_argument');
    expect(refusalOf(ask("'getRequestQueryParameter')(7)", request))).toBe('wrong_argument_type');
  });
});
