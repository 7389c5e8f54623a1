// A whole container on a fake page: data layer, consent, triggers, variables, tags, event callbacks.
import { describe, expect, test } from 'vitest';
import type { ContainerDescription, Trigger } from '../../../scripts/simulator/container-description.ts';
import { createFakePage, type FakePage } from '../../../scripts/simulator/fake-page.ts';
import { simulateContainer } from '../../../scripts/simulator/simulate-container.ts';
import { globals } from './evaluate.ts';
import { makeTpl } from './make-tpl.ts';

type Parts = Partial<Pick<ContainerDescription, 'variables' | 'tags' | 'dataLayerName' | 'isPreview'>>;

const logging = { logging: { environments: 'debug' } };

const logTag = makeTpl({
  name: 'Log',
  code: "require('logToConsole')(data.text); data.gtmOnSuccess();",
  parameters: [{ type: 'TEXT', name: 'text', defaultValue: 'default' }],
  permissions: logging,
});

function log(name: string, text: string, trigger: Trigger) {
  return { name, template: logTag, fields: { text }, trigger };
}

/** A tag that calls back only when the test says so. */
const slowTag = makeTpl({
  name: 'Slow',
  code: "require('injectScript')('https://slow.example.test/x.js', data.gtmOnSuccess, data.gtmOnFailure);",
  permissions: { inject_script: { urls: ['https://slow.example.test/*'] } },
});

const onBuy: Trigger = { on: 'custom_event', event: 'buy' };

function start(parts: Parts, page: FakePage = createFakePage(), hostMap = {}) {
  const description = { publicId: 'GTM-TEST', isPreview: true, variables: [], tags: [], ...parts };
  return { page, container: simulateContainer(description, page, hostMap) };
}

function dataLayerOf(page: FakePage): unknown[] {
  const list = page.window['dataLayer'];
  if (!Array.isArray(list)) {
    throw new TypeError('The page has no data layer.');
  }
  return list;
}

function push(page: FakePage, ...messages: unknown[]): void {
  dataLayerOf(page).push(...messages);
  page.settle();
}

/** What gtag() pushes: its arguments object. */
function gtag(..._values: unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: gtag's commands are arguments objects.
  return arguments;
}

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

describe('simulateContainer: consent', () => {
  const consentTag = makeTpl({
    name: 'Consent',
    code: `
      const log = require('logToConsole');
      log(require('isConsentGranted')('ad_storage'));
      require('addConsentListener')('ad_storage', (type, granted) => log('changed', granted));
      data.gtmOnSuccess();`,
    permissions: {
      ...logging,
      access_consent: { consentTypes: [{ consentType: 'ad_storage', read: true, write: false }] },
    },
  });

  test('commands queued before the container count for its first tags, later ones reach listeners', () => {
    const page = createFakePage();
    page.window['dataLayer'] = [gtag('consent', 'default', { ad_storage: 'denied' })];
    const { container } = start(
      { tags: [{ name: 'Consent', template: consentTag, fields: {}, trigger: { on: 'consent_initialization' } }] },
      page,
    );
    push(page, gtag('consent', 'update', { ad_storage: 'granted' }));
    expect(container.consoleLines).toEqual(['false', 'changed true']);
    expect(container.consent()).toEqual({ ad_storage: 'granted' });
  });

  test('a plain list is no consent command', () => {
    const { page, container } = start({});
    push(page, ['consent', 'update', { ad_storage: 'denied' }], gtag('consent', 'revoke', { ad_storage: 'denied' }));
    expect(container.consent()).toEqual({});
  });
});

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

