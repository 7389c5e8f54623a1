// Hits of Google Analytics as a client takes them.
import { describe, expect, test } from 'vitest';
import { createFakeServer, type FakeRequest } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const permissions = permit({ read_request: { requestAccess: 'specific' } });
const mpv2 = { path: '/g/collect?v=2&tid=G-1&en=page_view' };
const mpv1 = { path: '/collect?v=1&tid=UA-1-1&t=pageview' };
const plain = { path: '/' };

function ask(api: string, request: FakeRequest) {
  const server = createFakeServer({ request });
  return evaluateOnServer(`return require('${api}')();`, { permissions, server });
}

describe('measurement protocol APIs', () => {
  test.each([
    ['isRequestMpv2', mpv2, true],
    ['isRequestMpv2', mpv1, false],
    ['isRequestMpv2', plain, false],
    ['isRequestMpv1', mpv1, true],
    ['isRequestMpv1', mpv2, false],
    ['isRequestMpv1', plain, false],
  ])('%s tells %j: %s', (api, request, answer) => {
    expect(ask(api, request).returned).toBe(answer);
  });

  test.each([
    ['extractEventsFromMpv2', mpv2],
    ['extractEventsFromMpv1', mpv1],
  ])('%s gives the events', (api, request) => {
    expect(ask(api, request).returned).toMatchObject([{ event_name: 'page_view' }]);
  });

  test.each([
    ['extractEventsFromMpv2', mpv1],
    ['extractEventsFromMpv1', mpv2],
  ])('%s stops the template for another request', (api, request) => {
    expect(refusalOf(ask(api, request))).toBe('wrong_request');
  });

  test.each(['isRequestMpv1', 'isRequestMpv2'])('%s needs no permission', (api) => {
    expect(evaluateOnServer(`return require('${api}')();`).returned).toBe(false);
  });

  test.each(['extractEventsFromMpv1', 'extractEventsFromMpv2'])('%s needs the permission to read requests', (api) => {
    expect(refusalOf(evaluateOnServer(`require('${api}')();`))).toBe('permission_denied');
  });
});
