// What a container does besides its templates: Google Analytics, the preview, mapped hosts.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { globals } from '../../evaluate.ts';
import { makeTpl } from '../../make-tpl.ts';
import { dataLayerOf, gtag, log, onBuy, push, slowTag, start } from './start.ts';

describe('simulateContainer: Google Analytics, preview and hosts', () => {
  const analytics = {
    name: 'GA4',
    googleAnalytics: { measurementId: 'G-TEST', collectorUrl: 'https://collector.example.test', event: '{{Event}}' },
    trigger: onBuy,
  };

  test('the stand-in sends one hit per event, named after it', () => {
    const { page, container } = start({ tags: [analytics] });
    push(page, { event: 'buy', ecommerce: { value: 1 } });
    expect(page.beacons).toEqual(container.hits);
    expect(new URL(page.beacons[0] ?? '').searchParams.get('en')).toBe('buy');
  });

  test('the stand-in is blocked while analytics_storage is denied', () => {
    const { page, container } = start({ tags: [analytics] });
    push(page, gtag('consent', 'update', { analytics_storage: 'denied' }), { event: 'buy' });
    expect([page.beacons, container.tags[0]?.status]).toEqual([[], 'blocked']);
  });

  const slowAnalytics = { ...analytics, googleAnalytics: { ...analytics.googleAnalytics, loadMs: 300 } };

  test('a hit waits until Google’s script is there, and so do the cookies of a first visit', () => {
    const { page, container } = start({ tags: [slowAnalytics] });
    push(page, { event: 'buy' });
    expect([page.beacons, page.cookieLines, container.tags[0]?.status]).toEqual([[], [], 'running']);
    page.advance(300);
    expect([...page.cookieJar.keys()]).toEqual(['_ga', '_ga_TEST']);
    expect([page.beacons.length, container.tags[0]?.status]).toEqual([1, 'succeeded']);
    push(page, { event: 'buy' });
    expect(page.beacons).toHaveLength(2);
  });

  test('a hit that waits tells of its own event, and obeys the consent of the moment it is sent', () => {
    const { page, container } = start({ tags: [slowAnalytics] });
    push(page, { event: 'buy', ecommerce: { value: 1 } }, { ecommerce: { value: 2 } });
    page.advance(300);
    expect(new URL(page.beacons[0] ?? '').searchParams.get('epn.value')).toBe('1');
    const before = start({ tags: [slowAnalytics] });
    push(before.page, { event: 'buy' }, { ecommerce: { value: 2 } });
    before.page.advance(300);
    expect(new URL(before.page.beacons[0] ?? '').searchParams.has('epn.value')).toBe(false);
    const other = start({ tags: [slowAnalytics] });
    push(other.page, { event: 'buy' }, gtag('consent', 'update', { analytics_storage: 'denied' }));
    other.page.advance(300);
    expect([other.page.beacons, other.container.tags[0]?.status]).toEqual([[], 'blocked']);
    expect(container.problems).toEqual([]);
  });

  test('debug lines are printed in the preview only', () => {
    const tags = [log('View', 'seen', { on: 'page_view' })];
    expect(start({ tags }).container.consoleLines).toEqual(['seen']);
    expect(start({ tags, isPreview: false }).container.consoleLines).toEqual([]);
  });

  const hostMap = { 'https://slow.example.test': 'http://127.0.0.1:8788' };

  test('a mapped host is checked under its own name, loaded from the other, and announced once', () => {
    const { page } = start(
      { tags: [{ name: 'S', template: slowTag, fields: {}, trigger: onBuy }] },
      undefined,
      hostMap,
    );
    push(page, { event: 'buy' });
    expect(page.scripts.map(({ url }) => url)).toEqual(['http://127.0.0.1:8788/x.js']);
    expect(page.printed.flat().filter((line) => String(line).includes('slow.example.test'))).toHaveLength(1);
  });

  test('the address behind a mapped host is not permitted itself', () => {
    const direct = slowTag.replace("'https://slow.example.test/x.js'", "'http://127.0.0.1:8788/x.js'");
    const { page, container } = start(
      { tags: [{ name: 'S', template: direct, fields: {}, trigger: onBuy }] },
      undefined,
      hostMap,
    );
    push(page, { event: 'buy' });
    expect([page.scripts, container.tags[0]?.status]).toEqual([[], 'failed']);
  });

  test('texts given to page functions are mapped, texts given to the data layer are not', () => {
    const calling = makeTpl({
      name: 'Calling',
      code: `
        require('callInWindow')('ask', { endpoint: 'https://slow.example.test/base' });
        require('createQueue')('dataLayer')({ endpoint: 'https://slow.example.test/base' });
        data.gtmOnSuccess();`,
      permissions: globals({ ask: 'x', dataLayer: 'rw' }),
    });
    const page = createFakePage();
    const asked: unknown[] = [];
    page.window['ask'] = (request: unknown) => asked.push(request);
    start({ tags: [{ name: 'C', template: calling, fields: {}, trigger: { on: 'page_view' } }] }, page, hostMap);
    expect(asked).toEqual([{ endpoint: 'http://127.0.0.1:8788/base' }]);
    expect([...dataLayerOf(page)]).toEqual([{ endpoint: 'https://slow.example.test/base' }]);
  });
});