describe('simulateContainer: variables', () => {
  const queryVariable = makeTpl({
    kind: 'MACRO',
    name: 'Query',
    code: "return require('getQueryParameters')(data.key);",
    parameters: [{ type: 'TEXT', name: 'key', defaultValue: 'session_id' }],
    permissions: { get_url: { urlParts: 'specific', query: true, queriesAllowed: 'any' } },
  });

  test('constants, data layer, built-in names and templates fill in fields, also inside a longer text', () => {
    const page = createFakePage({ href: 'https://shop.example.test/?session_id=cs_1&other=2#part' });
    const { container } = start(
      {
        variables: [
          { name: 'Constant', constant: 'c' },
          { name: 'Key', constant: 'other' },
          { name: 'Start', dataLayerKey: 'gtm.start' },
          { name: 'Session', template: queryVariable, fields: {} },
          { name: 'Other', template: queryVariable, fields: { key: '{{Key}}' } },
        ],
        tags: [
          log('All', '{{Constant}} {{Session}} {{Other}} {{Event}} {{Container ID}} {{Page URL}} {{Start}}', {
            on: 'page_view',
          }),
        ],
      },
      page,
    );
    expect(container.consoleLines).toEqual([
      `c cs_1 2 gtm.js GTM-TEST https://shop.example.test/?session_id=cs_1&other=2 ${page.now()}`,
    ]);
  });

  test('a reference alone keeps the value’s own type', () => {
    const typeTag = makeTpl({
      name: 'Type',
      code: "require('logToConsole')(require('getType')(data.value)); data.gtmOnSuccess();",
      permissions: logging,
    });
    const { page, container } = start({
      variables: [{ name: 'Cart', dataLayerKey: 'cart' }],
      tags: [{ name: 'Type', template: typeTag, fields: { value: '{{Cart}}' }, trigger: onBuy }],
    });
    push(page, { event: 'buy' }, { event: 'buy', cart: [1] });
    expect(container.consoleLines).toEqual(['undefined', 'array']);
  });

  test('the form’s defaults may be references too, and fields lie over them', () => {
    const withDefault = logTag.replace('"defaultValue":"default"', '"defaultValue":"{{Word}}"');
    const { container } = start({
      variables: [{ name: 'Word', constant: 'word' }],
      tags: [
        { name: 'Default', template: withDefault, fields: {}, trigger: { on: 'page_view' } },
        { name: 'Own', template: withDefault, fields: { text: 'own' }, trigger: { on: 'page_view' } },
      ],
    });
    expect(container.consoleLines).toEqual(['word', 'own']);
  });

  test('a variable that throws is undefined and reported', () => {
    const broken = queryVariable.replace('"query"', '"path"');
    const { container } = start({
      variables: [{ name: 'Broken', template: broken, fields: {} }],
      tags: [log('View', 'is {{Broken}}', { on: 'page_view' })],
    });
    expect(container.consoleLines).toEqual(['is undefined']);
    expect(container.problems).toEqual([expect.stringContaining('get_url does not cover query session_id')]);
  });

  test.each<[string, Parts]>([
    ['a tag’s field', { tags: [log('View', '{{Nobody}}', { on: 'page_view' })] }],
    ['a condition', { tags: [log('V', '', { on: 'page_view', when: { variable: 'Nobody', matches: '' } })] }],
    ['a variable', { variables: [{ name: 'V', template: queryVariable, fields: { key: '{{Nobody}}' } }] }],
  ])('an unknown name in %s is refused, as GTM refuses to publish', (_, parts) => {
    expect(() => start(parts)).toThrow('Unknown variable Nobody');
  });
});

