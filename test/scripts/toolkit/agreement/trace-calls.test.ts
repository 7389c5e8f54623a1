// What is written down about a run of a template.
import { describe, expect, test } from 'vitest';
import type { CompiledTemplate } from '../../../../scripts/simulator/code/compiled-template.ts';
import { traceCalls } from '../../../../scripts/toolkit/agreement/trace-calls.ts';

function trace(execute: CompiledTemplate['execute'], apis: Readonly<Record<string, unknown>> = {}) {
  const template = { name: 'A', container: 'web', kind: 'tag', defaults: {}, permissions: {}, execute } as const;
  const traced = traceCalls(template);
  const data = { path: 'a', gtmOnSuccess: () => 'done' };
  return { run: () => traced.template.execute(data, (name) => apis[String(name)]), lines: traced.lines };
}

type AnyFunction = (...values: unknown[]) => unknown;

// The templates of this file take what the tests give them.
const call = (value: unknown, ...values: unknown[]): unknown => (value as AnyFunction)(...values);

describe('traceCalls', () => {
  test('each call of an API stands with its values, and the end with what is returned', () => {
    const { run, lines } = trace(
      (data, require) => {
        call(require('getUrl'), 'host', data['path']);
        return call(require('getUrl'));
      },
      { getUrl: (part: unknown) => part ?? 'all' },
    );
    expect(run()).toBe('all');
    expect(lines).toEqual(['getUrl("host", "a")', 'getUrl()', 'return "all"']);
  });

  test('the callbacks of a tag are calls too, and keep what they return', () => {
    const { run, lines } = trace((data) => call(data['gtmOnSuccess']));
    expect(run()).toBe('done');
    expect(lines).toEqual(['data.gtmOnSuccess()', 'return "done"']);
  });

  test('the functions of an object API stand with its name', () => {
    const { run, lines } = trace((_, require) => call(Reflect.get(Object(require('localStorage')), 'getItem'), 'a'), {
      localStorage: { getItem: (key: unknown) => key },
    });
    run();
    expect(lines).toEqual(['localStorage.getItem("a")', 'return "a"']);
  });

  test('a value stands as it is when it is passed, whatever becomes of it', () => {
    const { run, lines } = trace(
      (_, require) => {
        const list = [1];
        call(require('push'), list);
        list.push(2);
        return list;
      },
      { push: () => undefined },
    );
    run();
    expect(lines).toEqual(['push([1])', 'return [1,2]']);
  });

  test('what JSON cannot tell is told apart', () => {
    const { run, lines } = trace(
      (_, require) => {
        call(require('log'), undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -0, () => 1, { a: undefined });
      },
      { log: () => undefined },
    );
    run();
    expect(lines).toEqual(['log(undefined, null, NaN, Infinity, -0, function, {"a":undefined})', 'return undefined']);
  });

  test('an API that returns nothing callable is passed on as it is', () => {
    const { run, lines } = trace((_, require) => require('nothing'), { nothing: null });
    expect(run()).toBeNull();
    expect(lines).toEqual(['return null']);
  });
});
