// What surrounds a scenario: the page of a web template, the server of a server template.
import { describe, expect, test } from 'vitest';
import { whyFailed } from './run-tests.ts';

const server = { container: 'server' } as const;

/** A scenario that asks an API and holds the answer against an expectation. */
const asks = (name: string, values: string, expected: string) =>
  `assertThat(require('${name}')(${values})).isEqualTo(${expected});`;

describe('the world of a web template', () => {
  test.each([
    ['getUrl', '', "'https://www.example.com/'"],
    ['getReferrerUrl', '', "''"],
    ['readTitle', '', "'Test page'"],
    ['getCookieValues', "'a'", '[]'],
    ['isConsentGranted', "'ad_storage'", 'true'],
    ['copyFromDataLayer', "'event'", "'gtm.js'"],
    ['copyFromWindow', "'dataLayer.length'", '1'],
  ])('%s(%s) answers %s', async (name, values, expected) => {
    expect(await whyFailed(asks(name, values, expected))).toBe('');
    expect(await whyFailed(asks(name, values, "'something else'"))).toContain('to equal "something else"');
  });

  test('the container is in preview and debug mode', async () => {
    const scenario =
      "const v = require('getContainerVersion')(); assertThat([v.containerId, v.previewMode, v.debugMode]).isEqualTo(['GTM-TEST', true, true]);";
    expect(await whyFailed(scenario)).toBe('');
  });

  test('what is loaded neither arrives nor fails', async () => {
    const code = "require('injectScript')('https://a.example.com/x.js', data.gtmOnSuccess, data.gtmOnFailure);";
    const permissions = { inject_script: { urls: ['https://a.example.com/*'] } };
    const scenario =
      "runCode(); require('callLater')(() => { assertApi('gtmOnSuccess').wasNotCalled(); assertApi('gtmOnFailure').wasNotCalled(); assertApi('injectScript').wasCalled(); });";
    expect(await whyFailed(scenario, { code, permissions })).toBe('');
  });

  test('a function keeps its identity between test and template', async () => {
    const code = "return require('copyFromWindow')('f') === data.f;";
    const permissions = { access_globals: { keys: [{ key: 'f', read: true, write: true, execute: true }] } };
    expect(
      await whyFailed("const f = () => 1; require('setInWindow')('f', f); assertThat(runCode({ f: f })).isTrue();", {
        code,
        permissions,
      }),
    ).toBe('');
  });

  test('a callback of the page that throws fails the scenario', async () => {
    const scenario =
      "require('addConsentListener')('ad_storage', () => fail('heard')); require('setDefaultConsentState')({ ad_storage: 'denied' }); require('updateConsentState')({ ad_storage: 'granted' });";
    expect(await whyFailed(scenario)).toBe('heard');
  });
});

describe('the world of a server template', () => {
  test.each([
    ['getRequestMethod', '', "'GET'"],
    ['getRequestPath', '', "'/'"],
    ['getRequestHeader', "'referer'", 'undefined'],
    ['getRequestBody', '', 'undefined'],
    ['getRemoteAddress', '', "'192.0.2.1'"],
    ['getCookieValues', "'a'", '[]'],
    ['getAllEventData', '', '{}'],
    ['getEventData', "'client_id'", 'undefined'],
  ])('%s(%s) answers %s', async (name, values, expected) => {
    expect(await whyFailed(asks(name, values, expected), server)).toBe('');
    expect(await whyFailed(asks(name, values, "'something else'"), server)).toContain('to equal "something else"');
  });

  test('the container is in preview and debug mode', async () => {
    const scenario =
      "const v = require('getContainerVersion')(); assertThat([v.containerId, v.previewMode, v.debugMode]).isEqualTo(['GTM-TEST', true, true]);";
    expect(await whyFailed(scenario, server)).toBe('');
  });

  test('a request without a mock reaches nobody', async () => {
    const scenario =
      "require('sendHttpGet')('https://a.example.com/').then(() => fail('answered'), (error) => assertThat(error.reason).isEqualTo('failed'));";
    expect(await whyFailed(scenario, server)).toBe('');
  });

  test("the template's storage is empty in each scenario, and shared with the test", async () => {
    const code =
      "const storage = require('templateDataStorage'); storage.setItemCopy('n', (storage.getItemCopy('n') || 0) + 1); return storage.getItemCopy('n');";
    const scenario =
      "assertThat(require('templateDataStorage').getItemCopy('n')).isNull(); runCode(); runCode(); assertThat(require('templateDataStorage').getItemCopy('n')).isEqualTo(2);";
    expect(await whyFailed(scenario, { ...server, code })).toBe('');
  });

  test('a client may claim the request while its code runs, and not later', async () => {
    const client = {
      ...server,
      kind: 'CLIENT',
      code: "if (data.late) require('callLater')(require('claimRequest')); else require('claimRequest')();",
    } as const;
    expect(await whyFailed("runCode({}); assertApi('claimRequest').wasCalled();", client)).toBe('');
    expect(await whyFailed('runCode({ late: true });', client)).toContain('after a Client had returned');
  });

  test('a tag may not claim', async () => {
    expect(await whyFailed('runCode();', { ...server, code: "require('claimRequest')();" })).toContain(
      'outside of a Client',
    );
  });

  test('both forms of sendHttpRequest can be mocked', async () => {
    const code =
      "require('sendHttpRequest')('https://a.example.com/', (status) => data.gtmOnSuccess(status), { method: 'POST' }, 'body');";
    const scenario =
      "mock('sendHttpRequest', (url, callback, options, body) => callback(204)); runCode(); assertApi('gtmOnSuccess').wasCalledWith(204);";
    expect(await whyFailed(scenario, { ...server, code })).toBe('');
    expect(
      await whyFailed(scenario.replace('wasCalledWith(204)', 'wasCalledWith(200)'), { ...server, code }),
    ).toContain('gtmOnSuccess(204)');
  });
});
