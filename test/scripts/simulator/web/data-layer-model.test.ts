// The merged memory of the data layer.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDataLayerModel } from '../../../../scripts/simulator/web/data-layer-model.ts';

function modelOf(...messages: Record<string, unknown>[]) {
  const model = createDataLayerModel();
  for (const message of messages) {
    model.merge(message);
  }
  return model;
}

describe('createDataLayerModel', () => {
  test('objects merge, other values replace', () => {
    const model = modelOf({ a: { x: 1, y: 1 }, b: 1 }, { a: { y: 2 }, b: 'two' });
    expect([model.get('a'), model.get('b')]).toEqual([{ x: 1, y: 2 }, 'two']);
  });

  test('lists merge place by place, which is why ecommerce is set to null first', () => {
    const items = [{ id: 'a', coupon: 'X' }, { id: 'b' }];
    const next = { ecommerce: { items: [{ id: 'c' }] } };
    expect(modelOf({ ecommerce: { items } }, next).get('ecommerce.items')).toEqual([
      { id: 'c', coupon: 'X' },
      { id: 'b' },
    ]);
    expect(modelOf({ ecommerce: { items } }, { ecommerce: null }, next).get('ecommerce')).toEqual({
      items: [{ id: 'c' }],
    });
  });

  test('_clear replaces what the message names instead of merging', () => {
    const model = modelOf({ a: { x: 1 }, b: { x: 1 } }, { a: { y: 2 }, _clear: true });
    expect([model.get('a'), model.get('b'), model.get('_clear')]).toEqual([{ y: 2 }, { x: 1 }, undefined]);
  });

  test('a dotted key is a path', () => {
    expect(modelOf({ 'a.b': 1 }, { a: { c: 2 } }).get('a')).toEqual({ b: 1, c: 2 });
  });

  test('a missing step is undefined, null is null', () => {
    const model = modelOf({ a: null });
    expect([model.get('a'), model.get('a.b'), model.get('x.y'), model.get('toString')]).toEqual([
      null,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a message’s own objects are not changed by later messages', () => {
    const first = { a: { x: 1 } };
    modelOf(first, { a: { x: 2 } });
    expect(first).toEqual({ a: { x: 1 } });
  });

  test('a message cannot reach the prototype of objects', () => {
    const model = modelOf(JSON.parse('{"a":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}'));
    expect(model.get('polluted')).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(model.get('a.__proto__.polluted')).toBe(1);
  });

  test('the latest message can be read alone', () => {
    const model = modelOf({ a: 1 }, { b: 2 });
    expect([model.getFromMessage('a'), model.getFromMessage('b')]).toEqual([undefined, 2]);
  });

  test('callbacks and time-outs are not remembered', () => {
    const model = modelOf({ event: 'e', eventCallback: () => 1, eventTimeout: 5 });
    expect([model.get('event'), model.get('eventCallback'), model.get('eventTimeout')]).toEqual([
      'e',
      undefined,
      undefined,
    ]);
  });

  test('merging one message twice is merging it once', () => {
    const key = fc.stringMatching(/^[a-d]$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (message) => {
        const once = modelOf(message);
        const twice = modelOf(message, message);
        for (const name of Object.keys(message)) {
          expect(twice.get(name)).toEqual(once.get(name));
        }
      }),
    );
  });
});
