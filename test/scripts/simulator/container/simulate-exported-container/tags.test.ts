// How the tags of an export fire: order, sequences, limits, consent, markup.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { gtag, push, slowTag } from '../simulate-container/start.ts';
import { flag, logTag, onEvent, run, tag, text, variable } from './make-export.ts';

const onBuy = { firingTriggerId: ['1'] };
const buy = [onEvent('1', 'buy')];
const slow = { accountId: '1', containerId: '2', templateId: '7', name: 'Slow', templateData: slowTag };
const priority = (value: number) => ({ priority: { type: 'INTEGER', value: String(value) } as const });

describe('simulateExportedContainer: order and limits', () => {
  test('a higher priority goes first, equals in the order of the file', () => {
    const { container } = run({
      tag: [
        logTag('A', 'a'),
        logTag('B', 'b', priority(5)),
        logTag('C', 'c', priority(-1)),
        logTag('D', 'd', priority(5)),
      ],
    });
    expect(container.consoleLines).toEqual(['b', 'd', 'a', 'c']);
  });

  test('a paused tag never fires', () => {
    const { container } = run({ tag: [logTag('A', 'a', { paused: true }), logTag('B', 'b', { paused: false })] });
    expect(container.consoleLines).toEqual(['b']);
  });

  test('a tag fires once per page or at each event', () => {
    const { page, container } = run({
      trigger: buy,
      tag: [
        logTag('Load', 'load', { ...onBuy, tagFiringOption: 'ONCE_PER_LOAD' }),
        logTag('Event', 'event', { ...onBuy, tagFiringOption: 'ONCE_PER_EVENT' }),
      ],
    });
    push(page, { event: 'buy' }, { event: 'buy' });
    expect(container.consoleLines).toEqual(['load', 'event', 'event']);
  });
});

describe('simulateExportedContainer: sequences', () => {
  const withSlow = (more: object, slowMore: object = { firingTriggerId: [] }) =>
    run({
      trigger: buy,
      customTemplate: [slow],
      tag: [
        tag('Slow', 'cvt_2_7', [], slowMore),
        logTag('Main', 'main', { ...onBuy, ...more }),
        logTag('After', 'after', {
          firingTriggerId: [],
        }),
      ],
    });

  test('a tag waits for its setup tag', () => {
    const { page, container } = withSlow({ setupTag: [{ tagName: 'Slow' }] });
    const ended: unknown[] = [];
    push(page, { event: 'buy', eventCallback: () => ended.push('ended') });
    expect([container.consoleLines, ended]).toEqual([[], []]);
    page.scripts[0]?.load();
    page.settle();
    expect([container.consoleLines, ended]).toEqual([['main'], ['ended']]);
    expect(container.tags.map(({ name, status }) => `${name} ${status}`)).toEqual(['Slow succeeded', 'Main succeeded']);
  });

  test.each([
    [true, []],
    [false, ['main']],
  ])('with stopOnSetupFailure %s a failing setup tag leaves %j', (stopOnSetupFailure, lines) => {
    const { page, container } = withSlow({ setupTag: [{ tagName: 'Slow', stopOnSetupFailure }] });
    const ended: unknown[] = [];
    push(page, { event: 'buy', eventCallback: () => ended.push('ended') });
    page.scripts[0]?.fail();
    page.settle();
    expect([container.consoleLines, ended]).toEqual([lines, ['ended']]);
  });

  test('a cleanup tag fires when the tag is done', () => {
    const { page, container } = withSlow(
      { teardownTag: [{ tagName: 'After' }], firingTriggerId: [] },
      { ...onBuy, teardownTag: [{ tagName: 'Main' }] },
    );
    push(page, { event: 'buy' });
    expect(container.consoleLines).toEqual([]);
    page.scripts[0]?.load();
    page.settle();
    expect(container.consoleLines).toEqual(['main', 'after']);
  });

  test.each([
    [true, []],
    [false, ['after']],
  ])('with stopTeardownOnFailure %s a failing tag leaves %j', (stopTeardownOnFailure, lines) => {
    const { page, container } = withSlow(
      { firingTriggerId: [] },
      { ...onBuy, teardownTag: [{ tagName: 'After', stopTeardownOnFailure }] },
    );
    push(page, { event: 'buy' });
    page.scripts[0]?.fail();
    page.settle();
    expect(container.consoleLines).toEqual(lines);
  });

  test('a setup tag that fires once per page holds up the first event only', () => {
    const { page, container } = withSlow(
      { setupTag: [{ tagName: 'Slow', stopOnSetupFailure: true }] },
      { firingTriggerId: [], tagFiringOption: 'ONCE_PER_LOAD' },
    );
    push(page, { event: 'buy' });
    page.scripts[0]?.load();
    page.settle();
    push(page, { event: 'buy' });
    expect(container.consoleLines).toEqual(['main', 'main']);
    expect(page.scripts).toHaveLength(1);
  });
});

