// Runs one server template once: a client for a request, a tag or a variable for an event.
//
// Decisions where GTM's behaviour is not public: a field that the exported entity does not have is undefined, whatever its
// form's default; a rejection that nothing handles changes nothing but is told.
import { createServerRequire } from '../server/server-apis.ts';
import { type ClientTurn, createServerContext } from '../server/server-context.ts';
import type { ServerEvent, ServerHost } from '../server/server-host.ts';
import type { ServerTemplate } from './read-templates.ts';

/** Where and for what a template runs. */
export interface ServerRun {
  readonly template: ServerTemplate;
  /** The fields with their references filled in, and a tag's callbacks. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly host: ServerHost;
  readonly event?: ServerEvent | undefined;
  readonly client?: ClientTurn;
  /** Hears of an error in a callback that runs later. */
  onError(error: unknown): void;
  /** Hears of a rejection that the template does not handle. */
  onUnhandled(reason: unknown): void;
}

/** The sentence of an error, or whatever else was thrown or rejected as text. */
export function describeError(error: unknown): string {
  if (error instanceof Error) {
    return error.message;
  }
  return typeof error === 'object' && error !== null ? JSON.stringify(error) : String(error);
}

function splitLines(template: ServerTemplate, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(data).map(([name, value]) => {
    const isLines = typeof value === 'string' && template.lineFields.has(name);
    return [name, isLines ? value.split('\n').filter((line) => line !== '') : value];
  });
  return Object.fromEntries(entries);
}

/** What the code returns; throws what it throws. */
export function runServerTemplate({ template, data, host, event, client, onError, onUnhandled }: ServerRun): unknown {
  const context = createServerContext({
    host,
    templateName: template.name,
    permissions: template.permissions,
    ...(event ? { event } : {}),
    ...(client ? { client } : {}),
    onError,
    onUnhandled,
  });
  return template.execute(splitLines(template, data), createServerRequire(context));
}
