// Keeps what a scenario put in the place of APIs, and makes what `require` gives for it.
//
// https://developers.google.com/tag-platform/tag-manager/templates/api#mock
// A mock is found when `require` is called: a function that was required before stays the real API. Nothing asks for
// permissions or argument types on the way to a mock.
// Decisions where GTM's behaviour is not public:
// - a mocked object API given as a function is that function's result, made anew at each `require`;
// - a name that no API has can be mocked, and required as what the mock is.
import type { CallLog } from './call-log.ts';

interface Mock {
  readonly isObject: boolean;
  readonly value: unknown;
}

/** What takes the place of APIs in one scenario. */
export interface Mocks {
  /** The test's `mock`: a function is called in the API's place, any other value is returned. */
  readonly mock: (name?: unknown, value?: unknown) => void;
  /** The test's `mockObject`; throws for what is no object. */
  readonly mockObject: (name?: unknown, value?: unknown) => void;
  has(name: string): boolean;
  /** What `require` gives for a mocked name; `isObjectApi` says what the real API is. Calls are noted in the log. */
  bind(name: string, isObjectApi: boolean, log: CallLog): unknown;
}

type AnyFunction = (...values: unknown[]) => unknown;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** No mocks yet. */
export function createMocks(): Mocks {
  const mocks = new Map<string, Mock>();
  return {
    mock: (name, value) => {
      mocks.set(String(name), { isObject: false, value });
    },
    mockObject: (name, value) => {
      if (typeof value !== 'object' || value === null) {
        throw new TypeError(`mockObject('${String(name)}') needs an object; use mock for a function or a value.`);
      }
      mocks.set(String(name), { isObject: true, value });
    },
    has: (name) => mocks.has(name),
    bind: (name, isObjectApi, log) => {
      const found = mocks.get(name);
      const value = found?.value;
      if (found?.isObject === true) return value;
      if (isObjectApi) return isFunction(value) ? value() : value;
      return log.record(name, isFunction(value) ? value : () => value);
    },
  };
}