describe('simulateExportedContainer: consent that a tag needs', () => {
  const needs = (...types: string[]) =>
    ({
      consentSettings: {
        consentStatus: 'NEEDED',
        consentType: { type: 'LIST', list: types.map((value) => ({ type: 'TEMPLATE' as const, value })) },
      },
    }) as const;

  test('a tag that needs denied consent is blocked, its setup tag included', () => {
    const { page, container } = run({
      trigger: buy,
      tag: [
        logTag('Setup', 'setup', { firingTriggerId: [] }),
        logTag('Ads', 'ads', {
          ...onBuy,
          ...needs('ad_storage', 'ad_user_data'),
          setupTag: [{ tagName: 'Setup' }],
          teardownTag: [{ tagName: 'Setup' }],
        }),
      ],
    });
    push(page, gtag('consent', 'update', { ad_storage: 'granted', ad_user_data: 'denied' }), { event: 'buy' });
    expect([container.consoleLines, container.tags]).toEqual([[], [{ name: 'Ads', event: 'buy', status: 'blocked' }]]);
    push(page, gtag('consent', 'update', { ad_user_data: 'granted' }), { event: 'buy' });
    expect(container.consoleLines).toEqual(['setup', 'ads']);
  });
});

describe('simulateExportedContainer: Custom HTML and images', () => {
  const html = (markup: string) => tag('Html', 'html', [text('html', markup), flag('supportDocumentWrite', false)]);
  const value = variable('Value', 'j', [text('name', 'value')]);
  const insert = (markup: string, filled: unknown) => {
    const page = createFakePage();
    page.window['value'] = filled;
    const { container } = run({ variable: [value], tag: [html(markup)] }, page);
    expect(container.tags).toEqual([{ name: 'Html', event: 'gtm.js', status: 'succeeded' }]);
    return page.insertedHtml;
  };

  test.each([
    ['<b title="{{Value}}">{{Value}}</b>', '<"a">', '<b title="&lt;&quot;a&quot;&gt;">&lt;&quot;a&quot;&gt;</b>'],
    ['<script>f({{Value}})</script>', "it's </script>", '<script>f("it\'s \\u003c/script>")</script>'],
    ['<script>f({{Value}})</script>', { a: 1 }, '<script>f({"a":1})</script>'],
    ['<script>f({{Value}})</script>', undefined, '<script>f(undefined)</script>'],
    ["<script>f('x={{Value}}')</script>", "it's", "<script>f('x=it\\u0027s')</script>"],
    ["<script>f('https://a.test/{{Value}}', {{Value}})</script>", 'b', '<script>f(\'https://a.test/b\', "b")</script>'],
    ["<script>// don't\nf({{Value}})</script>", 'b', '<script>// don\'t\nf("b")</script>'],
    ["<script>f('it\\'s {{Value}}')</script>", 'b', "<script>f('it\\'s b')</script>"],
    ['<script>f(`a {{Value}}`)</script>', '$`x', '<script>f(`a \\u0024\\u0060x`)</script>'],
    ["<script>f('open\ng({{Value}})</script>", 'b', '<script>f(\'open\ng("b")</script>'],
    ['<script src="/{{Value}}"></script>', 'a"b', '<script src="/a&quot;b"></script>'],
    ['plain', '', 'plain'],
  ])('%s with %j becomes %s', (markup, filled, expected) => {
    expect(insert(markup, filled)).toEqual([expected]);
  });

  test('an image is asked for, with a number against caches where that is wanted', () => {
    const { page, container } = run({
      tag: [
        tag('Plain', 'img', [text('url', 'https://a.test/p?x=1'), flag('useCacheBuster', false)]),
        tag('Busted', 'img', [
          text('url', 'https://a.test/p?x=1'),
          flag('useCacheBuster', true),
          text('cacheBusterQueryParam', 'gtmcb'),
        ]),
      ],
    });
    expect(page.pixels.map(({ url }) => url)).toEqual([
      'https://a.test/p?x=1',
      'https://a.test/p?x=1&gtmcb=1073741823',
    ]);
    page.pixels[0]?.load();
    page.pixels[1]?.fail();
    expect(container.tags.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});
