// The container as server templates see it.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const permissions = permit({ read_container_data: {} });

describe('getContainerVersion', () => {
  const read = "return require('getContainerVersion')();";

  test('describes a live container', () => {
    const server = createFakeServer({ container: { publicId: 'GTM-ABC', version: '12', environmentName: 'Live' } });
    expect(evaluateOnServer(read, { permissions, server }).returned).toEqual({
      containerId: 'GTM-ABC',
      debugMode: false,
      environmentName: 'Live',
      environmentMode: false,
      previewMode: false,
      version: '12',
    });
  });

  test('describes a preview', () => {
    const server = createFakeServer({ container: { isPreview: true, isDebug: true } });
    expect(evaluateOnServer(read, { permissions, server }).returned).toMatchObject({
      debugMode: true,
      previewMode: true,
      version: 'QUICK_PREVIEW',
    });
  });

  test('needs its permission', () => {
    expect(refusalOf(evaluateOnServer(read))).toBe('permission_denied');
  });
});

describe('getClientName', () => {
  test('names the client that claimed the request', () => {
    const server = createFakeServer({ clientName: 'GA4' });
    expect(evaluateOnServer("return require('getClientName')();", { permissions, server }).returned).toBe('GA4');
  });

  test('needs its permission', () => {
    expect(refusalOf(evaluateOnServer("require('getClientName')();"))).toBe('permission_denied');
  });
});

describe('logToConsole', () => {
  const log = "require('logToConsole')('a', { b: 1 }, undefined);";

  test('writes one line of all values', () => {
    const { server } = evaluateOnServer(log, {
      permissions: permit({ logging: { environments: 'all' } }),
      name: 'Tag',
    });
    expect(server.logLines).toEqual([{ template: 'Tag', text: 'a {"b":1} undefined' }]);
  });

  test.each([
    [{ isPreview: true }, 1],
    [{ isDebug: true }, 1],
    [{}, 0],
  ])('with the permission for debugging, a container with %j writes %d lines', (container, lines) => {
    const server = createFakeServer({ container });
    evaluateOnServer(log, { permissions: permit({ logging: { environments: 'debug' } }), server });
    expect(server.logLines).toHaveLength(lines);
  });

  test('without the permission it is silent', () => {
    const { server, thrown } = evaluateOnServer(log);
    expect([server.logLines, thrown]).toEqual([[], undefined]);
  });
});

describe('queryPermission', () => {
  const granted = permit({
    access_bigquery: {
      allowedTables: [{ projectId: '*', datasetId: 'shop', tableId: '*', operation: 'write' }],
    },
    logging: { environments: 'debug' },
    send_http: { allowedUrls: 'specific', urls: ['https://api.example.com/*'] },
  });

  test.each([
    ["'send_http', 'https://api.example.com/a'", true],
    ["'send_http', 'https://other.example.com/a'", false],
    ["'access_bigquery', 'write', { datasetId: 'shop', tableId: 't' }", true],
    ["'access_bigquery', 'write', { datasetId: 'x', tableId: 't' }", false],
    ["'logging'", false],
    ["'run_container'", false],
    ["'unknown'", false],
  ])('(%s) is %s', (values, answer) => {
    const code = `return require('queryPermission')(${values});`;
    expect(evaluateOnServer(code, { permissions: granted }).returned).toBe(answer);
  });

  test('logging for debugging is granted in preview', () => {
    const server = createFakeServer({ container: { isPreview: true } });
    const code = "return require('queryPermission')('logging');";
    expect(evaluateOnServer(code, { permissions: granted, server }).returned).toBe(true);
  });

  test('needs a permission’s name', () => {
    expect(refusalOf(evaluateOnServer("require('queryPermission')();"))).toBe('missing_argument');
  });
});
