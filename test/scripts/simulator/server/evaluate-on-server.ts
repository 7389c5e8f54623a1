// Runs a few lines of sandboxed code on a fake server and shows what came of them, for tests of single APIs.

import { compileSandboxed } from '../../../../scripts/simulator/code/compile-sandboxed.ts';
import type { PermissionSet } from '../../../../scripts/simulator/permissions/settings.ts';
import { SandboxError } from '../../../../scripts/simulator/sandbox/sandbox-error.ts';
import { createFakeServer, type FakeServer } from '../../../../scripts/simulator/server/fake-server.ts';
import { createServerRequire } from '../../../../scripts/simulator/server/server-apis.ts';
import {
  type ClientTurn,
  createServerContext,
  createServerEvent,
} from '../../../../scripts/simulator/server/server-context.ts';
import type { ServerEvent } from '../../../../scripts/simulator/server/server-host.ts';

/** Where the code runs; everything has a plain default. */
export interface ServerEvaluationOptions {
  readonly permissions?: PermissionSet;
  readonly server?: FakeServer;
  /** The current event's data; `null` is no event. */
  readonly event?: Readonly<Record<string, unknown>> | ServerEvent | null;
  /** Makes the code a client's. */
  readonly client?: ClientTurn;
  readonly name?: string;
}

/** What came of the code. */
export interface ServerEvaluation {
  readonly server: FakeServer;
  readonly returned: unknown;
  /** What stopped the code; absent when it ran to its end. */
  readonly thrown?: unknown;
  /** Every value that the code gave to `note`, as they came. */
  readonly notes: unknown[];
  /** Errors in callbacks that ran later. */
  readonly errors: unknown[];
  /** Rejections that nothing handled. */
  readonly unhandled: unknown[];
}

/** All permissions that a list of ids names, each with these settings. */
export function permit(settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>): PermissionSet {
  return settings;
}

/** The code's run up to its return; `note` tells the test values, later ones too. */
export function evaluateOnServer(code: string, options: ServerEvaluationOptions = {}): ServerEvaluation {
  const { permissions = {}, server = createFakeServer(), client, name = 'Test template', event = {} } = options;
  const [notes, errors, unhandled]: [unknown[], unknown[], unknown[]] = [[], [], []];
  const context = createServerContext({
    host: server,
    templateName: name,
    permissions,
    ...(event === null ? {} : { event: isServerEvent(event) ? event : createServerEvent(event) }),
    ...(client ? { client } : {}),
    onError: (error) => errors.push(error),
    onUnhandled: (reason) => unhandled.push(reason),
  });
  const run = compileSandboxed(code, ['require', 'note']);
  const note = (value: unknown): void => {
    notes.push(value);
  };
  const shown = { server, notes, errors, unhandled };
  try {
    return { ...shown, returned: run(createServerRequire(context), note) };
  } catch (thrown) {
    return { ...shown, returned: undefined, thrown };
  } finally {
    if (client) {
      client.isRunning = false;
    }
  }
}

/** `evaluateOnServer`, and then everything that is due now. */
export async function settleOnServer(code: string, options: ServerEvaluationOptions = {}): Promise<ServerEvaluation> {
  const evaluation = evaluateOnServer(code, options);
  await evaluation.server.settle();
  return evaluation;
}

/** The sandbox's code for what stopped the run; anything else as text. */
export function refusalOf({ thrown }: ServerEvaluation): string | undefined {
  const code = thrown instanceof SandboxError ? thrown.code : thrown;
  return code === undefined ? undefined : String(code);
}

function isServerEvent(event: Readonly<Record<string, unknown>> | ServerEvent): event is ServerEvent {
  return Array.isArray(event.listeners);
}
