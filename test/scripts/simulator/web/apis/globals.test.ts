// Reaching the page's globals: each API with its permission, without it, and at its edges.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate, globals } from '../../evaluate.ts';

function pageWith(window: Record<string, unknown>) {
  const page = createFakePage();
  Object.assign(page.window, window);
  return page;
}

describe('callInWindow', () => {
  const call = "return require('callInWindow')('a.add', 2, 3);";

  test('calls the function with its parent as this and answers a copy', () => {
    const page = pageWith({
      a: {
        base: 10,
        add(this: { base: number }, left: number, right: number) {
          return { sum: this.base + left + right, when: new Date(0) };
        },
      },
    });
    expect(evaluate(call, { page, permissions: globals({ 'a.add': 'x' }) }).returned).toEqual({ sum: 15 });
  });

  test('a path that ends at no function answers undefined', () => {
    const run = evaluate(call, { page: pageWith({ a: { add: 1 } }), permissions: globals({ 'a.add': 'x' }) });
    expect([run.returned, run.status]).toEqual([undefined, 'succeeded']);
  });

  test('a path with a missing step answers undefined', () => {
    const run = evaluate(call, { permissions: globals({ 'a.add': 'x' }) });
    expect([run.returned, run.problems]).toEqual([undefined, []]);
  });

  test('a path through a text answers undefined', () => {
    const run = evaluate(call, { page: pageWith({ a: 'add' }), permissions: globals({ 'a.add': 'x' }) });
    expect([run.returned, run.problems]).toEqual([undefined, []]);
  });

  test('without permission to execute it throws', () => {
    expect(evaluate(call, { permissions: globals({ 'a.add': 'rw' }) }).status).toBe('failed');
  });

  test('a path through the window is not walked', () => {
    const page = pageWith({ add: () => 1 });
    page.window['self'] = page.window;
    const run = evaluate("return require('callInWindow')('self.add');", {
      page,
      permissions: globals({ 'self.add': 'x' }),
    });
    expect(run.returned).toBeUndefined();
  });

  test.each(['constructor.constructor', 'list.push.constructor', 'list.push.__proto__.constructor'])(
    'no path leads to what makes code of text, such as %s',
    (path) => {
      const code = `const make = require('callInWindow')('${path}', 'return 1 + 1'); return make && make();`;
      const run = evaluate(code, { page: pageWith({ list: [] }), permissions: globals({ [path]: 'x' }) });
      expect([run.returned, run.status]).toEqual([undefined, 'succeeded']);
    },
  );

  test.each(['__lookupGetter__', 'list.__lookupSetter__', 'list.push.call', 'ask.apply.call'])(
    'no path leads to or through what all objects share, such as %s',
    (path) => {
      const code = `return require('callInWindow')('${path}', '__proto__');`;
      const page = pageWith({ list: [], ask: () => 1 });
      expect(evaluate(code, { page, permissions: globals({ [path]: 'x' }) }).returned).toBeUndefined();
    },
  );

  test('no getter comes onto the page that would show what all objects share', () => {
    const code = `
      const call = require('callInWindow');
      call('__defineGetter__', 'shared', call('__lookupGetter__', '__proto__') || (() => 1));
      return require('setInWindow')('shared.leaked', 'yes', true);`;
    const permissions = globals({ __defineGetter__: 'x', __lookupGetter__: 'x', 'shared.leaked': 'rw' });
    const page = createFakePage();
    const run = evaluate(code, { page, permissions });
    const leaked: unknown = Reflect.get({}, 'leaked');
    Reflect.deleteProperty(Object.prototype, 'leaked');
    expect([run.returned, leaked, Object.keys(page.window)]).toEqual([false, undefined, []]);
  });

  test('a method of lists and of functions is called on what is the page’s own', () => {
    const list: unknown[] = [];
    const page = pageWith({ list, add: (left: number, right: number) => left + right });
    const code =
      "const call = require('callInWindow'); return [call('list.push', 1), call('add.apply', null, [2, 3])];";
    const run = evaluate(code, { page, permissions: globals({ 'list.push': 'x', 'add.apply': 'x' }) });
    expect([run.returned, list]).toEqual([[1, 5], [1]]);
  });

  test('a function of the template reaches the page as a function whose errors stay inside', () => {
    const answers: unknown[] = [];
    const page = pageWith({ ask: (callback: (value: unknown) => unknown) => answers.push(callback({ n: 1 })) });
    const code = "require('callInWindow')('ask', (answer) => answer.n + 1); return 1;";
    const failing = "require('callInWindow')('ask', (answer) => answer.missing.n); return 1;";
    const permissions = globals({ ask: 'x' });
    evaluate(code, { page, permissions });
    const run = evaluate(failing, { page, permissions });
    expect(answers).toEqual([2, undefined]);
    expect(run.problems).toHaveLength(1);
  });

  test('without a path it names the missing argument', () => {
    expect(evaluate("require('callInWindow')();").problems[0]).toContain(
      'Required argument pathToFunction not supplied',
    );
  });

  test('with a path of another type it names both types', () => {
    expect(evaluate("require('callInWindow')(7);").problems[0]).toContain(
      'Argument pathToFunction has type number, which does not match required type string',
    );
  });
});

