// Runs one template once, as GTM runs a tag that fires or a variable that is read.
//
// It proves which callbacks a template calls, how often, and what it does through its APIs. Only GTM's own machines can
// prove that the compiled code behaves the same there.
// Decisions where GTM's behaviour is not public:
// - an error in a callback that runs later makes a tag fail, unless the tag had already called back;
// - an error thrown after gtmOnSuccess in the same turn counts as the failure, because the callbacks run in the next one;
// - a variable that throws reads as undefined.

import type { CompiledTemplate } from './code/compiled-template.ts';
import { createBorder } from './web/border.ts';
import { createRequire } from './web/web-apis.ts';
import type { ContainerServices, EventListener, WebContext } from './web/web-context.ts';
import type { WebPage } from './web/web-page.ts';

/** Where a run stands: a tag is `running` until it calls back, a variable has `succeeded` once it returned. */
export type RunStatus = 'running' | 'succeeded' | 'failed';

/** One run; its properties change while callbacks arrive. */
export interface TemplateRun {
  readonly template: string;
  /** What the code returned: a variable's value. */
  returned: unknown;
  status: RunStatus;
  /** The error that ended the run; absent when the template itself said that it failed. */
  error?: unknown;
  /** How often each callback was called, for tests that demand exactly one. */
  readonly calls: { gtmOnSuccess: number; gtmOnFailure: number };
  /** Sentences about what GTM would not forgive: errors, and callbacks called more than once. */
  readonly problems: string[];
}

/** Where a template runs. */
export interface RunSurroundings {
  readonly page: WebPage;
  readonly container: ContainerServices;
  /** Called once, when a tag's status is no longer `running`. */
  readonly onSettled?: (run: TemplateRun) => void;
  /** Called with each problem as it arises, also after the tag called back. */
  readonly onProblem?: (problem: string) => void;
  readonly onEventDone?: (listener: EventListener) => void;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function createSettling(run: TemplateRun, { page, onSettled, onProblem }: RunSurroundings) {
  const settle = (status: 'succeeded' | 'failed'): void => {
    if (run.status === 'running') {
      run.status = status;
      onSettled?.(run);
    }
  };
  const report = (problem: string): void => {
    run.problems.push(problem);
    onProblem?.(problem);
  };
  const fail = (error: unknown): void => {
    report(`${run.template} threw: ${messageOf(error)}`);
    if (run.status === 'running') {
      run.error = error;
    }
    settle('failed');
  };
  const callback = (name: 'gtmOnSuccess' | 'gtmOnFailure', status: 'succeeded' | 'failed') => (): void => {
    run.calls[name] += 1;
    if (run.calls.gtmOnSuccess + run.calls.gtmOnFailure > 1) {
      report(`${run.template} called ${name} although it had called back before; call exactly one, once.`);
    }
    page.schedule(() => settle(status), 0);
  };
  return { fail, callback, settle };
}

function createContext(
  template: CompiledTemplate,
  { page, container, onEventDone }: RunSurroundings,
  fail: (error: unknown) => void,
): WebContext {
  const guard: WebContext['guard'] =
    (callback) =>
    (...values) => {
      try {
        return callback(...values);
      } catch (error) {
        fail(error);
        return undefined;
      }
    };
  return {
    clock: page,
    page,
    container,
    templateName: template.name,
    permissions: template.permissions,
    border: createBorder(guard),
    guard,
    onEventDone: onEventDone ?? (() => undefined),
  };
}

/** Runs the template with these fields over its form's defaults. Never throws: what the template throws is in the run. */
export function runTemplate(
  template: CompiledTemplate,
  fields: Readonly<Record<string, unknown>>,
  surroundings: RunSurroundings,
): TemplateRun {
  const run: TemplateRun = {
    template: template.name,
    returned: undefined,
    status: 'running',
    calls: { gtmOnSuccess: 0, gtmOnFailure: 0 },
    problems: [],
  };
  const { fail, callback, settle } = createSettling(run, surroundings);
  const context = createContext(template, surroundings, fail);
  const callbacks =
    template.kind === 'tag'
      ? {
          gtmOnSuccess: callback('gtmOnSuccess', 'succeeded'),
          gtmOnFailure: callback('gtmOnFailure', 'failed'),
        }
      : {};
  try {
    run.returned = template.execute({ ...template.defaults, ...fields, ...callbacks }, createRequire(context));
    if (template.kind === 'variable') {
      settle('succeeded');
    }
  } catch (error) {
    fail(error);
  }
  return run;
}
