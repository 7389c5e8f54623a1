// The sandbox's language at run time: what a step into a value gives, by GTM's rules instead of JavaScript's.
//
// Decisions where GTM's behaviour is not public:
// - reading a property that is missing gives undefined; only calling it throws;
// - writing to a text, a number or a boolean, to a frozen object, or over a method of lists, does nothing;
// - a property of a function is what the code put there; its name and length are not to be had;
// - `sort` gives back the list, as templates in use expect, though a build of 2021 gave back nothing.
import { isPlainObject } from '../sandbox/plain-object.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { setOwn } from '../sandbox/set-own.ts';
import { findMethod } from './standard-library.ts';

/** Something whose value can be read and written, as `place.value += 1` needs it. */
export interface Place {
  value: unknown;
}

/** The steps that guarded code takes. Each throws a SandboxError where GTM stops the template. */
export interface SandboxLanguage {
  get(target: unknown, key: unknown): unknown;
  call(target: unknown, key: unknown, values: readonly unknown[]): unknown;
  set(target: unknown, key: unknown, value: unknown): unknown;
  place(target: unknown, key: unknown): Place;
  iterable(value: unknown): readonly unknown[] | string;
  /** The arguments of a function as the list that they are in the sandbox. */
  list(values: ArrayLike<unknown>): unknown[];
  /** A name that nothing declares: touching it is GTM's compile error. */
  outside(name: string): Place;
}

function show(key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' ? String(key) : 'a property';
}

function refuseNothing(target: unknown, key: unknown): void {
  if (target === undefined || target === null) {
    throw new SandboxError('missing_object', `Cannot access the property ${show(key)} of ${target}. Test it first.`);
  }
}

function isIndex(key: string): boolean {
  return /^(0|[1-9]\d*)$/.test(key);
}

function getFromObject(target: object, key: string): unknown {
  if (Object.hasOwn(target, key)) {
    const isHidden = typeof target === 'function' && !Object.prototype.propertyIsEnumerable.call(target, key);
    return isHidden ? undefined : Reflect.get(target, key);
  }
  if (typeof target === 'function') return undefined;
  if (key === 'hasOwnProperty') return (name: unknown) => Object.hasOwn(target, String(name));
  if (key === 'toString') return () => String(Object.prototype.toString.call(target));
  if (isPlainObject(target)) return undefined;
  // Only the simulator's own classes come here, such as promises; their methods are what the sandbox offers.
  const method: unknown = Reflect.get(target, key);
  return typeof method === 'function' && !Object.hasOwn(Object.prototype, key) ? method.bind(target) : undefined;
}

function get(target: unknown, key: unknown): unknown {
  refuseNothing(target, key);
  const name = String(key);
  if (typeof target === 'string' || Array.isArray(target)) {
    if (name === 'length' || isIndex(name)) return Reflect.get(Object(target), name);
    const own = Array.isArray(target) && Object.hasOwn(target, name);
    return own ? Reflect.get(target, name) : findMethod(target, name);
  }
  if (typeof target === 'number' || typeof target === 'boolean') return findMethod(target, name);
  return typeof target === 'object' || typeof target === 'function' ? getFromObject(target ?? {}, name) : undefined;
}

function call(target: unknown, key: unknown, values: readonly unknown[]): unknown {
  const method = get(target, key);
  if (typeof method !== 'function') {
    throw new SandboxError(
      method === undefined ? 'missing_method' : 'not_a_function',
      method === undefined
        ? `${nameType(target)} has no '${show(key)}' property in the sandbox.`
        : `${show(key)} is not a function.`,
    );
  }
  return Reflect.apply(method, undefined, values);
}

function nameType(value: unknown): string {
  const names: Readonly<Record<string, string>> = { string: 'String', number: 'Number', boolean: 'Boolean' };
  if (Array.isArray(value)) return 'Array';
  return names[typeof value] ?? (typeof value === 'function' ? 'Function' : 'Object');
}

function set(target: unknown, key: unknown, value: unknown): unknown {
  refuseNothing(target, key);
  const isContainer = (typeof target === 'object' && target !== null) || typeof target === 'function';
  if (!isContainer || Object.isFrozen(target)) return value;
  const name = String(key);
  if (!Array.isArray(target)) setOwn(target, name, value);
  // Whoever is given the list calls its methods, and means the language's own.
  else if (name === 'length' || !(name in Array.prototype)) Reflect.set(target, name, value);
  return value;
}

function place(target: unknown, key: unknown): Place {
  return {
    get value() {
      return get(target, key);
    },
    set value(value) {
      set(target, key, value);
    },
  };
}

function iterable(value: unknown): readonly unknown[] | string {
  if (Array.isArray(value) || typeof value === 'string') return value;
  throw new SandboxError('not_iterable', 'The value is not iterable. Only lists and texts can stand after of.');
}

function outside(name: string): Place {
  const refuse = (): never => {
    throw new SandboxError(
      'undeclared_variable',
      `Attempting to use undeclared variable ${name} in function template.`,
    );
  };
  return {
    get value() {
      return refuse();
    },
    set value(_) {
      refuse();
    },
  };
}

/** The language that guarded code is given. */
export const sandboxLanguage: SandboxLanguage = {
  get,
  call,
  set,
  place,
  iterable,
  list: (values) => Array.from(values),
  outside,
};
