// Lists and functions that queue what a template pushes, on the page.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate, globals } from '../../evaluate.ts';

function pageWith(window: Record<string, unknown>) {
  const page = createFakePage();
  Object.assign(page.window, window);
  return page;
}

describe('createQueue', () => {
  const code = "const push = require('createQueue')('dataLayer'); push({ a: 1 }, 2); push(() => 3); return 1;";
  const permissions = globals({ dataLayer: 'rw' });

  test('creates the list and pushes copies; a function passes as a function', () => {
    const page = createFakePage();
    evaluate(code, { page, permissions });
    const list = page.window['dataLayer'] as unknown[]; // Made by createQueue, which this test is about.
    expect(list.slice(0, 2)).toEqual([{ a: 1 }, 2]);
    expect((list[2] as () => unknown)()).toBe(3);
  });

  test('pushes through the push that the page put on its list', () => {
    const pushed: unknown[] = [];
    const page = pageWith({ dataLayer: Object.assign([], { push: (...items: unknown[]) => pushed.push(...items) }) });
    evaluate(code, { page, permissions });
    expect(pushed).toHaveLength(3);
  });

  test('needs reading as well as writing', () => {
    expect(evaluate(code, { permissions: globals({ dataLayer: 'w' }) }).status).toBe('failed');
  });

  test('needs writing as well as reading', () => {
    expect(evaluate(code, { permissions: globals({ dataLayer: 'r' }) }).status).toBe('failed');
  });

  test('a missing parent throws', () => {
    const run = evaluate("require('createQueue')('a.b');", { permissions: globals({ 'a.b': 'rw' }) });
    expect(run.problems[0]).toContain('Path a.b does not exist.');
  });
});

describe('createArgumentsQueue', () => {
  const code = "const fbq = require('createArgumentsQueue')('fbq', 'fbq.queue'); return fbq && fbq('init', 7);";
  const permissions = globals({ fbq: 'rw', 'fbq.queue': 'rw' });

  test('makes a function that queues its arguments objects, below itself if told so', () => {
    const page = createFakePage();
    evaluate(code, { page, permissions });
    const { queue } = page.window['fbq'] as { queue: ArrayLike<unknown>[] }; // Made by the code above.
    expect(Object.prototype.toString.call(queue[0])).toBe('[object Arguments]');
    expect(Array.from(queue[0] ?? [])).toEqual(['init', 7]);
  });

  test('answers a function that is already there', () => {
    const calls: unknown[] = [];
    const page = pageWith({ fbq: (...values: unknown[]) => calls.push(values) });
    evaluate(code, { page, permissions });
    expect(calls).toEqual([['init', 7]]);
  });

  test('answers null when something else is there', () => {
    expect(evaluate(code, { page: pageWith({ fbq: 1 }), permissions }).returned).toBeNull();
  });

  test.each([
    { fbq: 'rw' },
    { 'fbq.queue': 'rw' },
    { fbq: 'r', 'fbq.queue': 'rw' },
    { fbq: 'rw', 'fbq.queue': 'w' },
    { fbq: 'rw', 'fbq.queue': 'r' },
  ])('needs both keys to read and write, %j is not enough', (keys) => {
    expect(evaluate(code, { permissions: globals(keys) }).status).toBe('failed');
  });
});
