// Values that cross between the sandbox and the page.
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyFunction, createBorder } from '../../../../scripts/simulator/web/border.ts';

const open = (callback: AnyFunction): AnyFunction => callback;

function callable(value: unknown): AnyFunction & { q?: unknown } {
  if (typeof value !== 'function') {
    throw new TypeError('The value is no function.');
  }
  return (...values) => Reflect.apply(value, undefined, values);
}

describe('createBorder', () => {
  test('copies plain data deeply, in both directions', () => {
    const { toPage, toSandbox } = createBorder(open);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(toPage(value)).toEqual(value);
        expect(toSandbox(value)).toEqual(value);
      }),
    );
    const original = { list: [{ n: 1 }] };
    expect(toSandbox(original)).not.toBe(original);
    expect(toSandbox(original)).toEqual(original);
  });

  test('a key named __proto__ is data and changes no prototype', () => {
    const copy = createBorder(open).toSandbox(JSON.parse('{"__proto__":{"a":1}}'));
    expect(Object.keys(Object(copy))).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  test("the arguments of a page's function reach the template as a list", () => {
    const queue: unknown[] = [];
    const push = function (..._values: unknown[]): void {
      // biome-ignore lint/complexity/noArguments: the object itself is what this test is about.
      queue.push(arguments);
    };
    push('config', { id: 1 });
    expect(createBorder(open).toSandbox(queue)).toEqual([['config', { id: 1 }]]);
  });

  class Purchase {
    readonly value = 1;
  }
  test.each([
    ['a date', new Date(0)],
    ['an object with a prototype of its own', Object.create(Object.create(null))],
    ['a map', new Map()],
    ['a promise', Promise.resolve(1)],
    ['an instance of a class', new Purchase()],
    ['a regular expression', /x/],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
  ])('%s becomes undefined', (_, value) => {
    const { toPage, toSandbox } = createBorder(open);
    expect([toSandbox(value), toPage({ value })]).toEqual([undefined, { value: undefined }]);
  });

  test('an object of another realm is plain data too', () => {
    expect(createBorder(open).toSandbox(vm.runInNewContext('({ a: [1] })'))).toEqual({ a: [1] });
  });

  test('a circle stays a circle', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const copy = createBorder(open).toSandbox(circle) as typeof circle; // The copy has the shape of what was copied.
    expect(copy.self).toBe(copy);
    expect(copy).not.toBe(circle);
  });

  test('a function is wrapped, and what goes through it is converted', () => {
    const given: unknown[] = [];
    const wrapper = callable(
      createBorder(open).toSandbox((value: unknown) => {
        given.push(value);
        return { when: new Date(0), n: 1 };
      }),
    );
    expect(wrapper({ d: new Date(0) })).toEqual({ n: 1 });
    expect(given).toEqual([{ d: undefined }]);
  });

  test('a function that crosses back is the original, untouched', () => {
    const { toPage, toSandbox } = createBorder(open);
    const queue: unknown[] = [];
    const original = Object.assign(() => 1, { q: queue });
    expect(toPage(toSandbox(original))).toBe(original);
    expect(original.q).toBe(queue);
  });

  test('one function has one wrapper', () => {
    const { toSandbox } = createBorder(open);
    const original = () => 1;
    expect(toSandbox(original)).toBe(toSandbox({ f: original } as const) && toSandbox(original));
    expect(toSandbox([original, original])).toEqual([toSandbox(original), toSandbox(original)]);
  });

  test('a wrapper carries copies of the function’s own properties', () => {
    const wrapper = createBorder(open).toSandbox(Object.assign(() => 1, { q: [1], made: new Date(0) }));
    expect(Object.entries(Object(wrapper))).toEqual([
      ['q', [1]],
      ['made', undefined],
    ]);
  });

  test('a function of the template runs under its guard', () => {
    const { toPage } = createBorder(() => () => 'guarded');
    expect(callable(toPage(() => 'bare'))()).toBe('guarded');
  });

  test('text is rewritten on its way to the page where the caller asks, at any depth', () => {
    const { toPage } = createBorder(open);
    const upper = (text: string) => text.toUpperCase();
    expect(toPage({ a: ['x'] }, upper)).toEqual({ a: ['X'] });
    expect(toPage({ a: ['x'] })).toEqual({ a: ['x'] });
  });
});
