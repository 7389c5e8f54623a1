// Fires one tag once, and says what it came to.
//
// Decisions where GTM's behaviour is not public: an error in a callback that runs later makes the tag an exception, unless it
// had called back already; the callbacks take effect in the next turn.
import type { ExportTag } from '../../../functions/downloads/container-export.ts';
import { runGoogleTag } from './google/google-tags.ts';
import type { ServerTemplate } from './read-templates.ts';
import { describeError, runServerTemplate } from './run-server-template.ts';
import type { ServerTagRecord } from './server-records.ts';
import { resolveParameters, type VariableScope } from './server-variables.ts';
import { transformEvent } from './transform-event.ts';

type Settle = (status: 'success' | 'failure' | 'exception', error?: string) => void;

function runTemplateTag(
  scope: VariableScope,
  tag: ExportTag,
  template: ServerTemplate,
  fields: Readonly<Record<string, unknown>>,
  settle: Settle,
): void {
  const { recorder, activity } = scope.instance;
  let calls = 0;
  const callback = (name: string, status: 'success' | 'failure') => (): void => {
    calls += 1;
    if (calls > 1) {
      recorder.report(`The tag ${tag.name} called ${name} although it had called back before; call exactly one, once.`);
    }
    activity.schedule(() => settle(status), 0);
  };
  const fail = (error: unknown): void => {
    recorder.report(`The tag ${tag.name} threw: ${describeError(error)}`);
    settle('exception', describeError(error));
  };
  const data = {
    ...fields,
    gtmOnSuccess: callback('gtmOnSuccess', 'success'),
    gtmOnFailure: callback('gtmOnFailure', 'failure'),
  };
  const onUnhandled = (reason: unknown): void =>
    recorder.report(`The tag ${tag.name} left a rejection unhandled: ${describeError(reason)}`);
  try {
    runServerTemplate({ template, data, ...scope, onError: fail, onUnhandled });
  } catch (error) {
    fail(error);
  }
}

async function start(firing: VariableScope, tag: ExportTag, settle: Settle): Promise<void> {
  const scope = await transformEvent(firing, tag);
  const fields = await resolveParameters(scope, tag.parameter);
  const template = scope.instance.templates.get(tag.type);
  if (template?.kind === 'tag') {
    runTemplateTag(scope, tag, template, fields, settle);
    return;
  }
  const fault = await runGoogleTag(tag.type, fields, scope);
  if (fault === undefined) {
    settle('success');
  } else {
    settle('failure', fault);
  }
}

/** Resolves when the tag called back, failed or threw, which the record then says; never rejects, and may never resolve. */
export function runTag(scope: VariableScope, tag: ExportTag, record: ServerTagRecord): Promise<void> {
  return new Promise((resolve) => {
    const settle: Settle = (status, error) => {
      if (record.status === 'running') {
        record.status = status;
        if (error !== undefined) record.error = error;
      }
      resolve();
    };
    start(scope, tag, settle).catch((error: unknown) => settle('exception', describeError(error)));
  });
}