describe('simulateContainer: the end of an event', () => {
  const slow = { name: 'Slow', template: slowTag, fields: {}, trigger: onBuy };

  test('eventCallback hears the container’s id once all tags are done, and only once', () => {
    const heard: unknown[] = [];
    const { page } = start({ tags: [log('Buy', 'buy', onBuy), slow] });
    push(page, { event: 'buy', eventCallback: (...values: unknown[]) => heard.push(values) });
    expect(heard).toEqual([]);
    page.scripts[0]?.load();
    page.settle();
    page.advance(10_000);
    expect(heard).toEqual([['GTM-TEST']]);
  });

  test('a failing tag does not hold it up', () => {
    const heard: unknown[] = [];
    const { page, container } = start({ tags: [slow] });
    push(page, { event: 'buy', eventCallback: (id: unknown) => heard.push(id) });
    page.scripts[0]?.fail();
    page.settle();
    expect([heard, container.tags[0]?.status]).toEqual([['GTM-TEST'], 'failed']);
  });

  test('a tag that throws at once does not end the event before the next tag has started', () => {
    const heard: unknown[] = [];
    const throwing = makeTpl({ name: 'Throwing', code: 'undefined.x;' });
    const { page } = start({ tags: [{ name: 'Throwing', template: throwing, fields: {}, trigger: onBuy }, slow] });
    push(page, { event: 'buy', eventCallback: (id: unknown) => heard.push(id) });
    expect(heard).toEqual([]);
    page.scripts[0]?.load();
    page.settle();
    expect(heard).toEqual(['GTM-TEST']);
  });

  test('an event without tags is called back in a later turn', () => {
    const heard: unknown[] = [];
    const { page } = start({});
    dataLayerOf(page).push({ event: 'nothing', eventCallback: (id: unknown) => heard.push(id) });
    expect(heard).toEqual([]);
    page.settle();
    expect(heard).toEqual(['GTM-TEST']);
  });

  test('a message without an event is never called back', () => {
    const heard: unknown[] = [];
    const { page } = start({});
    push(page, { a: 1, eventCallback: (id: unknown) => heard.push(id) });
    page.advance(10_000);
    expect(heard).toEqual([]);
  });

  test.each([
    [undefined, 2000],
    [500, 500],
  ])('with eventTimeout %s a tag that never calls back holds it up for %d ms and is reported', (eventTimeout, ms) => {
    const heard: unknown[] = [];
    const { page, container } = start({ tags: [slow] });
    push(page, { event: 'buy', eventTimeout, eventCallback: (id: unknown) => heard.push(id) });
    page.advance(ms - 1);
    expect(heard).toEqual([]);
    page.advance(1);
    expect(heard).toEqual(['GTM-TEST']);
    expect(container.problems).toEqual([
      "Slow had called neither gtmOnSuccess nor gtmOnFailure when its event's time was over.",
    ]);
    expect(container.tags[0]?.status).toBe('running');
  });

  test('addEventCallback hears how each tag ended', () => {
    const listening = makeTpl({
      name: 'Listening',
      code: `
        const JSON = require('JSON');
        const log = require('logToConsole');
        require('addEventCallback')((id, event) => log(id, JSON.stringify(event.tags)));
        data.gtmOnSuccess();`,
      permissions: { ...logging, read_event_metadata: {} },
    });
    const throwing = makeTpl({ name: 'Throwing', code: 'undefined.x;' });
    const failing = makeTpl({ name: 'Failing', code: 'data.gtmOnFailure();' });
    const { page, container } = start({
      tags: [
        { name: 'Listening', template: listening, fields: {}, trigger: onBuy },
        { name: 'Throwing', template: throwing, fields: {}, trigger: onBuy },
        { name: 'Failing', template: failing, fields: {}, trigger: onBuy },
        slow,
      ],
    });
    push(page, { event: 'buy' });
    page.advance(2000);
    const [line = ''] = container.consoleLines;
    const tags = JSON.parse(line.replace('GTM-TEST ', ''));
    expect(tags).toEqual([
      { id: 'Listening', status: 'success', executionTime: 2000 },
      { id: 'Throwing', status: 'exception', executionTime: 2000 },
      { id: 'Failing', status: 'failure', executionTime: 2000 },
      { id: 'Slow', status: 'still_running', executionTime: 2000 },
    ]);
    expect(container.tags.map(({ error }) => error !== undefined)).toEqual([false, true, false, false]);
  });

  test('addEventCallback needs its permission', () => {
    const listening = makeTpl({ code: "require('addEventCallback')(() => 1); data.gtmOnSuccess();" });
    const { page, container } = start({ tags: [{ name: 'L', template: listening, fields: {}, trigger: onBuy }] });
    push(page, { event: 'buy' });
    expect(container.tags[0]).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('read_event_metadata'),
    });
  });
});

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
