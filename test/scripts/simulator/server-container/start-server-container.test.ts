// Clients of a simulated server container: who claims, what is answered, and what goes on after the answer.
import { afterEach, describe, expect, it } from 'vitest';
import { makeTpl } from '../make-tpl.ts';
import { answer, claim, closeContainers, pathClient, startContainer } from './make-container.ts';

afterEach(closeContainers);

describe('startServerContainer', () => {
  it('lets the client answer that claims the request', async () => {
    const { url, records } = await startContainer({ clients: [pathClient('First', '/a'), pathClient('Second', '/b')] });
    const response = await fetch(`${url}/b?x=1`);
    expect([response.status, await response.text()]).toEqual([200, 'Second']);
    expect(records.requests).toEqual([{ method: 'GET', path: '/b', client: 'Second', status: 200, events: [] }]);
    expect(records.problems).toEqual([]);
  });

  it('asks clients of a higher priority first, and those of one priority in their order', async () => {
    const clients = [
      pathClient('Low', '/'),
      { ...pathClient('High', '/'), priority: 10 },
      { ...pathClient('Late', '/'), priority: 10 },
    ];
    const { url } = await startContainer({ clients });
    expect(await (await fetch(url)).text()).toBe('High');
  });

  it('answers 400 when no client claims the request', async () => {
    const { url, records } = await startContainer({ clients: [pathClient('Only', '/a')] });
    expect((await fetch(`${url}/b`)).status).toBe(400);
    expect(records.requests).toMatchObject([{ client: undefined, status: 400 }]);
  });

  it('sends status, headers, cookies and body as the client set them', async () => {
    const code = `${claim}
      require('setResponseStatus')(201);
      require('setResponseHeader')('X-Answer', 'yes');
      require('setResponseHeader')('Content-Length', '9999');
      const setCookie = require('setCookie');
      setCookie('a', 'x y', { domain: 'auto', path: '/', 'max-age': 60, httpOnly: true, secure: true, sameSite: 'lax' });
      setCookie('b', 'c=d', { fallbackDomain: 'shop.test' }, true);
      require('setResponseBody')('aGk=', 'base64');
      ${answer}`;
    const { url } = await startContainer({ clients: [{ name: 'All', code }] });
    const response = await fetch(url, { headers: { 'x-forwarded-host': 'tags.shop.example' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual([
      'a=x%20y; Domain=shop.example; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=lax',
      'b=c=d',
    ]);
    expect(await response.text()).toBe('hi');
  });

  it('gives the client method, path, query, headers, cookies, body and the visitor’s address', async () => {
    const code = `${claim}
      const read = ['getRequestMethod', 'getRequestPath', 'getRequestQueryString', 'getRequestBody', 'getRemoteAddress'];
      const parts = read.map(function(name) { return require(name)(); });
      parts.push(require('getRequestHeader')('X-Shop'), require('getCookieValues')('c').join());
      require('setResponseBody')(parts.join('|'));
      ${answer}`;
    const { url } = await startContainer({ clients: [{ name: 'Echo', code }] });
    const headers = { 'x-shop': 'lamps', cookie: 'c=1; c=2', 'x-forwarded-for': '203.0.113.7, 10.0.0.1' };
    const response = await fetch(`${url}/p/q?a=1&b=2`, { method: 'PUT', body: 'ünder', headers });
    expect(await response.text()).toBe('PUT|/p/q|a=1&b=2|ünder|203.0.113.7|lamps|1,2');
  });

  it('takes the visitor’s address from Forwarded first, and from the connection last', async () => {
    const code = `${claim} require('setResponseBody')(require('getRemoteAddress')()); ${answer}`;
    const { url } = await startContainer({ clients: [{ name: 'Echo', code }] });
    const ask = async (headers: Record<string, string>) => (await fetch(url, { headers })).text();
    const forwarded = 'by=10.0.0.2;for="[2001:db8::1]:4711", for=10.0.0.3';
    expect(await ask({ forwarded, 'x-forwarded-for': '203.0.113.7' })).toBe('2001:db8::1');
    expect(await ask({ 'x-forwarded-for': '203.0.113.7:80' })).toBe('203.0.113.7');
    expect(await ask({})).toBe('127.0.0.1');
  });

  it('answers a preflight without running the container', async () => {
    const code = `${claim}
      const isPreflight = require('getRequestMethod')() === 'OPTIONS';
      require('setResponseHeader')('Access-Control-Allow-Origin', require('getRequestHeader')('origin'));
      if (isPreflight) { require('setResponseStatus')(204); ${answer} return; }
      require('runContainer')({ event_name: 'seen' }, function() { ${answer} });`;
    const { url, records } = await startContainer({ clients: [{ name: 'CORS', code }] });
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://shop.example.test' } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example.test');
    expect(records.requests[0]?.events).toEqual([]);
    await fetch(url, { method: 'POST' });
    expect(records.requests[1]?.events).toMatchObject([{ name: 'seen', tags: [] }]);
  });

  it('keeps a template’s storage from one request to the next, and in preview mode for one request', async () => {
    const code = `${claim}
      const storage = require('templateDataStorage');
      storage.setItemCopy('seen', (storage.getItemCopy('seen') || 0) + 1);
      require('setResponseBody')('' + storage.getItemCopy('seen'));
      ${answer}`;
    const counts = async (isPreview: boolean) => {
      const { url } = await startContainer({ clients: [{ name: 'Count', code }] }, { isPreview });
      return [await (await fetch(url)).text(), await (await fetch(url)).text()];
    };
    expect(await counts(false)).toEqual(['1', '2']);
    expect(await counts(true)).toEqual(['1', '1']);
  });

  it('gives a client its fields, with constants and parts of the request filled in, and none of its form’s defaults', async () => {
    const code = `${claim} require('setResponseBody')(require('JSON').stringify(data)); ${answer}`;
    const fields = { path: '/{{Word}}', host: '{{Host}}', on: true, rows: [{ a: 'b' }], lines: 'x\ny', count: 3 };
    const parameters = [
      { type: 'TEXT', name: 'lines', textAsList: true },
      { type: 'TEXT', name: 'missing', defaultValue: 'default' },
    ];
    const variables = [
      { name: 'Word', type: 'c', fields: { value: 'checkout' } },
      { name: 'Host', type: 'rh', fields: { headerName: 'X-Shop' } },
    ];
    const { url } = await startContainer({ clients: [{ name: 'Echo', code, fields, parameters }], variables });
    const response = await fetch(url, { headers: { 'x-shop': 'lamps' } });
    expect(await response.json()).toEqual({
      path: '/checkout',
      host: 'lamps',
      on: true,
      rows: [{ a: 'b' }],
      lines: ['x', 'y'],
      count: 3,
    });
  });

  it('takes a template of GTM’s gallery by its gallery id', async () => {
    const templateData = makeTpl({
      kind: 'CLIENT',
      container: 'server',
      code: `${claim} ${answer}`,
      permissions: { return_response: {} },
    });
    const galleryReference = { host: 'github.com', galleryTemplateId: 'TBWKQ' };
    const customTemplate = [
      { accountId: '1', containerId: '2', templateId: '9', name: 'T', templateData, galleryReference },
    ];
    const { url } = await startContainer({
      clients: [{ name: 'Bought', type: 'cvt_TBWKQ' }],
      more: { customTemplate },
    });
    expect((await fetch(url)).status).toBe(200);
  });
});
