// When an event is over, and who hears of it.
import { describe, expect, test } from 'vitest';
import { makeTpl } from '../../make-tpl.ts';
import { dataLayerOf, log, logging, onBuy, push, slowTag, start } from './start.ts';

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
