// The `require` of a scenario: mocks first, then the real APIs, every call noted.
import type { CallLog } from './call-log.ts';
import type { Mocks } from './mocks.ts';

/** What stands behind one `require`. */
export interface RequireSources {
  readonly mocks: Mocks;
  readonly log: CallLog;
  /** The real APIs; throws for a name that the container does not know. */
  readonly requireReal: (name: unknown) => unknown;
  /** True for an API that is an object of functions, such as JSON. */
  readonly isObjectApi: (name: string) => boolean;
}

/** `require` for one run of the template, or for the test's own code. */
export function createScenarioRequire({ mocks, log, requireReal, isObjectApi }: RequireSources) {
  const recorded = new Map<string, unknown>();
  return (given: unknown): unknown => {
    const name = String(given);
    if (mocks.has(name)) {
      return mocks.bind(name, isObjectApi(name), log);
    }
    const api = requireReal(name);
    if (typeof api !== 'function') {
      return api;
    }
    if (!recorded.has(name)) {
      recorded.set(
        name,
        log.record(name, (...values) => Reflect.apply(api, undefined, values)),
      );
    }
    return recorded.get(name);
  };
}
