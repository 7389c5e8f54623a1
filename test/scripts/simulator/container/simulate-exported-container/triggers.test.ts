// When the tags of an export fire.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { push } from '../simulate-container/start.ts';
import {
  allPages,
  builtIns,
  condition,
  consentInitialization,
  flag,
  initialization,
  logTag,
  onEvent,
  run,
  text,
  trigger,
  variable,
} from './make-export.ts';

const on = (...firingTriggerId: string[]) => ({ firingTriggerId });

describe('simulateExportedContainer: triggers', () => {
  test('the triggers that every container has fire in their order', () => {
    const { container } = run({
      tag: [
        logTag('Page', 'page', on(allPages)),
        logTag('Init', 'init', on(initialization)),
        logTag('Consent', 'consent', on(consentInitialization)),
      ],
    });
    expect(container.consoleLines).toEqual(['consent', 'init', 'page']);
    expect(container.problems).toEqual([]);
  });

  test('triggers of the page’s life fire when the page gets there', () => {
    const { page, container } = run({
      trigger: ['CONSENT_INIT', 'INIT', 'PAGEVIEW', 'DOM_READY', 'WINDOW_LOADED'].map((type) => trigger(type, type)),
      tag: ['WINDOW_LOADED', 'DOM_READY', 'PAGEVIEW', 'INIT', 'CONSENT_INIT'].map((type) =>
        logTag(type, type, on(type)),
      ),
    });
    expect(container.consoleLines).toEqual(['CONSENT_INIT', 'INIT', 'PAGEVIEW']);
    page.reach('ready');
    page.settle();
    page.reach('loaded');
    page.settle();
    expect(container.consoleLines.slice(3)).toEqual(['DOM_READY', 'WINDOW_LOADED']);
    expect(container.events.slice(-2)).toEqual(['gtm.dom', 'gtm.load']);
  });

  test('a custom event is compared or matched', () => {
    const { page, container } = run({
      trigger: [
        onEvent('1', 'buy'),
        onEvent('2', '', { customEventFilter: [condition('MATCH_REGEX', '{{_event}}', '^buy_?')] }),
      ],
      tag: [logTag('Equal', 'equal', on('1')), logTag('Match', 'match', on('2'))],
    });
    push(page, { event: 'buy' }, { event: 'buyer' }, { event: 'sell' });
    expect(container.consoleLines).toEqual(['equal', 'match', 'match']);
  });

  test('all conditions must hold, and a tag with two triggers fires once', () => {
    const filter = [condition('EQUALS', '{{A}}', '1'), condition('EQUALS', '{{B}}', '2')];
    const { page, container } = run({
      variable: [variable('A', 'v', [text('name', 'a')]), variable('B', 'v', [text('name', 'b')])],
      trigger: [onEvent('1', 'buy', { filter }), onEvent('2', 'buy', { filter })],
      tag: [logTag('Buy', 'buy', on('1', '2'))],
    });
    push(page, { event: 'buy', a: 1 }, { event: 'buy', b: 2 });
    expect(container.consoleLines).toEqual(['buy']);
  });

  test.each([
    ['EQUALS', 'Shop', 'Shop', [], true],
    ['EQUALS', 'Shop', 'shop', [], false],
    ['EQUALS', 'Shop', 'shop', [flag('ignore_case', true)], true],
    ['CONTAINS', 'Shop', 'ho', [], true],
    ['CONTAINS', 'Shop', 'ho', [flag('negate', true)], false],
    ['STARTS_WITH', 'Shop', 'Sh', [], true],
    ['STARTS_WITH', 'Shop', 'op', [], false],
    ['ENDS_WITH', 'Shop', 'op', [], true],
    ['ENDS_WITH', 'Shop', 'Sh', [], false],
    ['MATCH_REGEX', 'Shop', '^s.*p$', [flag('ignore_case', true)], true],
    ['MATCH_REGEX', 'Shop', '^s', [], false],
    ['MATCH_REGEX', 'Shop', '^s', [flag('negate', true)], true],
    ['MATCH_REGEX', 'Shop', '(', [], false],
    ['GREATER', '10', '9', [], true],
    ['GREATER', '9', '9', [], false],
    ['GREATER_OR_EQUALS', '9', '9', [], true],
    ['LESS', '9', '10', [], true],
    ['LESS', 'nothing', '10', [], false],
    ['LESS_OR_EQUALS', '10', '10', [], true],
  ])('%s of %s and %s with %j is %s', (type, left, right, more, expected) => {
    const filter = [condition(type, '{{Left}}', right, ...more)];
    const { container } = run({
      variable: [variable('Left', 'c', [text('value', left)])],
      trigger: [trigger('1', 'PAGEVIEW', { filter })],
      tag: [logTag('Log', 'fired', on('1'))],
    });
    expect(container.consoleLines).toEqual(expected ? ['fired'] : []);
  });

  test('a blocking trigger keeps the tag from firing while it holds', () => {
    const { page, container } = run({
      variable: [variable('Internal', 'v', [text('name', 'internal')])],
      trigger: [
        onEvent('1', 'buy'),
        onEvent('2', '', {
          customEventFilter: [condition('MATCH_REGEX', '{{_event}}', '.*')],
          filter: [condition('EQUALS', '{{Internal}}', 'true')],
        }),
      ],
      tag: [logTag('Buy', 'buy', { ...on('1'), blockingTriggerId: ['2'] })],
    });
    push(page, { event: 'buy', internal: true }, { event: 'buy', internal: false });
    expect(container.consoleLines).toEqual(['buy']);
  });

  test('clicks fire their triggers, those of links only on links', () => {
    const { page, container } = run({
      builtInVariable: builtIns({ CLICK_URL: 'Click URL', CLICK_ID: 'Click ID' }),
      variable: [variable('Text', 'aev', [text('varType', 'TEXT')])],
      trigger: [
        trigger('1', 'CLICK'),
        trigger('2', 'LINK_CLICK', { filter: [condition('CONTAINS', '{{Click URL}}', 'buy.stripe.com')] }),
      ],
      tag: [logTag('Click', 'click {{Click ID}}', on('1')), logTag('Link', 'link {{Text}}', on('2'))],
    });
    const element = { 'gtm.elementId': 'b', 'gtm.elementUrl': '' };
    page.click({ element });
    page.click({ element, link: { 'gtm.elementUrl': 'https://buy.stripe.com/x', 'gtm.elementText': 'Buy' } });
    page.settle();
    expect(container.consoleLines).toEqual(['click b', 'click b', 'link Buy']);
  });

  test('a change of the address without a new page fires its trigger', () => {
    const page = createFakePage({ href: 'https://shop.example.test/a#one' });
    const { container } = run(
      {
        builtInVariable: builtIns({
          NEW_HISTORY_FRAGMENT: 'New',
          OLD_HISTORY_FRAGMENT: 'Old',
          HISTORY_SOURCE: 'Source',
        }),
        trigger: [trigger('1', 'HISTORY_CHANGE')],
        tag: [logTag('Log', '{{Source}} {{Old}} {{New}}', on('1'))],
      },
      page,
    );
    page.navigate('https://shop.example.test/b#two');
    page.settle();
    expect(container.consoleLines).toEqual(['pushState one two']);
  });
});

