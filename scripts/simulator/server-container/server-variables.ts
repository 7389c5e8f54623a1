// Reads a server container's variables: the built-in ones, and those that the container adds.
//
// Decisions where GTM's behaviour is not public:
// - a variable is computed anew each time something needs it, also by two tags of one event: so a template proves its own
//   caching;
// - a variable that throws, whose promise rejects or takes too long, or that needs itself, reads as undefined.
import type { ExportParameter, ExportVariable } from '../../../functions/downloads/container-export.ts';
import { readSettings } from '../container/reading/read-settings.ts';
import { listReferences, resolveFields } from '../container/resolve-fields.ts';
import { SandboxPromise } from '../sandbox/sandbox-promise.ts';
import type { ServerEvent, ServerHost } from '../server/server-host.ts';
import { readBuiltInVariable } from './built-in-variables.ts';
import type { ContainerInstance } from './container-instance.ts';
import { describeError, runServerTemplate } from './run-server-template.ts';
import { readSimpleVariable } from './simple-variables.ts';

/** What a variable is read for. */
export interface VariableScope {
  readonly instance: ContainerInstance;
  readonly host: ServerHost;
  /** None while clients are asked. */
  readonly event: ServerEvent | undefined;
}

/** The parameters' values with every reference filled in; never rejects. */
export async function resolveParameters(
  scope: VariableScope,
  parameters: readonly ExportParameter[] | undefined,
  trail: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const fields = readSettings(parameters);
  const names = [...new Set(listReferences(fields))];
  const values = await Promise.all(names.map(async (name) => [name, await readVariable(scope, name, trail)] as const));
  const known = new Map(values);
  return resolveFields(fields, (name) => known.get(name));
}

/** The value of a variable by its name; never rejects. */
async function readVariable(scope: VariableScope, name: string, trail: readonly string[]): Promise<unknown> {
  const { version, recorder } = scope.instance;
  if (name === '_event') {
    return scope.event?.data['event_name'];
  }
  const builtIn = version.builtInVariable?.find((variable) => variable.name === name);
  if (builtIn) {
    return readBuiltInVariable(builtIn.type, scope.host, scope.event);
  }
  const variable = version.variable?.find((candidate) => candidate.name === name);
  if (!variable) {
    recorder.report(`Unknown variable ${name}. Add it to the container; GTM would refuse to publish.`);
    return undefined;
  }
  if (trail.includes(name)) {
    recorder.report(`The variable ${name} needs itself: ${[...trail, name].join(', ')}.`);
    return undefined;
  }
  return await computeVariable(scope, variable, [...trail, name]);
}

async function computeVariable(
  scope: VariableScope,
  variable: ExportVariable,
  trail: readonly string[],
): Promise<unknown> {
  const fields = await resolveParameters(scope, variable.parameter, trail);
  const template = scope.instance.templates.get(variable.type);
  if (template?.kind === 'variable') {
    const report = (reason: unknown): void =>
      scope.instance.recorder.report(`The variable ${variable.name} failed: ${describeError(reason)}`);
    try {
      const run = { template, data: fields, ...scope, onError: report, onUnhandled: report };
      return await awaitLimited(scope.instance, runServerTemplate(run));
    } catch (error) {
      report(error);
      return undefined;
    }
  }
  return readSimpleVariable(variable.type, fields, scope);
}

/** A promise's value; what is no promise is the value itself. */
function awaitLimited({ activity, limits }: ContainerInstance, value: unknown): Promise<unknown> | unknown {
  if (!(value instanceof SandboxPromise)) {
    return value;
  }
  const settled = new Promise((resolve, reject) => {
    value.then(resolve, reject);
    activity.schedule(
      () => reject(new Error(`its promise was not resolved within ${limits.variableMs} ms.`)),
      Math.max(limits.variableMs, 1),
    );
  });
  return activity.track(settled);
}
