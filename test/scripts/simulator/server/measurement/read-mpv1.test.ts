// Universal Analytics hits as events.
import { describe, expect, test } from 'vitest';
import { createFakeServer, type FakeRequest } from '../../../../../scripts/simulator/server/fake-server.ts';
import { isMpv1, readMpv1 } from '../../../../../scripts/simulator/server/measurement/read-mpv1.ts';

function read(request: FakeRequest) {
  return readMpv1(createFakeServer({ request }).request);
}

describe('isMpv1', () => {
  test.each([
    [{ path: '/collect?v=1' }, true],
    [{ path: '/j/collect?v=1' }, true],
    [{ path: '/collect', method: 'POST', body: 'v=1&t=pageview' }, true],
    [{ path: '/batch', method: 'POST', body: 'v=1&t=pageview\nv=1&t=event' }, true],
    [{ path: '/batch', method: 'POST', body: 'v=1\nv=2' }, false],
    [{ path: '/batch', method: 'POST' }, false],
    [{ path: '/g/collect?v=1' }, false],
    [{ path: '/other?v=1' }, false],
    [{ path: '/collect?v=2' }, false],
  ])('%j: %s', (request, answer) => {
    expect(isMpv1(createFakeServer({ request }).request)).toBe(answer);
  });
});

describe('readMpv1', () => {
  test('reads a purchase of enhanced e-commerce', () => {
    const query =
      'v=1&tid=UA-1-1&cid=55.66&t=event&ec=Shop&ea=Buy&pa=purchase&ti=T-1&tr=20.5&tt=3&ts=2&cu=EUR&tcc=SALE' +
      '&pr1id=A-1&pr1nm=Lamp&pr1pr=10.25&pr1qt=2&pr2id=B-1&pr1cd1=x&cd3=gold' +
      '&dl=https%3A%2F%2Fshop.example.com%2Fthanks&ul=de&vp=800x600';
    expect(read({ path: `/collect?${query}`, headers: { 'User-Agent': 'Browser' } })).toEqual([
      {
        event_name: 'purchase',
        'x-ga-protocol_version': '1',
        'x-ga-measurement_id': 'UA-1-1',
        'x-ga-mp1-t': 'event',
        'x-ga-mp1-pa': 'purchase',
        'x-ga-mp1-cd3': 'gold',
        'x-ga-mp1-pr1cd1': 'x',
        client_id: '55.66',
        event_category: 'Shop',
        event_action: 'Buy',
        transaction_id: 'T-1',
        value: 20.5,
        tax: 3,
        shipping: 2,
        currency: 'EUR',
        coupon: 'SALE',
        items: [{ item_id: 'A-1', item_name: 'Lamp', price: 10.25, quantity: 2 }, { item_id: 'B-1' }],
        page_location: 'https://shop.example.com/thanks',
        page_hostname: 'shop.example.com',
        page_path: '/thanks',
        language: 'de',
        viewport_size: '800x600',
        ip_override: '192.0.2.1',
        user_agent: 'Browser',
      },
    ]);
  });

  test.each([
    ['t=pageview', 'page_view'],
    ['t=screenview', 'screen_view'],
    ['t=event&ea=Click', 'Click'],
    ['t=event', 'event'],
    ['t=pageview&pa=detail', 'view_item'],
    ['t=exception', 'exception'],
  ])('%s is named %s', (hit, name) => {
    expect(read({ path: `/collect?v=1&${hit}` })).toMatchObject([{ event_name: name }]);
  });

  test('a batch has one event per line', () => {
    const body = 'v=1&t=pageview&cid=1\nv=1&t=event&ea=b&cid=2\n';
    expect(read({ method: 'POST', path: '/batch', body })).toMatchObject([
      { event_name: 'page_view', client_id: '1' },
      { event_name: 'b', client_id: '2' },
    ]);
  });

  test('path, browser and address in the hit come before what is derived', () => {
    const path = '/collect?v=1&t=pageview&dl=https%3A%2F%2Fa.example.com%2Fx&dp=%2Fy&ua=Own&uip=203.0.113.9';
    expect(read({ path, headers: { 'user-agent': 'Browser' } })).toMatchObject([
      { page_path: '/y', page_hostname: 'a.example.com', user_agent: 'Own', ip_override: '203.0.113.9' },
    ]);
  });
});
