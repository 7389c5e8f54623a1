// Which tags an event fires, and in which order.
import { describe, expect, test } from 'vitest';
import { makeTpl } from '../../make-tpl.ts';
import { log, onBuy, push, start } from './start.ts';

describe('simulateContainer: triggers', () => {
  test('consent initialization comes before the page view, whatever the order of the tags', () => {
    const { container } = start({
      tags: [log('View', 'view', { on: 'page_view' }), log('Consent', 'consent', { on: 'consent_initialization' })],
    });
    expect(container.consoleLines).toEqual(['consent', 'view']);
  });

  test('a custom event fires its own tags only, each time it happens', () => {
    const { page, container } = start({ tags: [log('Buy', 'buy', onBuy)] });
    push(page, { event: 'buy' }, { event: 'buyer' }, { event: 'buy' }, { noEvent: 'buy' });
    expect(container.consoleLines).toEqual(['buy', 'buy']);
  });

  test('a condition holds back the tag until its variable matches; undefined reads "undefined"', () => {
    const { page, container } = start({
      variables: [{ name: 'Id', dataLayerKey: 'id' }],
      tags: [
        log('Matched', 'matched', { ...onBuy, when: { variable: 'Id', matches: '^cs_' } }),
        log('Undefined', 'undefined', { ...onBuy, when: { variable: 'Id', matches: '^undefined$' } }),
      ],
    });
    push(page, { event: 'buy' }, { event: 'buy', id: 'cs_1' }, { event: 'buy', id: 'x' });
    expect(container.consoleLines).toEqual(['undefined', 'matched']);
  });
});

describe('simulateContainer: order of triggers and tags', () => {
  test('what a tag does cannot fire another tag of the same event', () => {
    const set = makeTpl({
      name: 'Set',
      code: "require('setCookie')('seen', '1'); data.gtmOnSuccess();",
      permissions: {
        set_cookies: { allowedCookies: [{ name: 'seen', domain: '*', path: '*', secure: 'any', session: 'any' }] },
      },
    });
    const seen = makeTpl({
      kind: 'MACRO',
      name: 'Seen',
      code: "return require('getCookieValues')('seen')[0];",
      permissions: { get_cookies: { cookieAccess: 'any' } },
    });
    const { page, container } = start({
      variables: [{ name: 'Seen', template: seen, fields: {} }],
      tags: [
        { name: 'Set', template: set, fields: {}, trigger: onBuy },
        log('After', 'after', { ...onBuy, when: { variable: 'Seen', matches: '^1$' } }),
      ],
    });
    push(page, { event: 'buy' });
    expect(container.consoleLines).toEqual([]);
    push(page, { event: 'buy' });
    expect(container.consoleLines).toEqual(['after']);
  });
});
