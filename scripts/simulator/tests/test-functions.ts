// The functions that a template's tests see, for one scenario.
// https://developers.google.com/tag-platform/tag-manager/templates/tests
//
// Decisions where GTM's behaviour is not public:
// - runCode gives the template a copy of the data, one level deep, without the form's defaults, and returns what the code
//   returns, for tags as well, as published tests have it;
// - a tag's gtmOnSuccess and gtmOnFailure are noted at once, and call those of the data if it brings any;
// - permissions bind the template alone: the test's own code may do everything; its calls of APIs are noted all the same;
// - a permission that the file lacks altogether is there with empty settings, because GTM's editor adds it on import: what needs
//   no settings may be done, anything else may not; the check of the file names the gap;
// - `data` is known to the tests as an empty object, since published tests read undefined fields from it.
import { testFunctions } from '../../../gtm-templates/sandbox/test-functions.ts';
import { serverRules } from '../../permissions/rules/server-rules.ts';
import { webRules } from '../../permissions/rules/web-rules.ts';
import type { CompiledTemplate } from '../code/compiled-template.ts';
import { everyPermission, type PermissionSet } from '../permissions/settings.ts';
import { isPlainObject } from '../sandbox/plain-object.ts';
import { createAssertApi } from './assertions/assert-api.ts';
import { createAssertThat } from './assertions/assert-that.ts';
import { describeValue } from './assertions/describe-value.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import type { Failures } from './failures.ts';
import { findNameFault } from './find-name-fault.ts';
import { createMocks } from './mocks.ts';
import { createScenarioRequire } from './scenario-require.ts';
import type { ScenarioWorld } from './scenario-world.ts';

/** The names that every scenario knows. */
export const testNames = ['data', 'require', ...testFunctions] as const;

/** Functions over a world in which nothing has happened; assertions report to `failures`. */
export function createTestFunctions(
  template: CompiledTemplate,
  world: ScenarioWorld,
  { fail }: Failures,
): Readonly<Record<(typeof testNames)[number], unknown>> {
  const log = createCallLog();
  const mocks = createMocks();
  const requireAnything = world.startRun(everyPermission).require;
  const isObjectApi = (name: string): boolean =>
    world.apiNames.includes(name) && typeof requireAnything(name) === 'object';
  const sources = { mocks, log, isObjectApi };
  const names = { ...template, apiNames: world.apiNames, isMocked: mocks.has, isObjectApi };
  const permissions = { ...emptySettings(template.container), ...template.permissions };
  return {
    data: {},
    require: createScenarioRequire({ ...sources, requireReal: requireAnything }),
    runCode: (data: unknown) => {
      const run = world.startRun(permissions);
      const require = createScenarioRequire({ ...sources, requireReal: run.require });
      try {
        return template.execute(toFields(data, template, log), require);
      } finally {
        run.end();
      }
    },
    mock: mocks.mock,
    mockObject: mocks.mockObject,
    assertApi: createAssertApi({ log, findNameFault: (name) => findNameFault(name, names) }, fail),
    assertThat: createAssertThat(fail),
    fail: (message: unknown) => fail(message === undefined ? 'The scenario called fail().' : sayReason(message)),
  };
}

function emptySettings(container: CompiledTemplate['container']): PermissionSet {
  const names = Object.keys(container === 'web' ? webRules : serverRules);
  return Object.fromEntries(names.map((name) => [name, {}]));
}

function sayReason(message: unknown): string {
  return typeof message === 'string' ? message : describeValue(message);
}

function toFields(data: unknown, { kind }: CompiledTemplate, log: CallLog): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = isPlainObject(data) ? { ...data } : {};
  if (kind === 'tag') {
    for (const name of ['gtmOnSuccess', 'gtmOnFailure']) {
      const own = fields[name];
      fields[name] = log.record(name, (...values) =>
        typeof own === 'function' ? Reflect.apply(own, undefined, values) : undefined,
      );
    }
  }
  return fields;
}
