// What a container makes of the pushes of its page, before and after it started.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { globals } from '../../evaluate.ts';
import { makeTpl } from '../../make-tpl.ts';
import { dataLayerOf, gtag, log, onBuy, push, start } from './start.ts';

describe('simulateContainer: the data layer', () => {
  test('a page that pushed nothing still has its page view', () => {
    const { container } = start({ tags: [log('View', 'seen', { on: 'page_view' })] });
    expect(container.events).toEqual(['gtm.init_consent', 'gtm.init', 'gtm.js']);
    expect(container.tags).toEqual([{ name: 'View', event: 'gtm.js', status: 'succeeded' }]);
  });

  test('what was pushed before is worked off first, in order, and gtm.js is not doubled', () => {
    const page = createFakePage();
    page.window['dataLayer'] = [{ a: 1 }, { event: 'early' }, { 'gtm.start': 1, event: 'gtm.js' }];
    const { container } = start({}, page);
    expect(container.events).toEqual(['early', 'gtm.init_consent', 'gtm.init', 'gtm.js']);
  });

  test('a renamed data layer is taken over under its name', () => {
    const page = createFakePage();
    page.window['shopLayer'] = [{ event: 'early' }];
    const { container } = start({ dataLayerName: 'shopLayer' }, page);
    expect(container.events[0]).toBe('early');
    expect(page.window['dataLayer']).toBeUndefined();
  });

  test('a data layer that is no list is refused', () => {
    const page = createFakePage();
    page.window['dataLayer'] = {};
    expect(() => start({}, page)).toThrow('window.dataLayer is no list');
  });

  test('a push keeps its messages in the list', () => {
    const { page } = start({});
    push(page, { event: 'x' }, { event: 'y' });
    expect([...dataLayerOf(page)]).toEqual([{ event: 'x' }, { event: 'y' }]);
  });

  test('a push from within a tag waits until the tags of the current event were started', () => {
    const pushTag = makeTpl({
      name: 'Push',
      code: "require('createQueue')('dataLayer')({ event: 'inner' }); data.gtmOnSuccess();",
      permissions: globals({ dataLayer: 'rw' }),
    });
    const { page, container } = start({
      tags: [
        { name: 'Push', template: pushTag, fields: {}, trigger: onBuy },
        log('Second', 'outer', onBuy),
        log('Inner', 'inner', { on: 'custom_event', event: 'inner' }),
      ],
    });
    push(page, { event: 'buy' });
    expect(container.consoleLines).toEqual(['outer', 'inner']);
  });

  test('a function in the queue is called with the model as this', () => {
    const seen: unknown[] = [];
    const { page, container } = start({});
    push(page, { a: { b: 1 } }, function (this: { get(key: string): unknown }) {
      seen.push(this.get('a.b'));
    });
    push(page, () => {
      throw new Error('no');
    });
    expect(seen).toEqual([1]);
    expect(container.problems).toEqual(['A function in the data layer threw: Error: no']);
  });

  test('gtag events and settings are messages', () => {
    const { page, container } = start({
      variables: [{ name: 'Method', dataLayerKey: 'eventModel.method' }],
      tags: [log('Login', '{{Method}}', { on: 'custom_event', event: 'login' })],
    });
    push(page, gtag('event', 'login', { method: 'mail' }), gtag('set', 'a', 1), gtag('get', 'x'), 'text', 7, null);
    expect(container.consoleLines).toEqual(['mail']);
  });
});