describe('simulateExportedContainer: what it does not know', () => {
  test('is named, and fires, reads and compares nothing', () => {
    const { container } = run({
      builtInVariable: builtIns({ VIDEO_TITLE: 'Video Title' }),
      variable: [variable('Dom', 'd', [text('selectorType', 'ID'), text('elementId', 'x')])],
      trigger: [
        trigger('1', 'TIMER'),
        trigger('2', 'PAGEVIEW', { filter: [condition('CSS_SELECTOR', '{{Dom}}', 'a', flag('negate', true))] }),
      ],
      tag: [
        logTag('Timed', 'timed', on('1')),
        logTag('Selected', 'selected', on('2')),
        logTag('Page', '{{Dom}} {{Video Title}}'),
        { ...logTag('Floodlight', 'x'), type: 'flc' },
      ],
    });
    expect(container.consoleLines).toEqual(['undefined undefined']);
    expect(container.tags.map(({ name }) => name)).toEqual(['Page']);
    expect(container.problems).toEqual([]);
    expect(container.unsupported).toEqual([
      'Tag "Floodlight" is of the type flc, which the simulator does not know; it never fires.',
      'Variable "Dom" is of the type d, which the simulator does not know; it reads undefined.',
      'Built-in variable "Video Title" is of the type VIDEO_TITLE, which the simulator does not know; it reads undefined.',
      'Trigger "Trigger 1" is of the type TIMER, which the simulator does not know; it never fires.',
      'Trigger "Trigger 2" compares by CSS_SELECTOR, which the simulator does not know; it never fires.',
    ]);
  });

  test('what refers to nothing is a problem', () => {
    const { container } = run({
      trigger: [trigger('1', 'PAGEVIEW', { filter: [condition('EQUALS', '{{Nobody}}', 'not {{Nothing}}')] })],
      tag: [
        logTag('Tag', '{{None}}', { ...on('1', '77'), setupTag: [{ tagName: 'Gone' }] }),
        { ...logTag('Other', ''), type: 'cvt_2_99' },
      ],
    });
    expect(container.problems).toEqual([
      'Tag "Tag" refers to the tag "Gone", which does not exist.',
      'Tag "Tag" refers to the trigger 77, which does not exist.',
      'Tag "Other" is of the type cvt_2_99, but the file has no such template.',
      'Tag "Tag" refers to the variable "None", which does not exist.',
      'Trigger "Trigger 1" refers to the variable "Nobody", which does not exist.',
      'Trigger "Trigger 1" refers to the variable "Nothing", which does not exist.',
    ]);
    expect(container.tags).toMatchObject([
      { name: 'Other', status: 'failed', error: expect.stringContaining('cvt_2_99') },
    ]);
  });

  test('a file for another kind of container is refused', () => {
    const container = {
      accountId: '1',
      containerId: '2',
      path: '',
      name: 'Server',
      publicId: 'GTM-S',
      usageContext: ['SERVER'],
      fingerprint: '0',
    } as const;
    expect(() => run({ container })).toThrow('Server is no web container');
  });
});
