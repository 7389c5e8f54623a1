// What the APIs of a running server template can reach: the server, the current event, and the template's own permissions.

import type { PermissionSet } from '../permissions/settings.ts';
import type { SandboxContext } from '../sandbox/sandbox-context.ts';
import type { PromiseHost } from '../sandbox/sandbox-promise.ts';
import type { ServerEvent, ServerHost } from './server-host.ts';

/** A client's turn: it may claim the request until its code has returned. */
export interface ClientTurn {
  /** False once the client's code has returned; whoever runs the client sets it. */
  isRunning: boolean;
  hasClaimed: boolean;
}

/** What one run of one server template sees. */
export interface ServerContext extends SandboxContext, PromiseHost {
  readonly host: ServerHost;
  /** Absent in tags and variables. */
  readonly client?: ClientTurn;
  /** The event that runs; a client has none, except within what bindToEvent made. */
  event: ServerEvent | undefined;
}

/** What a run needs of whoever starts it. */
export interface ServerSurroundings {
  readonly host: ServerHost;
  readonly templateName: string;
  readonly permissions: PermissionSet;
  /** The event that a tag or a variable runs for. */
  readonly event?: ServerEvent;
  readonly client?: ClientTurn;
  /** Hears of an error thrown in a callback that runs later. */
  onError(error: unknown): void;
  /** Hears of a rejection that the template does not handle; errors thrown in promise callbacks come here too. */
  onUnhandled?(reason: unknown): void;
}

/** The context of one run. */
export function createServerContext({ host, onError, onUnhandled, ...rest }: ServerSurroundings): ServerContext {
  return {
    event: undefined,
    ...rest,
    host,
    clock: host,
    guard:
      (callback) =>
      (...values) => {
        try {
          return callback(...values);
        } catch (error) {
          onError(error);
          return undefined;
        }
      },
    onUnhandled: onUnhandled ?? (() => undefined),
  };
}

/** An event that starts now. */
export function createServerEvent(data: Readonly<Record<string, unknown>> = {}): ServerEvent {
  return { data, listeners: [] };
}
