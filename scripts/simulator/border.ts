// Converts values that cross between the sandbox and the page, as GTM does: data is copied, functions are wrapped, the rest is lost.
import { isPlainObject } from './plain-object.ts';

/** Any function of either side. */
export type AnyFunction = (...values: unknown[]) => unknown;

/** Both directions over one sandbox's border. */
export interface Border {
  /** A value of the page as the template sees it. */
  toSandbox(value: unknown): unknown;
  /** A value of the template as the page sees it. */
  toPage(value: unknown): unknown;
}

/** How one border treats what crosses it. */
export interface BorderOptions {
  /** Wraps a function of the template so that its errors do not reach the page. */
  guard(callback: AnyFunction): AnyFunction;
  /** Rewrites text on its way to the page. */
  mapText?: ((text: string) => string) | undefined;
}

interface Direction {
  readonly text: (text: string) => string;
  readonly wrap: (original: AnyFunction) => AnyFunction;
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function copyInto(target: object, source: object, direction: Direction, seen: Map<object, unknown>): void {
  for (const [key, item] of Object.entries(source)) {
    Reflect.set(target, key, copyAcross(item, direction, seen));
  }
}

function copyAcross(value: unknown, direction: Direction, seen: Map<object, unknown>): unknown {
  if (typeof value === 'string') {
    return direction.text(value);
  }
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
    return typeof value === 'symbol' || typeof value === 'bigint' ? undefined : value;
  }
  if (seen.has(value)) {
    return seen.get(value);
  }
  if (isFunction(value)) {
    const wrapper = direction.wrap(value);
    seen.set(value, wrapper);
    copyInto(wrapper, value, direction, seen);
    return wrapper;
  }
  if (Array.isArray(value)) {
    const copies: unknown[] = [];
    seen.set(value, copies);
    for (const item of value) {
      copies.push(copyAcross(item, direction, seen));
    }
    return copies;
  }
  if (isPlainObject(value)) {
    const copy: Record<string, unknown> = {};
    seen.set(value, copy);
    copyInto(copy, value, direction, seen);
    return copy;
  }
  return undefined;
}

/** The border of one template run; a function that crosses back arrives as the original. */
export function createBorder({ guard, mapText = (text) => text }: BorderOptions): Border {
  const originals = new WeakMap<AnyFunction, AnyFunction>();
  const wrappers = new WeakMap<AnyFunction, AnyFunction>();

  function wrapOnce(original: AnyFunction, wrap: (original: AnyFunction) => AnyFunction): AnyFunction {
    const known = originals.get(original) ?? wrappers.get(original);
    if (known) {
      return known;
    }
    const wrapper = wrap(original);
    wrappers.set(original, wrapper);
    originals.set(wrapper, original);
    return wrapper;
  }

  const toPage = (value: unknown): unknown => copyAcross(value, outward, new Map());
  const toSandbox = (value: unknown): unknown => copyAcross(value, inward, new Map());
  const outward: Direction = {
    text: mapText,
    wrap: (original) =>
      wrapOnce(original, (inner) => {
        const guarded = guard(inner);
        return (...values) => toPage(guarded(...values.map(toSandbox)));
      }),
  };
  const inward: Direction = {
    text: (text) => text,
    wrap: (original) =>
      wrapOnce(
        original,
        (inner) =>
          (...values) =>
            toSandbox(inner(...values.map(toPage))),
      ),
  };
  return { toPage, toSandbox };
}
