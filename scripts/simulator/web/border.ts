// Converts values that cross between the sandbox and the page, as GTM does: data is copied, functions are wrapped, the rest is lost.
import { isPlainObject } from '../sandbox/plain-object.ts';
import { setOwn } from '../sandbox/set-own.ts';

/** Any function of either side. */
export type AnyFunction = (...values: unknown[]) => unknown;

/** Both directions over one sandbox's border. */
export interface Border {
  /** A value of the page as the template sees it. */
  toSandbox(value: unknown): unknown;
  /** A value of the template as the page sees it; `mapText` rewrites every text in it. */
  toPage(value: unknown, mapText?: (text: string) => string): unknown;
}

/** Wraps a function of the template so that its errors do not reach the page. */
export type Guard = (callback: AnyFunction) => AnyFunction;

interface Direction {
  readonly text: (text: string) => string;
  /** The function's counterpart on the other side; the original itself where a wrapper goes home. */
  readonly cross: (original: AnyFunction) => { readonly counterpart: AnyFunction; readonly isWrapper: boolean };
}

const sameText = (text: string): string => text;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** An array, or the `arguments` of a page's function, which GTM shows to templates as an array. */
function isList(value: object): value is Iterable<unknown> {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Arguments]';
}

function copyInto(target: object, source: object, direction: Direction, seen: Map<object, unknown>): void {
  for (const [key, item] of Object.entries(source)) {
    setOwn(target, key, copyAcross(item, direction, seen));
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
    const { counterpart, isWrapper } = direction.cross(value);
    seen.set(value, counterpart);
    if (isWrapper) {
      copyInto(counterpart, value, direction, seen);
    }
    return counterpart;
  }
  if (isList(value)) {
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
export function createBorder(guard: Guard): Border {
  const originals = new WeakMap<AnyFunction, AnyFunction>();
  const wrappers = new WeakMap<AnyFunction, AnyFunction>();

  const crossing =
    (wrap: (original: AnyFunction) => AnyFunction): Direction['cross'] =>
    (value) => {
      const original = originals.get(value);
      if (original) {
        return { counterpart: original, isWrapper: false };
      }
      const wrapper = wrappers.get(value) ?? wrap(value);
      wrappers.set(value, wrapper);
      originals.set(wrapper, value);
      return { counterpart: wrapper, isWrapper: true };
    };

  const wrapForPage = crossing((original) => {
    const guarded = guard(original);
    return (...values) => toPage(guarded(...values.map(toSandbox)));
  });
  const wrapForSandbox = crossing(
    (original) =>
      (...values) =>
        toSandbox(original(...values.map((value) => toPage(value)))),
  );
  function toPage(value: unknown, mapText = sameText): unknown {
    return copyAcross(value, { text: mapText, cross: wrapForPage }, new Map());
  }
  function toSandbox(value: unknown): unknown {
    return copyAcross(value, { text: sameText, cross: wrapForSandbox }, new Map());
  }
  return { toPage, toSandbox };
}