describe('copyFromWindow', () => {
  const copy = "return require('copyFromWindow')('shop.cart');";

  test('answers a deep copy', () => {
    const cart = { items: [{ id: 1 }] };
    const { returned } = evaluate(copy, {
      page: pageWith({ shop: { cart } }),
      permissions: globals({ 'shop.cart': 'r' }),
    });
    expect(returned).toEqual(cart);
    expect(returned).not.toBe(cart);
  });

  test('a key beside the permitted one throws', () => {
    expect(evaluate(copy, { permissions: globals({ shop: 'r' }) }).status).toBe('failed');
  });
});

describe('setInWindow', () => {
  const code = (rest: string) => `return require('setInWindow')('a.b', ${rest});`;
  const permissions = globals({ 'a.b': 'rw' });

  test('sets a copy and answers true', () => {
    const page = pageWith({ a: {} });
    expect(evaluate(code('{ n: 1 }'), { page, permissions }).returned).toBe(true);
    expect(page.window['a']).toEqual({ b: { n: 1 } });
  });

  test('leaves an existing value and answers false', () => {
    const page = pageWith({ a: { b: 0 } });
    expect(evaluate(code('1'), { page, permissions }).returned).toBe(false);
    expect(page.window['a']).toEqual({ b: 0 });
  });

  test('replaces an existing value when told to override', () => {
    const page = pageWith({ a: { b: 0 } });
    expect(evaluate(code('1, true'), { page, permissions }).returned).toBe(true);
    expect(page.window['a']).toEqual({ b: 1 });
  });

  test.each([
    '__proto__.leaked',
    'constructor.leaked',
    'a.constructor.prototype.leaked',
    'toString.leaked',
    'list.push.leaked',
    'a.hasOwnProperty.leaked',
  ])('leaves what all objects share as it is: %s', (path) => {
    const page = pageWith({ a: {}, list: [] });
    const run = evaluate(`return require('setInWindow')('${path}', 1);`, {
      page,
      permissions: globals({ [path]: 'rw' }),
    });
    const { toString: toText, hasOwnProperty: has } = Object.prototype;
    const everybodys: readonly object[] = [{}, Object, Array.prototype.push, toText, has];
    const leaked = everybodys.filter((one) => Reflect.has(one, 'leaked'));
    for (const one of [...everybodys, Object.prototype]) Reflect.deleteProperty(one, 'leaked');
    expect([run.returned, leaked]).toEqual([false, []]);
  });

  test('answers false when the parent is missing', () => {
    expect(evaluate(code('1'), { permissions }).returned).toBe(false);
  });

  test.each(['w', 'r'])('needs reading and writing, "%s" is not enough', (access) => {
    expect(evaluate(code('1'), { permissions: globals({ 'a.b': access }) }).status).toBe('failed');
  });
});

describe('aliasInWindow', () => {
  const code = "return require('aliasInWindow')('to', 'from.f');";

  test('puts the very same value under another name', () => {
    const f = () => 1;
    const page = pageWith({ from: { f } });
    expect(evaluate(code, { page, permissions: globals({ to: 'rw', 'from.f': 'r' }) }).returned).toBe(true);
    expect(page.window['to']).toBe(f);
  });

  test.each(['list.push', 'f.call', 'hasOwnProperty'])(
    'puts nothing there that all objects share, such as %s',
    (path) => {
      const page = pageWith({ list: [], f: () => 1 });
      const code = `return require('aliasInWindow')('to', '${path}');`;
      evaluate(code, { page, permissions: globals({ to: 'w', [path]: 'r' }) });
      expect(page.window['to']).toBeUndefined();
    },
  );

  test('asks for no more than writing the target, as templates in use state it', () => {
    const run = evaluate(code, {
      page: pageWith({ from: { f: 1 } }),
      permissions: globals({ to: 'w', 'from.f': 'r' }),
    });
    expect(run.returned).toBe(true);
  });

  test.each([{ to: 'w' }, { to: 'r', 'from.f': 'r' }, { to: 'w', 'from.f': 'w' }])(
    'needs to write the target and to read the source, %j is not enough',
    (keys) => {
      expect(evaluate(code, { permissions: globals(keys) }).status).toBe('failed');
    },
  );

  test('answers false when the parent of the target is missing', () => {
    const missing = code.replace("'to'", "'a.to'");
    expect(evaluate(missing, { permissions: globals({ 'a.to': 'rw', 'from.f': 'r' }) }).returned).toBe(false);
  });
});
